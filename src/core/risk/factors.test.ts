import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { replayScript } from "../change/replay-script.ts";
import type { Migration } from "../migration/migration.ts";
import { defaultThresholds } from "../policy/resolve-policy.ts";
import { foreseeScript } from "../rollout/foresee-script.ts";
import { emptyCatalog } from "../schema/catalog.ts";
import { clauseKinds } from "../sql/clause-facts.ts";
import { askNodeSqlParser } from "../sql/second-opinion.ts";
import { split } from "../sql/split/split.ts";
import { exampleSchema } from "./example-schema.ts";
import type { RiskContext } from "./factor.ts";
import { factors } from "./factors.ts";
import { findRisks } from "./find-risks.ts";
import { droppedNames } from "./references/dropped-names.ts";
import type { CodeReferences } from "./references/references.ts";
import { searchFor } from "./references/search-code.ts";
import { replayHistory } from "./replay-history.ts";

const target = {
  environment: "prod",
  instance: "prod",
  database: "shop",
  engine: "mysql-8.4",
  connection: "URL",
  labels: {},
};

function migration(text: string): Migration {
  const { statements } = split(text, { mode: { engine: { flavour: "mysql", version: 80400 } } });
  const known = {
    project: "p",
    format: "plain",
    version: undefined,
    kind: "versioned",
    blob: "",
    downStatements: [],
  };
  return { ...known, kind: "versioned", path: text, text, statements };
}

function referencesIn(code: string, contexts: readonly RiskContext[]): CodeReferences {
  const names = droppedNames(contexts.flatMap(({ statement }) => statement.changes));
  const search = searchFor(names, []);
  search.look("src/example.ts", new TextEncoder().encode(code));
  return {
    known: true,
    files: 1,
    leftOut: { vendored: 0, tooLarge: 0, tooMany: 0 },
    found: search.answer(),
  };
}

/** The ids of the factors that a script raises, through the real reader, over the examples' schema and code. */
function raised(script: string, code = "", before = exampleSchema): string[] {
  const [schema, change] = [migration(before), migration(`${script};`)];
  const readings = replayHistory(
    [schema, change],
    (one) => (one === change ? "added" : undefined),
    {
      targets: [target],
    },
    askNodeSqlParser,
    undefined,
    foreseeScript,
  );
  const contexts = (readings.get(change) ?? []).flatMap((reading) => [...reading.values()]);
  const references = referencesIn(code, contexts);
  return contexts
    .flatMap((context) => findRisks({ ...context, references }, defaultThresholds))
    .map(({ id }) => id);
}

it("every factor has its file, and every file is listed once", () => {
  const files = readdirSync(new URL("./factors/", import.meta.url)).map((name) => name.replace(/\.ts$/, ""));
  expect(factors.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
});

it("every kind of clause is some factor's, or is here", () => {
  const listed = factors.flatMap((factor) => ("kinds" in factor ? (factor.kinds ?? []) : []));
  const unlisted = clauseKinds.filter((kind) => !listed.includes(kind));
  expect(unlisted.toSorted()).toEqual(
    [
      // These weigh what they cost, which the factors about costs look at whatever the kind is.
      "reorder-column",
      "change-charset",
      "table-comment",
      "rebuild-table",
      "keys-on-off",
      "order-by",
      "add-partition",
      "maintain-partition",
      "maintenance",
      // Of these a factor speaks that looks at the whole statement.
      "load-data",
      "set-global",
      "lock-tables",
      "unreadable",
      // These change nothing by themselves.
      "select",
      "transaction",
    ].toSorted(),
  );
});

it("the examples' schema is read whole", () => {
  const { statements } = replayScript(migration(exampleSchema).statements, {
    engine: { flavour: "mysql", version: 80400 },
    catalog: emptyCatalog(),
  });
  expect(statements.filter(({ parsed }) => !parsed)).toEqual([]);
});

it.each([
  ["wait", "SELECT/*!50000SLEEP(1)*/"],
  ["lock-tables", "select id from users for/**/update"],
  ["lock-tables", "PREPARE later FROM 'LO\\CK TABLES users WRITE'"],
  ["server-files", "SELECT id FROM users INTO -- a file\n outfile '/tmp/x'"],
  ["system-tables", "DELETE FROM `mysql` . `user` WHERE User = 'root'"],
  ["wait", "PREPARE later FROM 'DO SLEEP(1)'"],
  ["ignore-errors", "WITH a AS (SELECT 1) UPDATE IGNORE users SET age = 1 WHERE id = 1"],
  [
    "ignore-errors",
    "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO INSERT IGNORE INTO notes (id) SELECT id FROM users",
  ],
  ["insert-without-columns", "INSERT INTO visits PARTITION (p2023) VALUES (1, '2023-01-01')"],
  ["insert-without-columns", "INSERT INTO notes (SELECT id, name FROM users)"],
  ["and-in-set", "UPDATE users SET age = /* ( */ 1 AND name = 'a' WHERE id = 1"],
  ["removed-syntax", "ALTER TABLE notes TYPE = MyISAM"],
  ["removed-syntax", "FLUSH LOGS, HOSTS"],
  ["removed-syntax", "SELECT age FROM users PROCEDURE ANALYSE()"],
  ["removed-syntax", "SET sql_mode = CONCAT(@@sql_mode, ',no_auto_create_user')"],
])("%s sees it, however it is written: %s", (id, script) => {
  expect(raised(script)).toContain(id);
});

it.each([
  ["add-unique", "ALTER TABLE users ADD code INT UNIQUE"],
  ["add-unique", "ALTER TABLE users ADD code INT NOT NULL AUTO_INCREMENT UNIQUE"],
  ["unknown-cost", "ALTER TABLE users ADD code INT CHECK (code > 5)"],
])("%s takes no key of a column for more than it is: %s", (id, script) => {
  expect(raised(script)).not.toContain(id);
});

const archive = "CREATE TABLE fresh (id BIGINT NOT NULL, seen DATE NOT NULL, PRIMARY KEY (id, seen))";
const parted = `${archive} PARTITION BY HASH (id) PARTITIONS 1`;
const takeOld = "ALTER TABLE fresh EXCHANGE PARTITION p0 WITH TABLE old_visits";
const merged = "CREATE TABLE fresh (id BIGINT NOT NULL) ENGINE = MERGE UNION = (notes)";

it.each([
  ["drop-partition", `${parted}; ${takeOld}`],
  ["drop-partition", `${archive}; ALTER TABLE visits EXCHANGE PARTITION p2023 WITH TABLE fresh`],
  ["drop-table", `${parted}; ${takeOld}; DROP TABLE fresh`],
  ["drop-table", `${parted}; ${takeOld}; RENAME TABLE fresh TO other; DROP TABLE other`],
  ["truncate-table", `${parted}; ${takeOld}; TRUNCATE fresh`],
  ["drop-column", `${parted}; ${takeOld}; ALTER TABLE fresh DROP COLUMN seen`],
  [
    "truncate-table",
    `${archive}; ALTER TABLE visits EXCHANGE PARTITION p2023 WITH TABLE fresh; TRUNCATE fresh`,
  ],
  ["delete-every-row", `${merged}; DELETE FROM fresh`],
  ["delete-every-row", `${merged}; CREATE TABLE other LIKE fresh; DELETE FROM other`],
  [
    "delete-every-row",
    "CREATE TABLE fresh (id BIGINT NOT NULL) ENGINE = MyISAM; ALTER TABLE fresh ENGINE = MERGE UNION = (notes); DELETE FROM fresh",
  ],
  [
    "truncate-table",
    "CREATE TABLE fresh (id INT PRIMARY KEY); ALTER TABLE fresh DISCARD TABLESPACE; ALTER TABLE fresh IMPORT TABLESPACE; TRUNCATE fresh",
  ],
])("%s sees rows that were there in a table that is new: %s", (id, script) => {
  expect(raised(script)).toContain(id);
});

const family = `CREATE TABLE parents (id INT PRIMARY KEY, code INT UNIQUE, n INT);
  CREATE TABLE children (id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES parents (id) ON UPDATE CASCADE);
  CREATE TABLE guests (id INT PRIMARY KEY, code INT, FOREIGN KEY (code) REFERENCES parents (code) ON DELETE SET NULL);
  CREATE VIEW shown AS SELECT id AS number, n FROM parents; CREATE VIEW again AS SELECT number AS it FROM shown`;

it.each([
  [true, "UPDATE parents SET id = 9 WHERE id = 1"],
  [true, "UPDATE parents AS p JOIN guests AS g ON g.code = p.code SET g.id = 1, p.`ID` = 9"],
  [true, "INSERT INTO parents (id) VALUES (1) ON DUPLICATE KEY UPDATE id = 9"],
  [true, "UPDATE shown SET number = 9 WHERE number = 1"],
  [true, "UPDATE again SET it = 9 WHERE it = 1"],
  [true, "DELETE FROM again WHERE it = 1"],
  [false, "UPDATE parents SET n = 9 WHERE id = 1"],
  [false, "UPDATE parents SET code = 9 WHERE id = 1"],
  [false, "UPDATE parents AS p JOIN guests AS g ON g.code = p.code SET g.id = 9"],
  [false, "INSERT INTO parents (id) VALUES (1) ON DUPLICATE KEY UPDATE n = 9"],
  [false, "DELETE FROM children WHERE id = 1"],
])("that rows of children change is %s: %s", (reaches, script) => {
  expect(raised(script, "", `${exampleSchema}${family};`).includes("cascade")).toBe(reaches);
});

const calling = `${exampleSchema}CREATE VIEW told AS SELECT id, tell(id) AS x FROM users; CREATE VIEW twice AS SELECT x FROM told;`;

it.each([
  [true, "SELECT x FROM told"],
  [true, "SELECT COUNT(*) FROM twice"],
  [true, "INSERT INTO notes (id) SELECT x FROM twice"],
  [true, "DO (SELECT MAX(x) FROM told)"],
  [true, "TABLE told"],
  [true, "CREATE TABLE fresh AS SELECT x FROM told"],
  [false, "SELECT id FROM adults"],
  [false, "DROP VIEW told"],
])("that code of a view runs is %s: %s", (runs, script) => {
  expect(raised(script, "", calling).includes("opaque-statement")).toBe(runs);
});

it("what a change does with its own rows weighs nothing", () => {
  const other = "CREATE TABLE other (id BIGINT NOT NULL, seen DATE NOT NULL, PRIMARY KEY (id, seen))";
  const exchange = "ALTER TABLE fresh EXCHANGE PARTITION p0 WITH TABLE other";
  expect(raised(`${parted}; ${other}; ${exchange}; TRUNCATE other; DROP TABLE fresh`)).toEqual([]);
});

it.each([
  ["lock-tables", "SELECT get_lock FROM users"],
  ["change-engine", "ALTER TABLE notes ENGINE 'InnoDB'"],
  ["removed-syntax", "CREATE TABLE fresh (id INT PRIMARY KEY, password INT, KEY password (password))"],
  ["removed-syntax", "DELETE FROM users WHERE YEAR(2) = id"],
  ["removed-syntax", "CREATE USER u IDENTIFIED WITH a BY 'IDENTIFIED WITH mysql_native_password'"],
  ["not-repeatable-value", "ALTER TABLE users ADD uuid INT, ADD KEY uuid (uuid)"],
  ["requested-cost", "ALTER TABLE users ADD KEY (age), ALGORITHM = COPY, ALGORITHM = INPLACE"],
  ["insert-without-columns", "INSERT INTO notes () VALUES ()"],
])("%s takes nothing else for it: %s", (id, script) => {
  expect(raised(script)).not.toContain(id);
});

describe.each(factors)("$id", ({ id, title, points, why, instead, examples, links }) => {
  it("says what, why and instead, in whole sentences", () => {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(why).toMatch(/^[A-Z].*\.$/s);
    expect(instead).toMatch(/^[A-Z].*[.`]$/s);
    expect(points).toBeGreaterThanOrEqual(0);
    expect(points).toBeLessThanOrEqual(100);
    expect(links.length).toBeGreaterThan(0);
  });

  it.each(examples.risky)("fires: %s", (script) => {
    expect(raised(script, examples.code)).toContain(id);
  });

  it.each(examples.safe)("does not: %s", (script) => {
    expect(raised(script, examples.code)).not.toContain(id);
  });
});
