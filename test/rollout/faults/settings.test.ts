import { describe, expect, test } from "vitest";
import { openProject } from "../outside/project.ts";
import { commit, onBoth, values } from "./scene.ts";

/** Six files, each of which would show that it ran twice or not at all. */
const six = Object.fromEntries(
  [1, 2, 3, 4, 5, 6].map((n) => [
    `00${n}.sql`,
    `INSERT INTO s (n) VALUES (${n});\nUPDATE s SET more = more + 1;\n`,
  ]),
);

/** What an administrator may have set for every session. */
const settings: [name: string, value: string, only?: "mysql" | "mariadb"][] = [
  ["sql_select_limit", "3"],
  ["completion_type", "'CHAIN'"],
  ["sql_safe_updates", "1"],
  ["max_execution_time", "1", "mysql"],
  ["max_statement_time", "0.02", "mariadb"],
  ["transaction_isolation", "'READ-UNCOMMITTED'", "mysql"],
  ["tx_isolation", "'SERIALIZABLE'", "mariadb"],
  ["transaction_read_only", "1", "mysql"],
  ["tx_read_only", "1", "mariadb"],
  ["autocommit", "0"],
  ["sql_mode", "'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'"],
  ["foreign_key_checks", "0"],
  ["group_concat_max_len", "4"],
  ["max_join_size", "1"],
];

interface Shown {
  name: string;
  value: string;
  only?: "mysql" | "mariadb";
  /** A file that would leave something else under that setting. */
  file: string;
  right: unknown[][];
}

/** The same under each setting as on a server of whose defaults nobody has changed any. */
const shown: Shown[] = [
  {
    ...{ name: "completion_type", value: "'CHAIN'" },
    file: "BEGIN;\nINSERT INTO seen VALUES ('1');\nCOMMIT;\nINSERT INTO seen VALUES ('2');\n",
    right: [[1], [2]],
  },
  {
    ...{ name: "sql_safe_updates", value: "1" },
    file: "INSERT INTO seen VALUES ('1');\nUPDATE seen SET v = '2';\n",
    right: [[2]],
  },
  {
    ...{ name: "max_execution_time", value: "1", only: "mysql" },
    file: "SELECT SLEEP(0.2) INTO @x;\nINSERT INTO seen VALUES (@x);\n",
    right: [[0]],
  },
  {
    ...{ name: "max_statement_time", value: "0.1", only: "mariadb" },
    file: "INSERT INTO seen SELECT SLEEP(0.3);\n",
    right: [[0]],
  },
  {
    ...{ name: "transaction_isolation", value: "'READ-UNCOMMITTED'", only: "mysql" },
    file: "INSERT INTO seen SELECT @@SESSION.transaction_isolation;\n",
    right: [["REPEATABLE-READ"]],
  },
  {
    ...{ name: "tx_isolation", value: "'SERIALIZABLE'", only: "mariadb" },
    file: "INSERT INTO seen SELECT @@SESSION.tx_isolation;\n",
    right: [["REPEATABLE-READ"]],
  },
  {
    ...{ name: "group_concat_max_len", value: "4" },
    file: "INSERT INTO seen SELECT GROUP_CONCAT(v) FROM (SELECT 'abcdefgh' AS v) q;\n",
    right: [["abcdefgh"]],
  },
  {
    ...{ name: "foreign_key_checks", value: "0" },
    file: "INSERT INTO seen SELECT @@SESSION.foreign_key_checks;\n",
    right: [[1]],
  },
];

onBoth((open, flavour) => {
  describe.sequential("A9: the server's defaults do not change what a rollout does", () => {
    test.each(settings.filter(([, , only = flavour]) => only === flavour))(
      "SET GLOBAL %s = %s",
      async (name, value) => {
        const scene = await open();
        const { root } = scene.server;
        await scene.query("CREATE TABLE s (n INT, more INT NOT NULL DEFAULT 0)");
        commit(scene, six);
        await root.query(`SET GLOBAL ${name} = ${value}`);
        try {
          const runs = [await scene.project.apply(), await scene.project.apply()];
          expect(
            runs.map(({ code }) => code),
            runs[0]?.said,
          ).toEqual([0, 0]);
        } finally {
          await root.query(`SET GLOBAL ${name} = DEFAULT`);
        }
        expect(await values(scene, "SELECT n, more FROM s ORDER BY n")).toEqual(
          [1, 2, 3, 4, 5, 6].map((n) => [n, 7 - n]),
        );
      },
    );
  });

  describe.sequential("A9: what a migration leaves is the same on every server", () => {
    test.each(shown.filter(({ only = flavour }) => only === flavour))(
      "under SET GLOBAL $name = $value",
      async ({ name, value, file, right }) => {
        const scene = await open();
        const { root } = scene.server;
        await scene.query("CREATE TABLE seen (v VARCHAR(40))");
        commit(scene, { "001.sql": file });
        await root.query(`SET GLOBAL ${name} = ${value}`);
        const { said } = await scene.project
          .apply()
          .finally(() => root.query(`SET GLOBAL ${name} = DEFAULT`));
        expect(await values(scene, "SELECT v FROM seen ORDER BY v"), said).toEqual(right);
      },
    );
  });

  test.sequential("a statement that does not fit into a packet is named, with the setting, before anything runs", async () => {
    const scene = await open();
    const { root } = scene.server;
    await scene.query("CREATE TABLE s (v MEDIUMTEXT)");
    commit(scene, {
      "001.sql": `INSERT INTO s VALUES ('a');\nINSERT INTO s VALUES ('${"x".repeat(100_000)}');\n`,
    });
    await root.query("SET GLOBAL max_allowed_packet = 65536");
    const { code, said } = await scene.project
      .apply()
      .finally(() => root.query("SET GLOBAL max_allowed_packet = DEFAULT"));
    expect({ code, said }).toEqual({
      code: 1,
      said: expect.stringMatching(/line 2[\s\S]*max_allowed_packet/),
    });
    expect(await values(scene, "SELECT COUNT(*) FROM s")).toEqual([[0]]);
    expect((await scene.project.apply()).code).toBe(0);
  });

  test.sequential("B12: a server that only reads is named as such, not as a missing right", async () => {
    const scene = await open();
    const { root } = scene.server;
    await root.query(
      `CREATE USER IF NOT EXISTS plain@'127.0.0.1'; GRANT ALL ON ${scene.project.database}.* TO plain@'127.0.0.1'`,
    );
    await scene.query("CREATE TABLE s (n INT)");
    const { database } = scene.project;
    const project = openProject({ database, flavour, port: scene.server.port, user: "plain" });
    project.commit({ "migrations/001.sql": "INSERT INTO s VALUES (1);\n" });
    const variable = flavour === "mysql" ? "super_read_only" : "read_only";
    await root.query(`SET GLOBAL ${variable} = 1`);
    const { code, said } = await project.apply();
    await root.query("SET GLOBAL read_only = 0");
    project.remove();
    expect({ code: code !== 0, said }).toEqual({
      code: true,
      said: expect.stringMatching(/read.only|replica/i),
    });
    expect(said).not.toMatch(/\bgrant\b/i);
    expect((await values(scene, "SELECT n FROM s")).length).toBe(0);
  });
});
