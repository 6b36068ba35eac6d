import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rollOutTo } from "./one-target.ts";
import { startProxy, type TcpProxy } from "./outside/proxy.ts";
import { flavours, type Server, startServer } from "./outside/server.ts";

/** As `npm run questions` has 200 of. */
const filesOf = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `migrations/${String(i + 1).padStart(3, "0")}.sql`,
      `CREATE TABLE t${i} (id INT PRIMARY KEY, note VARCHAR(20));\nALTER TABLE t${i} ADD COLUMN paid INT;\nINSERT INTO t${i} VALUES (1, 'a', 2);\n`,
    ]),
  );

/** What a session asks because time has passed, however long the rest takes. */
const byTheClock = /^SELECT 1$/;

describe.each(flavours)("%s", (flavour) => {
  let server: Server;
  let proxy: TcpProxy;
  beforeAll(async () => {
    server = await startServer(flavour);
    proxy = await startProxy(server.port);
  });
  afterAll(async () => {
    proxy?.close();
    await server?.stop();
  });

  async function asked(count: number): Promise<string[]> {
    await server.query("DROP DATABASE IF EXISTS asked; CREATE DATABASE asked");
    const before = proxy.questions.length;
    const url = `mysql://root@127.0.0.1:${proxy.port}`;
    expect((await rollOutTo({ url, database: "asked", migrations: filesOf(count) })).stop).toBeUndefined();
    return proxy.questions
      .slice(before)
      .map(({ sql }) => sql)
      .filter((sql) => !byTheClock.test(sql));
  }

  test("a file of CREATE, ALTER and INSERT after another one asks nine questions, and a run some more", async () => {
    const [ten, eleven] = [await asked(10), await asked(11)];
    expect({ file: eleven.length - ten.length, run: ten.length - 90 }, ten.join("\n")).toEqual({
      file: 9,
      run: 49,
    });
  });
});
