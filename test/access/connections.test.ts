import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFlavour } from "../../sandbox/mysql/start-flavour.ts";
import type { PasswordSource, Target } from "../../src/core/policy/policy.ts";
import { connect } from "../../src/mysql/connect.ts";
import { type Authority, makeAuthority } from "./make-certificates.ts";

describe.each(["mysql", "mariadb"] as const)("connections to %s", (flavour) => {
  let folder: string;
  let ours: Authority;
  let other: Authority;
  let server: Awaited<ReturnType<typeof startFlavour>>;
  let root: Connection;
  let port: string;
  let socket: string;
  let client: { cert: string; key: string };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "tollgate-tls-"));
    [ours, other] = [makeAuthority(folder, "ours"), makeAuthority(folder, "other")];
    client = ours.sign("client");
    const [cert, key] = [join(folder, "server.pem"), join(folder, "server-key.pem")];
    present("localhost");
    chmodSync(folder, 0o755);
    server = await startFlavour(flavour, {
      log: (line) => process.stdout.write(`${line}\n`),
      options: [`--ssl-ca=${ours.ca}`, `--ssl-cert=${cert}`, `--ssl-key=${key}`],
    });
    root = await createConnection({ uri: server.url });
    ({ port } = new URL(server.url));
    const [rows] = await root.query<RowDataPacket[]>("SELECT @@socket AS socket");
    socket = String(rows[0]?.socket);
    for (const host of ["localhost", "127.0.0.1"]) {
      await root.query(`CREATE USER IF NOT EXISTS ada@'${host}' IDENTIFIED BY 'hunter2'`);
      await root.query(`CREATE USER IF NOT EXISTS carla@'${host}' IDENTIFIED BY 'hunter2' REQUIRE X509`);
    }
  });

  afterAll(async () => {
    await root?.end();
    await server?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  /** The server's certificate is for that name from now on. */
  function present(name: string): void {
    const { cert, key } = ours.sign(name);
    copyFileSync(cert, join(folder, "server.pem"));
    copyFileSync(key, join(folder, "server-key.pem"));
  }

  const target: Target = {
    ...{ environment: "prod", instance: "db-1", database: "shop", engine: "mysql-8.4", labels: {} },
    connection: "URL",
  };

  /** Who we are there and how the talk is encrypted. */
  async function meet(url: string, password?: PasswordSource, variables: Record<string, string> = {}) {
    const connection = await connect(
      { ...target, ...(password && { password }) },
      { ...variables, PATH: process.env.PATH, URL: url },
    );
    try {
      const [[user], [status]] = [
        (await connection.query<RowDataPacket[]>("SELECT CURRENT_USER() AS name"))[0],
        (await connection.query<RowDataPacket[]>("SHOW SESSION STATUS LIKE 'Ssl_cipher'"))[0],
      ];
      return { user: String(user?.name).split("@")[0], encrypted: status?.Value !== "" };
    } finally {
      connection.destroy();
    }
  }

  const at = (query: string, user = "ada:hunter2") => `mysql://${user}@localhost:${port}/?${query}`;

  test("each ssl-mode does what it says", async () => {
    const [plain, encrypted] = [
      { user: "ada", encrypted: false },
      { user: "ada", encrypted: true },
    ];
    expect(await meet(at(""))).toEqual(plain);
    expect(await meet(at("ssl-mode=REQUIRED"))).toEqual(encrypted);
    expect(await meet(at(`ssl-ca=${ours.ca}`))).toEqual(encrypted);
    expect(await meet(at(`ssl-mode=VERIFY_CA&ssl-ca=${ours.ca}`))).toEqual(encrypted);
    expect(await meet(at(`ssl-mode=VERIFY_IDENTITY&ssl-ca=${ours.ca}`))).toEqual(encrypted);
    const pem = { CA: readFileSync(ours.ca, "utf8") };
    expect(await meet(at("ssl-mode=VERIFY_IDENTITY&ssl-ca=env:CA"), undefined, pem)).toEqual(encrypted);
  });

  test("a server that another CA signed is refused, with what to do", async () => {
    for (const query of [`ssl-ca=${other.ca}`, "ssl-mode=VERIFY_CA", "ssl-mode=VERIFY_IDENTITY"]) {
      await expect(meet(at(query))).rejects.toMatchObject({
        code: "connection-refused",
        message: expect.stringContaining("db-1 cannot be reached"),
        fix: expect.stringContaining("ssl-ca"),
      });
    }
  });

  test("a file that is not there, or holds something else, is named", async () => {
    await expect(meet(at("ssl-ca=/nowhere/ca.pem"))).rejects.toThrow(
      "The ssl-ca of URL is not there: /nowhere/ca.pem.",
    );
    await expect(meet(at(`ssl-ca=${import.meta.filename}`))).rejects.toThrow(
      "The ssl-ca of URL holds no PEM text",
    );
    await expect(meet(at("ssl-ca=env:NONE"))).rejects.toThrow("is not there: env:NONE");
    await expect(meet(at("ssl-ca=env:CA"), undefined, { CA: "text" })).rejects.toThrow(
      "holds no PEM text: env:CA",
    );
  });

  test("a client's certificate opens an account that asks for one", async () => {
    const files = `ssl-ca=${ours.ca}&ssl-cert=${client.cert}&ssl-key=${client.key}`;
    expect(await meet(at(files, "carla:hunter2"))).toEqual({ user: "carla", encrypted: true });
    await expect(meet(at(`ssl-ca=${ours.ca}`, "carla:hunter2"))).rejects.toMatchObject({
      fix: "Check user and password of URL.",
    });
  });

  test("the socket is used, host and port are not", async () => {
    const url = `mysql://ada:hunter2@localhost:1/?socket=${socket}`;
    expect(await meet(url)).toEqual({ user: "ada", encrypted: false });
    await expect(meet(`mysql://ada@localhost/?socket=${socket}.not`)).rejects.toMatchObject({
      code: "connection-refused",
    });
  });

  test("the password may come from a variable or from a command", async () => {
    const ada = { user: "ada", encrypted: false };
    const url = `mysql://ada@localhost:${port}`;
    expect(await meet(url, { from: "variable", name: "PW" }, { PW: "hunter2" })).toEqual(ada);
    expect(await meet(url, { from: "command", argv: ["echo", "hunter2"], trusted: true })).toEqual(ada);
    const wrong = meet(url, { from: "command", argv: ["echo", "hunter3"], trusted: true });
    await expect(wrong).rejects.toMatchObject({ fix: "Check user and password of URL, and its password." });
    await expect(wrong).rejects.not.toThrow("hunter");
    await expect(meet(at(""), { from: "variable", name: "PW" }, { PW: "hunter2" })).rejects.toMatchObject({
      code: "connection-invalid",
    });
  });

  test("a certificate of another name is refused where the name is checked, and only there", async () => {
    present("elsewhere.test");
    await root.query(flavour === "mysql" ? "ALTER INSTANCE RELOAD TLS" : "FLUSH SSL");
    expect(await meet(at(`ssl-mode=VERIFY_CA&ssl-ca=${ours.ca}`))).toEqual({ user: "ada", encrypted: true });
    await expect(meet(at(`ssl-mode=VERIFY_IDENTITY&ssl-ca=${ours.ca}`))).rejects.toMatchObject({
      code: "connection-refused",
      fix: expect.stringContaining("connect by the name that it has"),
    });
  });
});
