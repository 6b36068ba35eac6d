import { createConnection } from "mysql2/promise";
import { describe, expect, test } from "vitest";
import { startFlavour } from "../../sandbox/mysql/start-flavour.ts";
import { foldLedger } from "../../src/core/rollout/ledger/fold.ts";
import { mysqlTargets } from "../../src/mysql/mysql-targets.ts";
import { sha256 } from "../../src/operations/sha256.ts";
import { cuttingProxy } from "./cutting-proxy.ts";
import { rollOutTo } from "./one-target.ts";

/** Each file ends with rows and the next begins with a definition, which the token of those rows announces. */
const migrations = {
  "1.sql": "CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL); INSERT INTO t VALUES (1, 0);",
  "2.sql": "ALTER TABLE t ADD COLUMN more INT NOT NULL DEFAULT 7; UPDATE t SET n = n + 1, more = more * 2;",
  "3.sql": "CREATE TABLE u (id INT AUTO_INCREMENT PRIMARY KEY); INSERT INTO u VALUES ();",
};

const target = {
  environment: "test",
  instance: "server",
  database: "d",
  engine: "mysql-8.4",
  connection: "URL",
};

describe.each(["mysql", "mariadb"] as const)("%s", (flavour) => {
  test("cut at any question, unsent or unanswered, an announcement in a token is settled like any other", async () => {
    const server = await startFlavour(flavour, { log: () => {} });
    const direct = new URL(server.url);
    const proxy = await cuttingProxy(direct.hostname, Number(direct.port));
    const url = server.url.replace(`:${direct.port}`, `:${proxy.port}`);
    const root = await createConnection({ uri: server.url, multipleStatements: true });
    const fresh = () => root.query("DROP DATABASE IF EXISTS d; CREATE DATABASE d");
    const left = async () =>
      (await root.query("SELECT n, more, (SELECT COUNT(*) FROM d.u) AS u FROM d.t"))[0];
    const look = async () => (await mysqlTargets({ URL: server.url }).look({ ...target, labels: {} })).rows;
    try {
      await fresh();
      const before = proxy.questions();
      await rollOutTo({ url, database: "d", migrations });
      const questions = proxy.questions() - before;
      const right = await left();
      expect(right).toEqual([{ n: 1, more: 14, u: 1 }]);
      // Each announcement stands right after the token before it, in the same transaction.
      const events = (await look()).map(({ event, path, statement }) => `${event} ${path} ${statement}`);
      expect(events.join("\n")).toContain("done 1.sql 2\nsent 2.sql 1\n");
      expect(events.join("\n")).toContain("done 2.sql 2\nsent 3.sql 1\n");
      // From the first token to the last row: what is asked before is told as a server that cannot be reached.
      for (let nth = questions - 34; nth <= questions - 6; nth += 2) {
        for (const when of ["before", "after"] as const) {
          await fresh();
          proxy.cutAt(nth, when);
          const { stop } = await rollOutTo({ url, database: "d", migrations });
          const cut = { nth, when, at: proxy.cutQuestion() };
          expect({ ...cut, stop, left: await left() }).toEqual({ ...cut, stop: undefined, left: right });
          expect(foldLedger(await look(), sha256).damage).toBeUndefined();
        }
      }
    } finally {
      await root.end();
      await proxy.close();
      await server.stop();
    }
  }, 300_000);
});
