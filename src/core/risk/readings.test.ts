import { describe, expect, test } from "vitest";
import type { Target } from "../policy/policy.ts";
import { defaultThresholds } from "../policy/resolve-policy.ts";
import { lookAhead } from "../rollout/foresee-script.ts";
import { split } from "../sql/split/split.ts";
import { openClassifier } from "./classify-script.ts";
import { findRisks } from "./find-risks.ts";
import { isSameHome, readingsFor } from "./readings.ts";
import { replayHistory } from "./replay-history.ts";
import { scoreOf } from "./score.ts";

const engine = { flavour: "mysql", version: 80400 } as const;
const on = (database: string): Target => ({
  environment: "prod",
  instance: "p",
  database,
  engine: "mysql-8.4",
  connection: "URL",
  labels: {},
});
const shop = on("shop");

function migration(text: string, path: string) {
  return {
    project: "p",
    format: "plain",
    version: undefined,
    kind: "versioned" as const,
    blob: "",
    downStatements: [],
    path,
    text,
    statements: split(text, { mode: { engine } }).statements,
  };
}

/** What each statement of the last file weighs at most, on one target: ids of findings and the score. */
function weigh(
  files: readonly string[],
  { target = shop, targets = [target] }: { target?: Target; targets?: readonly Target[] } = {},
) {
  const migrations = files.map((text, i) => migration(text, `${i}.sql`));
  const isFresh = (one: (typeof migrations)[number]) => migrations.indexOf(one) >= 1;
  const read = replayHistory(migrations, (one) => (isFresh(one as never) ? "added" : undefined), { targets });
  return (read.get(migrations.at(-1) as never) ?? []).map((contexts) => {
    const own = [...contexts].filter(([reading]) => reading.targets.includes(target));
    const found = own.map(([, context]) => findRisks(context, defaultThresholds));
    const [worst = []] = found.sort((a, b) => scoreOf(b) - scoreOf(a));
    return { ids: worst.map(({ id }) => id), score: scoreOf(worst) };
  });
}

const table = "c (id INT NOT NULL AUTO_INCREMENT, n VARCHAR(20) NOT NULL DEFAULT '', PRIMARY KEY (id))";
const create = `CREATE TABLE ${table};`;
const alter = (name: string) => `ALTER TABLE ${name} MODIFY id BIGINT;`;
/** The table is known: it would lose what the statement does not repeat. */
const known = { ids: ["forget-attributes", "copy-alter", "metadata-lock"], score: 85 };
/** Nobody knows what the column was. */
const unheardOf = { ids: ["lossy-change", "unknown-cost", "metadata-lock"], score: 95 };
const leaves = { ids: ["other-database"], score: 40 };
const last = (...args: Parameters<typeof weigh>) => weigh(...args).at(-1);

describe("the project's own database is one, named by USE, by qualification or by neither", () => {
  test.each([
    ["neither", [create, alter("c")]],
    ["USE", [create, `USE shop; ${alter("c")}`]],
    ["USE, quoted", [create, `USE \`shop\`; ${alter("c")}`]],
    ["USE in a version comment", [create, `/*!40000 USE shop */; ${alter("c")}`]],
    ["qualification", [create, alter("shop.c")]],
    ["qualification, quoted", [create, alter("`shop` . `c`")]],
    ["a history that names it", [`CREATE TABLE shop.${table};`, alter("c")]],
    ["a history that uses it", [`USE shop; ${create}`, alter("c")]],
    ["a history that creates and uses it", [`CREATE DATABASE shop; USE shop; ${create}`, alter("shop.c")]],
    ["USE of another database and back", [create, `USE other; USE shop; ${alter("c")}`]],
    ["qualification after USE of another database", [create, `USE other; ${alter("shop.c")}`]],
    ["USE of another database in an earlier file", [create, "USE other; SELECT 1;", alter("c")]],
    ["a name that the table got", [`CREATE TABLE shop.${table}; RENAME TABLE shop.c TO d;`, alter("shop.d")]],
    ["a name from another database", [`CREATE TABLE x.${table}; RENAME TABLE x.c TO shop.c;`, alter("c")]],
    ["a copy", [`CREATE TABLE shop.${table}; CREATE TABLE d LIKE shop.c;`, alter("d")]],
  ])("by %s", (_, files) => {
    expect(last(files)).toEqual(known);
  });

  test.each([
    ["USE", ["USE shop", "SELECT 1"]],
    ["qualification", ["INSERT INTO shop.c (n) VALUES ('a')", "ALTER TABLE shop.c ADD m INT"]],
  ])("and %s of it is no leaving", (_, statements) => {
    const found = weigh([create, statements.join(";")]).flatMap(({ ids }) => ids);
    expect(found).not.toContain("other-database");
  });

  test("its default character set is its tables'", () => {
    const history =
      "ALTER DATABASE shop CHARACTER SET latin1; CREATE TABLE t (a VARCHAR(10), id INT PRIMARY KEY);";
    const narrower = "ALTER TABLE t MODIFY a VARCHAR(10) CHARACTER SET latin1";
    expect(last([history, narrower])).toEqual(
      last([history.replace("ALTER DATABASE shop", "ALTER DATABASE"), narrower]),
    );
    expect(last([history, narrower])?.ids).not.toContain("lossy-change");
  });

  test("dropping another one leaves its tables known", () => {
    expect(last([`${create} DROP DATABASE other;`, alter("c")])).toEqual(known);
    expect(last([`${create} DROP DATABASE shop;`, alter("c")])).toEqual(unheardOf);
  });
});

describe("another database's table is another one", () => {
  const outside = ({ ids, score }: typeof unheardOf) => ({
    ids: [...ids, "other-database"].sort(),
    score: Math.min(100, score + 40),
  });
  const sorted = (one: typeof unheardOf | undefined) => one && { ...one, ids: one.ids.toSorted() };

  test("which the statement changes, after USE as by qualification", () => {
    expect(weigh([create, `USE other; ${alter("c")}`]).map(sorted)).toEqual([leaves, outside(unheardOf)]);
    expect(sorted(last([create, alter("other.c")]))).toEqual(outside(unheardOf));
  });

  test("and is known where the history or the file creates it", () => {
    expect(sorted(last([`USE x; ${create}`, alter("x.c")]))).toEqual(outside(known));
    const all = `CREATE DATABASE x; USE x; ${create} ${alter("c")}`;
    expect(weigh([";", all]).at(-1)?.ids).toEqual(["other-database"]);
  });

  test("that RENAME moves a table to, with the keys that point at it", () => {
    const child = "CREATE TABLE d (c_id INT, FOREIGN KEY (c_id) REFERENCES c (id), PRIMARY KEY (c_id));";
    const moved = `${create} ${child} RENAME TABLE c TO archive.c;`;
    expect(last([moved, alter("archive.c")])?.ids).toContain("forget-attributes");
    expect(last([moved, alter("c")])).toEqual(unheardOf);
    expect(last([moved, "DROP TABLE archive.c"])?.ids).toContain("will-be-refused");
    expect(last([moved, "DROP TABLE c"])?.ids).not.toContain("will-be-refused");
  });

  test("whose foreign keys without a database point at its own tables", () => {
    const child =
      "CREATE TABLE x.d (c_id INT, FOREIGN KEY (c_id) REFERENCES c (id) ON DELETE CASCADE, PRIMARY KEY (c_id));";
    expect(last([`${create} ${child}`, "DELETE FROM c WHERE id = 1"])?.ids).not.toContain("cascade");
    expect(last([`${create} ${child}`, "DELETE FROM x.c WHERE id = 1"])?.ids).toContain("cascade");
    const toHome = child.replace("REFERENCES c", "REFERENCES shop.c");
    expect(last([`${create} ${toHome}`, "DELETE FROM c WHERE id = 1"])?.ids).toContain("cascade");
  });

  test("and the server's own, after USE as by qualification", () => {
    expect(last([create, "USE mysql; DELETE FROM user WHERE User = 'a'"])?.ids).toContain("system-tables");
  });

  test("that a TEMPORARY table of one database does not hide", () => {
    const loses = (name: string, script: string) =>
      last([create, `${script} ALTER TABLE ${name} MODIFY n INT`])?.ids.includes("lossy-change");
    const temporary = (name: string) => `CREATE TEMPORARY TABLE ${name} (n VARCHAR(20));`;
    expect(loses("shop.c", temporary("c"))).toBe(false);
    expect(loses("c", temporary("shop.c"))).toBe(false);
    expect(loses("c", temporary("other.c"))).toBe(true);
    expect(loses("shop.c", `USE other; ${temporary("c")}`)).toBe(true);
  });

  test("where a routine's body names tables without their database", () => {
    const procedure = "CREATE PROCEDURE other.tidy() DELETE FROM c;";
    expect(last([`${create} ${procedure}`, "DROP TABLE c"])?.ids).not.toContain("break-programs");
    expect(
      last([`${create} USE other; CREATE PROCEDURE shop.tidy() DELETE FROM c;`, "DROP TABLE c"])?.ids,
    ).toContain("break-programs");
  });
});

test("a database whose name differs in case may be home or not: the worse counts", () => {
  const score = last([create, alter("Shop.c")])?.score;
  expect(score).toBe(100);
  // Home by a folding server's reading: the column has its type already.
  const same = "ALTER TABLE SHOP.c MODIFY id INT NOT NULL AUTO_INCREMENT";
  expect(last([create, same])?.ids).toContain("lossy-change");
  const created = "CREATE TABLE d (id INT PRIMARY KEY); DROP TABLE SHOP.d";
  expect(last([create, created])?.ids).toContain("drop-table");
});

describe("a project with several databases", () => {
  const [eu, us, asia] = [on("shop_eu"), on("shop_us"), on("shop_asia")] as const;
  const targets = [eu, us, asia];

  test("is read once where none of them is named, and apart for each that is", () => {
    const homes = (...names: string[]) =>
      readingsFor("mysql-8.4", targets, { names: new Set(names), home: true }).map((one) => [
        [...one.home.names],
        one.targets.map(({ database }) => database),
      ]);
    expect(homes()).toEqual([[[], ["shop_eu", "shop_us", "shop_asia"]]]);
    expect(homes("elsewhere")).toEqual(homes());
    expect(homes("shop_eu")).toEqual([
      [[], ["shop_us", "shop_asia"]],
      [["shop_eu"], ["shop_eu"]],
    ]);
    expect(homes("Shop_EU")).toEqual([
      [[], ["shop_us", "shop_asia"]],
      [["shop_eu"], ["shop_eu"]],
      [["shop_eu", "Shop_EU"], ["shop_eu"]],
    ]);
  });

  test("whose name one table has: home for that one, another database for the others", () => {
    const files = [create, alter("shop_eu.c")];
    expect(last(files, { target: eu, targets })).toEqual(known);
    expect(last(files, { target: us, targets })?.ids).toEqual([...unheardOf.ids, "other-database"]);
    expect(weigh([create, `USE shop_eu; ${alter("c")}`], { target: eu, targets })).toEqual([
      { ids: [], score: 0 },
      known,
    ]);
    expect(weigh([create, `USE shop_eu; ${alter("c")}`], { target: us, targets })[0]).toEqual(leaves);
  });

  test("whose new table in one is no new table in the others", () => {
    const files = [create, `CREATE TABLE shop_us.${table.replace("c ", "d ")}; DROP TABLE shop_eu.d;`];
    for (const target of targets) expect(last(files, { target, targets })?.ids).toContain("drop-table");
  });

  test("more of which than are read apart are named", () => {
    const many = Array.from({ length: 20 }, (_, i) => on(`s${i}`));
    const named = { names: new Set(many.map(({ database }) => database)), home: true };
    const readings = readingsFor("mysql-8.4", many, named);
    expect(readings.length).toBe(9);
    expect(readings.flatMap((one) => one.targets).length).toBe(20);
    expect(isSameHome(readings[0]?.home as never, { names: new Set(), isKnown: true })).toBe(true);
  });
});

describe("where nobody knows what the database is called", () => {
  const somewhere = { ...on("app"), isDatabaseAssumed: true as const };
  const classify = (schema: string, script: string) =>
    openClassifier({ engine, schema: split(schema).statements, ahead: lookAhead })(
      split(script).statements,
      (_, findings) => ({
        ids: findings.map(({ id }) => id),
        score: scoreOf(findings),
      }),
    );

  test.each([
    ["the schema alone is qualified", `CREATE TABLE shop.${table};`, alter("c")],
    ["the schema alone uses it", `CREATE DATABASE shop; USE shop; ${create}`, alter("c")],
    ["the change alone uses it", create, `USE shop; ${alter("c")}`],
  ])("a table is known by both names: %s", (_, schema, script) => {
    const [first] = classify(schema, script).slice(-1);
    expect(first?.score).toBe(95);
    const both = ["forget-attributes", "lossy-change"];
    expect(both.filter((id) => first?.ids.includes(id)).length).toBe(1);
    expect(last([schema, script], { target: somewhere })?.score).toBe(first?.score);
  });

  test("and what makes the one harmless does not count for the other", () => {
    expect(classify("", "CREATE TEMPORARY TABLE c (id INT); USE shop; DROP TABLE c").at(-1)?.ids).toContain(
      "drop-table",
    );
    expect(classify("", "CREATE TEMPORARY TABLE shop.c (id INT); DROP TABLE c").at(-1)?.ids).toContain(
      "drop-table",
    );
    const files = [";", "CREATE TABLE c (id INT PRIMARY KEY); USE shop; DROP TABLE c"];
    expect(last(files, { target: somewhere })?.ids).toContain("drop-table");
    const kept = "ALTER TABLE c MODIFY id INT NOT NULL AUTO_INCREMENT";
    expect(classify(create, `USE shop; ${kept}`).at(-1)?.ids).toContain("lossy-change");
    expect(classify(create, kept).at(-1)?.ids).toEqual(["metadata-lock"]);
  });

  test("a script that names one database only is read once", () => {
    let shown = 0;
    const count = (script: string) => {
      shown = 0;
      openClassifier({ engine, schema: [], ahead: lookAhead })(split(script).statements, () => shown++);
      return shown;
    };
    expect(count(`USE shop; ${create} ${alter("shop.c")}`)).toBe(3);
    expect(count(`${create} ${alter("c")}`)).toBe(2);
    expect(count(`${create} ${alter("shop.c")}`)).toBe(4);
  });
});
