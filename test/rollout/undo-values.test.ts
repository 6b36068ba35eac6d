import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keptScene } from "./kept-scene.ts";
import { flavours, type Server, startServer } from "./outside/server.ts";

describe.each(flavours)("%s", (flavour) => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer(flavour);
  });
  afterAll(() => server?.stop());

  const columns: [definition: string, one: string, other: string][] = [
    ["tx TEXT CHARACTER SET utf8mb4", `'a''b"\\\\c\\0\\n\\r\\Z😀'`, "'x'"],
    ["l1 VARCHAR(9) CHARACTER SET latin1", "_latin1 X'E9275C00FF'", "'é'"],
    ["u2 CHAR(5) CHARACTER SET ucs2", "'a  '", "'A'"],
    ["bl BLOB", "X'00275C0A0D1AFF'", "X''"],
    ["vb VARBINARY(9)", "X'4100'", "X'41'"],
    ["bt BIT(64)", "b'1000000000000000000000000000000000000000000000000000000000000001'", "b'0'"],
    ["d DATE NOT NULL DEFAULT '0000-00-00'", "'0000-00-00'", "'2024-02-30'"],
    ["dt DATETIME(6)", "'0000-00-00 00:00:00'", "'9999-12-31 23:59:59.999999'"],
    ["ts TIMESTAMP(6) NULL", "'2024-10-27 00:30:00.000001'", "'0000-00-00 00:00:00'"],
    ["tm TIME(3)", "'-838:59:59'", "'00:00:00.001'"],
    ["y YEAR", "0", "2155"],
    ["f FLOAT", "1.1", "3.4e38"],
    ["db DOUBLE", "0.1e0 + 0.2e0", "-0.0e0"],
    ["dc DECIMAL(65,30)", "-1.000000000000000000000000000001", "99999999999999999999999999999999999.5"],
    ["bu BIGINT UNSIGNED", "18446744073709551615", "0"],
    ["z INT(5) ZEROFILL", "7", "99999"],
    ["en ENUM('a','b')", "'b'", "NULL"],
    ["se SET('a','b','c')", "'a,c'", "''"],
    ["js JSON", `'{"a": 1.0, "b": [null, "\\\\u00e9"]}'`, "'1'"],
    ["g GEOMETRY", "ST_GeomFromText('POINT(1 2)')", "ST_GeomFromText('LINESTRING(0 0, 1 1)')"],
    ["inv INT INVISIBLE DEFAULT 3", "5", "NULL"],
  ];
  const names = columns.map(([definition]) => definition.split(" ")[0] ?? "");

  test.each([
    "DELETE FROM v",
    "UPDATE v SET tx = 'new', l1 = NULL, u2 = 'q', bl = NULL, vb = 'q', bt = 1, d = '2000-01-01', dt = NULL, ts = NULL, tm = NULL, y = NULL, f = 0, db = 0, dc = 0, bu = 1, z = 1, en = 'a', se = 'b', js = '2', g = NULL, inv = 9, cs = cs",
  ])("%.10s: hostile values come back byte for byte", async (sql) => {
    const scene = keptScene(server, "kept_values");
    const definitions = columns.map(([one]) => one).join(", ");
    await scene.begin(`SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES';
        CREATE TABLE v (id INT UNSIGNED PRIMARY KEY AUTO_INCREMENT, ${definitions}, gen INT AS (bu % 7) STORED, virt INT AS (y + 1),
          cs VARCHAR(5) COLLATE utf8mb4_bin DEFAULT 'x', moved TIMESTAMP(6) NOT NULL DEFAULT '2001-01-01' ON UPDATE CURRENT_TIMESTAMP(6), UNIQUE (bu), KEY (tx(3)));
        INSERT INTO v (id, ${names.join(", ")}) VALUES (0, ${columns.map(([, one]) => one).join(", ")}), (4294967295, ${columns.map(([, , other]) => other).join(", ")}), (7, ${columns.map(([one]) => (one.includes("NOT NULL") ? "DEFAULT" : "NULL")).join(", ")})`);
    const look = () =>
      scene.query(
        `SELECT id, ${[...names, "gen", "virt", "cs", "moved"].map((name) => `HEX(CAST(${name} AS BINARY)) AS ${name}, COALESCE(LENGTH(${name}), -1) AS ${name}_length`).join(", ")} FROM v ORDER BY id`,
      );
    const was = await look();
    expect(was).toHaveLength(3);
    const migration = sql.startsWith("DELETE") ? `${sql};` : `${sql.replace(/bu = 1/, "bu = id + 100")};`;
    expect((await scene.rollOut(migration)).stop).toBeUndefined();
    expect((await scene.kept()).map(({ rows, why }) => ({ rows, why }))).toEqual([
      { rows: 3, why: undefined },
    ]);
    expect(await look()).not.toEqual(was);
    const { sql: back, notes } = await scene.writeUndo(migration);
    expect(notes).toEqual([]);
    await scene.query(back);
    expect(await look()).toEqual(was);
  });
});
