import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { withTool } from "./scene.ts";

interface Hazard {
  name: string;
  before: string;
  alter: string;
  says: RegExp;
  /** What the tool itself makes of it, exit 0: asked of the tool, so that nobody takes the refusal for caution. */
  loses?: { on: readonly ("mysql" | "mariadb")[]; leaves: string };
}

const both = ["mysql", "mariadb"] as const;
const table =
  "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(10) COLLATE utf8mb4_bin, w INT, UNIQUE KEY u (v))";

const hazards: readonly Hazard[] = [
  {
    name: "a shorter type",
    before: "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(10)); INSERT INTO t VALUES (1, 'abcdefgh')",
    alter: "MODIFY v VARCHAR(4)",
    says: /Not every value of v fits/,
    loses: { on: both, leaves: "abcd" },
  },
  {
    name: "fewer members",
    before: "CREATE TABLE t (id INT PRIMARY KEY, v ENUM('a', 'b')); INSERT INTO t VALUES (1, 'b')",
    alter: "MODIFY v ENUM('a')",
    says: /Not every value of v fits/,
    loses: { on: both, leaves: "" },
  },
  {
    name: "a collation in which two keys are one",
    before: `${table}; INSERT INTO t VALUES (1, 'a', 1), (2, 'A', 1)`,
    // The other column makes it a copy on both; alone, MariaDB makes the index again and says that two keys are one.
    alter: "MODIFY v VARCHAR(10) COLLATE utf8mb4_general_ci, MODIFY w BIGINT",
    says: /would be compared otherwise/,
    loses: { on: both, leaves: "a" },
  },
  {
    name: "a character set for a table with a unique text",
    before:
      "CREATE TABLE t (v VARCHAR(10) PRIMARY KEY) CHARSET latin1 COLLATE latin1_bin; INSERT INTO t VALUES ('a'), ('A')",
    alter: "CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
    says: /would be compared otherwise/,
    loses: { on: both, leaves: "A" },
  },
  {
    name: "a column that leaves a unique key",
    before:
      "CREATE TABLE t (id INT PRIMARY KEY, v INT, w INT, UNIQUE KEY u (v, w)); INSERT INTO t VALUES (1, 1, 1), (2, 1, 2)",
    alter: "DROP COLUMN w, FORCE",
    says: /part of the unique key u/,
    loses: { on: ["mysql"], leaves: "1" },
  },
  {
    name: "a column that goes and comes",
    before: "CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, 1)",
    alter: "DROP COLUMN v, ADD COLUMN v INT, FORCE",
    says: /would keep its values/,
    loses: { on: both, leaves: "1" },
  },
  {
    name: "a unique key",
    before: "CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, 1), (2, 1)",
    alter: "ADD UNIQUE KEY u (v), FORCE",
    says: /A new UNIQUE key is refused/,
  },
  {
    name: "a primary key",
    before: "CREATE TABLE t (id INT PRIMARY KEY, v INT NOT NULL); INSERT INTO t VALUES (1, 1), (2, 1)",
    alter: "DROP PRIMARY KEY, ADD PRIMARY KEY (v)",
    says: /primary key tells the tool/,
  },
  {
    name: "no NULL any more",
    before: "CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, NULL)",
    alter: "MODIFY v INT NOT NULL",
    says: /becomes NOT NULL/,
  },
  {
    name: "NOT NULL without a default",
    before: "CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, NULL)",
    alter: "ADD COLUMN n INT NOT NULL, FORCE",
    says: /NOT NULL without a default/,
  },
  {
    name: "a new name of a column",
    before: "CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, 1)",
    alter: "CHANGE v w BIGINT",
    says: /gets another name/,
  },
  {
    name: "a check",
    before: "CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, -1)",
    alter: "ADD CONSTRAINT c CHECK (v > 0), FORCE",
    says: /break a new CHECK/,
  },
  {
    name: "a table with checks",
    before:
      "CREATE TABLE t (id INT PRIMARY KEY, v INT, CONSTRAINT c CHECK (v > 0)); INSERT INTO t VALUES (1, 1)",
    alter: "MODIFY v BIGINT",
    says: /CHECK constraints/,
  },
  {
    name: "partitions",
    before: "CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (200, 1)",
    alter: "FORCE PARTITION BY RANGE (id) (PARTITION a VALUES LESS THAN (100))",
    says: /nothing after them|partition/,
  },
  {
    name: "a trigger",
    before:
      "CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, 1); CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.v = 1",
    alter: "MODIFY v BIGINT",
    says: /has triggers \(x\)/,
  },
  {
    name: "a child",
    before:
      "CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, 1); CREATE TABLE child (t INT, FOREIGN KEY (t) REFERENCES t (id))",
    alter: "MODIFY v BIGINT",
    says: /Foreign keys of child point at t/,
  },
  {
    name: "a parent",
    before:
      "CREATE TABLE parent (id INT PRIMARY KEY); CREATE TABLE t (id INT PRIMARY KEY, v INT, p INT, FOREIGN KEY (p) REFERENCES parent (id)); INSERT INTO t VALUES (1, 1, NULL)",
    alter: "MODIFY v BIGINT",
    says: /has foreign keys/,
  },
  {
    name: "no primary key",
    before: "CREATE TABLE t (id INT, v INT); INSERT INTO t VALUES (1, 1)",
    alter: "MODIFY v BIGINT",
    says: /no primary key/,
  },
  {
    name: "something that is left",
    before:
      "CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, 1); CREATE TABLE _t_old LIKE t",
    alter: "MODIFY v BIGINT",
    says: /DROP TABLE \w+\._t_old;/,
  },
];

withTool((open, flavour) => {
  test.each(hazards)("$name is refused before the first statement", async (hazard) => {
    const scene = await open();
    await scene.query(hazard.before);
    const rows = await scene.query("SELECT * FROM t ORDER BY 1");
    const definition = await scene.query("SHOW CREATE TABLE t");
    scene.project.commit({
      "migrations/001.sql": `CREATE TABLE first (n INT);\nALTER TABLE t ${hazard.alter};\n`,
    });
    const { code, said: printed } = await scene.project.apply();
    // The terminal breaks its lines.
    const said = printed.replace(/\s+/g, " ");
    expect(said).toContain("online-refused");
    expect(said).toMatch(hazard.says);
    expect(code).toBe(1);
    expect(await scene.query("SELECT * FROM t ORDER BY 1")).toEqual(rows);
    expect(await scene.query("SHOW CREATE TABLE t")).toEqual(definition);
    expect(await scene.query("SHOW TABLES LIKE 'first'")).toEqual([]);
    if (!hazard.loses?.on.includes(flavour)) return;
    const { status } = callTool(scene.server.port, scene.database, hazard.alter);
    expect(status).toBe(0);
    expect((await scene.query("SELECT v FROM t")).map(({ v }) => String(v))).toEqual([hazard.loses.leaves]);
  });
});

function callTool(port: number, database: string, alter: string) {
  return spawnSync(
    "pt-online-schema-change",
    [
      ...[
        "--config=/dev/null",
        "--no-version-check",
        "--execute",
        "--recursion-method=none",
        "--alter",
        alter,
      ],
      `h=127.0.0.1,P=${port},u=root,D=${database},t=t,A=utf8mb4`,
    ],
    { encoding: "utf8" },
  );
}
