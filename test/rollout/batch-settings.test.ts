import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RowRules } from "../../src/core/policy/row-rules.ts";
import { databaseScene } from "./database-scene.ts";
import { rollOutTo } from "./one-target.ts";
import { flavours, type Server, startServer } from "./outside/server.ts";

/** Keys whose values a session's settings might read, write or compare in another way. */
const keys: readonly (readonly [definition: string, values: string])[] = [
  ["k DECIMAL(20, 6)", "(-1.5), (0), (0.000001), (3.25)"],
  ["k CHAR(5) CHARACTER SET utf8mb4", "(''), ('a'), ('b'), ('a!')"],
  ["k VARCHAR(9) CHARACTER SET latin1", "(''), ('a'), ('B'), ('é')"],
  ["k DATETIME(3)", "('2020-01-01 00:00:00.001'), ('2020-01-01 00:00:00.002'), ('1999-12-31')"],
];

const settings: readonly (readonly [sql: string, only?: Server["flavour"]])[] = [
  ["SET NAMES latin1"],
  ["SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci"],
  ["SET collation_connection = utf16_general_ci"],
  ["SET time_zone = '+05:30', div_precision_increment = 0, default_week_format = 3"],
  ["SET sql_select_limit = 0"],
  ["SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED"],
  ["SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"],
  ["SET sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES,HIGH_NOT_PRECEDENCE,NO_UNSIGNED_SUBTRACTION'"],
  ["SET sql_mode = 'TIME_TRUNCATE_FRACTIONAL'", "mysql"],
  ["SET range_optimizer_max_mem_size = 1", "mysql"],
  ["SET default_collation_for_utf8mb4 = utf8mb4_general_ci", "mysql"],
  ["SET sql_mode = 'ORACLE,EMPTY_STRING_IS_NULL'", "mariadb"],
  ["SET old_mode = 'ZERO_DATE_TIME_CAST'", "mariadb"],
  ["SET old_mode = ''", "mariadb"],
  ["SET system_versioning_asof = '2020-01-01 00:00:00'", "mariadb"],
];

const undo: RowRules = { batches: undefined, undo: { maxRows: 9, maxBytes: 99_999, required: true } };

describe.each(flavours)("%s", (flavour) => {
  let server: Server;
  const database = "settings";
  beforeAll(async () => {
    server = await startServer(flavour);
  });
  afterAll(() => server?.stop());

  const { query, ...scene } = databaseScene(() => server, database);
  const begin = (sql: string) => scene.begin(`SET sql_mode = ''; ${sql}`);

  const walk = (setting: string, rowRules?: RowRules, change = "UPDATE t SET n = n + 1") =>
    rollOutTo({
      ...{ url: server.url, database, ...(rowRules && { rowRules }) },
      migrations: { "migrations/001.sql": `${setting};\n-- tollgate:batch 1\n${change};` },
    });

  const changed = () => query("SELECT COUNT(*) AS c FROM t WHERE n = 1");

  test.each(settings.flatMap(([sql, only = flavour]) => (only === flavour ? [sql] : [])))(
    "under %s each row is changed once, kept or not",
    async (setting) => {
      for (const [definition, values] of keys) {
        for (const rules of [undefined, undo]) {
          await begin(
            `CREATE TABLE t (${definition} PRIMARY KEY, n INT NOT NULL DEFAULT 0); INSERT INTO t (k) VALUES ${values}`,
          );
          const { stop } = await walk(setting, rules);
          const c = values.split("), (").length;
          expect({ definition, stop, rows: await changed() }).toEqual({ definition, rows: [{ c }] });
        }
      }
    },
  );

  test.each(["sql_safe_updates", "sql_auto_is_null"])("under %s nothing runs in pieces", async (name) => {
    await begin("CREATE TABLE t (k INT PRIMARY KEY, n INT NOT NULL); INSERT INTO t VALUES (1, 0), (2, 0)");
    const { stop } = await walk(`SET ${name} = 1`);
    expect(stop).toMatchObject({ code: "cannot-batch", what: expect.stringContaining(name) });
    expect(await changed()).toEqual([{ c: 0 }]);
  });

  test("a limit of the session's is no measure of what is kept", async () => {
    await begin("CREATE TABLE t (k INT PRIMARY KEY, n INT NOT NULL); INSERT INTO t VALUES (1, 0), (2, 0)");
    const few: RowRules = { batches: undefined, undo: { maxRows: 1, maxBytes: 9_999, required: true } };
    const migrations = { "migrations/001.sql": "SET sql_select_limit = 0;\nUPDATE t SET n = n + 1;" };
    const { stop } = await rollOutTo({ url: server.url, database, migrations, rowRules: few });
    expect(stop).toMatchObject({ code: "cannot-undo", what: expect.stringContaining("2 rows") });
    expect(await changed()).toEqual([{ c: 0 }]);
  });

  test.each(["", "ALLOW_INVALID_DATES"])("days that are none in a key, under '%s'", async (mode) => {
    for (const type of ["DATE", "DATETIME"]) {
      await begin(
        `SET sql_mode = 'ALLOW_INVALID_DATES'; CREATE TABLE t (k ${type} PRIMARY KEY, n INT NOT NULL DEFAULT 0);
         INSERT INTO t (k) VALUES ('0000-00-00'), ('2020-00-00'), ('2020-02-00'), ('2020-02-28'), ('2020-02-31'), ('2020-03-01')`,
      );
      const { stop } = await walk(`SET sql_mode = '${mode}'`);
      const rows = await changed();
      expect({ type, stopped: stop !== undefined, rows }).toEqual(
        stop ? { type, stopped: true, rows } : { type, stopped: false, rows: [{ c: 6 }] },
      );
    }
  });
});
