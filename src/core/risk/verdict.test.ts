import { describe, expect, it } from "vitest";
import { aSnapshot } from "../../testing/a-snapshot.ts";
import { replayScript } from "../change/replay-script.ts";
import { parsePolicy } from "../policy/parse-policy.ts";
import { emptyCatalog } from "../schema/catalog.ts";
import type { DatabaseStatistics } from "../schema/statistics.ts";
import { verdictOn } from "./verdict.ts";

function policyWith(risk: string) {
  const parsed = parsePolicy(
    `version: 1
environments: { test: { rollout: automatic }, prod: { rollout: automatic } }
instances: { a: { environment: prod, engine: mysql-8.4, connection: A } }
databases: { shop: { instances: [a], labels: { tier: core } } }
projects: { shop: { migrations: "*.sql", databases: [shop] } }
risk:
${risk}
`,
    "p",
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

function verdict(risk: string, sql: string, points = 0, pull = {}, tables?: DatabaseStatistics["tables"]) {
  const policy = policyWith(risk);
  const [target] = policy.projects[0]?.targets ?? [];
  const statement = replayScript(sql, {
    engine: undefined,
    catalog: emptyCatalog(),
    isNew: true,
  }).statements.at(-1);
  if (!target || !statement) throw new Error("nothing to judge");
  const finding = {
    id: "f",
    title: "",
    level: "low",
    points,
    what: "",
    why: "",
    instead: "",
    line: 1,
  } as const;
  const { verdict, failed } = verdictOn({
    policy,
    project: "shop",
    target,
    context: { statement, catalog: emptyCatalog() },
    findings: points > 0 ? [finding] : [],
    statistics: tables && {
      branch: "s",
      environments: new Map([
        ["prod", { snapshot: aSnapshot("prod", { instance: "a", database: "shop" }, tables) }],
      ]),
    },
    pull: { labels: undefined, author: undefined, ...pull },
  });
  return [verdict.level, verdict.rule, verdict.score, ...failed.map(({ rule }) => `failed: ${rule}`)];
}

const rule = (name: string, when: string, level: string, source = "") =>
  `    - { name: ${name}, ${source && `source: ${source}, `}when: ${JSON.stringify(when)}, level: ${level} }`;
const rules = (...lines: string[]) => `  rules:\n${lines.join("\n")}`;

describe("a verdict", () => {
  it("is the heaviest of the rules and the score, and says which", () => {
    const some = rules(
      rule("little", "true", "low"),
      rule("much", "true", "moderate"),
      rule("never", "false", "high"),
    );
    expect(verdict(some, "SELECT 1")).toEqual(["moderate", "much", 0]);
    expect(verdict(some, "SELECT 1", 80)).toEqual(["high", undefined, 80]);
    expect(verdict(some, "SELECT 1", 30)).toEqual(["moderate", "much", 30]);
    expect(verdict(`${some}\n  builtin: false`, "SELECT 1", 80)).toEqual(["moderate", "much", 80]);
    expect(verdict("  rules: []", "SELECT 1")).toEqual(["default", undefined, 0]);
  });

  it("asks a rule only about its source", () => {
    expect(verdict(rules(rule("r", "true", "high", "ddl")), "SELECT 1")[0]).toBe("default");
    expect(verdict(rules(rule("r", "true", "high", "dml")), "SELECT 1")[0]).toBe("high");
  });

  it("is high for what cannot be read, whatever the rules and builtin say", () => {
    expect(verdict("  builtin: false", "FROBNICATE t")[0]).toBe("high");
    expect(verdict(rules(rule("r", "true", "low")), "CALL p()")[0]).toBe("high");
  });

  it("is high where a condition fails, and names the rule", () => {
    const broken = rules(rule("r", 'labels.region == "eu"', "low"));
    expect(verdict(broken, "SELECT 1")).toEqual(["high", "r", 0, "failed: r"]);
  });

  it("pairs each table with its own changes only", () => {
    const both = rules(rule("r", 'table == "a" && "rename-table" in change_kinds', "high"));
    expect(verdict(both, "RENAME TABLE a TO b")[0]).toBe("high");
    expect(verdict(both, "DROP TABLE a, b")[0]).toBe("default");
    expect(verdict(rules(rule("r", 'table == "a"', "high")), "DROP TABLE shop.a")[0]).toBe("high");
    expect(verdict(rules(rule("r", '"a" in tables', "high")), "INSERT INTO b SELECT * FROM shop.a")[0]).toBe(
      "high",
    );
    expect(verdict(rules(rule("r", 'table == ""', "high")), "CREATE DATABASE d")[0]).toBe("high");
  });

  it.each([
    ['"add-foreign-key" in change_kinds', "CREATE TABLE t (a INT, FOREIGN KEY (a) REFERENCES p (id))"],
    ['"add-check" in change_kinds', "CREATE TABLE t (a INT CHECK (a > 0))"],
    ['"change-engine" in change_kinds', "CREATE TABLE t (a INT) ENGINE = MyISAM"],
    ['"partition-by" in change_kinds && table == "t"', "CREATE TABLE t (a INT) PARTITION BY HASH (a)"],
    ['"add-column" in change_kinds', "CREATE TABLE t (a INT)"],
  ])("sees %s in CREATE TABLE", (when, sql) => {
    expect(verdict(rules(rule("r", when, "high")), sql)[0]).toBe("high");
    expect(verdict(rules(rule("r", when, "high")), "CREATE TABLE t LIKE p")[0]).toBe("default");
  });

  it("knows the tables of GRANT, REVOKE and DROP DATABASE, which may be any where none is named", () => {
    const precious = rules(rule("r", 'table == "pay"', "high", "dcl"));
    expect(verdict(precious, "GRANT SELECT ON pay TO u")[0]).toBe("high");
    expect(verdict(precious, "REVOKE SELECT (a), INSERT ON TABLE `shop`.`pay` FROM u")[0]).toBe("high");
    expect(verdict(precious, "GRANT SELECT ON shop.other TO u")[0]).toBe("default");
    for (const any of ["*.*", "*", "shop.*", "PROCEDURE pay"])
      expect(verdict(precious, `GRANT ALL ON ${any} TO u`)[0]).toBe("high");
    expect(verdict(precious, "GRANT accountant TO u")[0]).toBe("high");
    const kept = rules(rule("r", 'table == "pay"', "high", "ddl"));
    expect(verdict(kept, "DROP DATABASE shop")[0]).toBe("high");
    expect(verdict(kept, "CREATE DATABASE shop")[0]).toBe("default");
    expect(verdict(precious, "REVOKE ALL PRIVILEGES, GRANT OPTION FROM u")[0]).toBe("high");
    expect(verdict(precious, "CREATE USER u")[0]).toBe("default");
    expect(verdict(rules(rule("r", '"pay" in tables', "high")), "GRANT SELECT ON pay TO u")[0]).toBe("high");
    expect(verdict(rules(rule("r", "affected_rows > 0", "high")), "GRANT SELECT ON pay TO u")[0]).toBe(
      "default",
    );
  });

  it("takes an unknown number for the worst, and a new table for empty", () => {
    const large = rules(rule("r", "table_rows > 1000000", "high"));
    expect(verdict(large, "ALTER TABLE t ADD a INT")[0]).toBe("high");
    expect(verdict(large, "CREATE TABLE t (id INT PRIMARY KEY)")[0]).toBe("default");
    expect(verdict(large, "CREATE DATABASE d")[0]).toBe("default");
    expect(verdict(large, "FROBNICATE t")[0]).toBe("high");
    const rows = rules(rule("r", "affected_rows > 10", "high"));
    expect(verdict(rows, "DELETE FROM t WHERE id = 1")[0]).toBe("high");
    expect(verdict(rows, "SET NAMES utf8mb4")[0]).toBe("default");
  });

  it("knows the pull request's author and labels, or takes them for the worst", () => {
    const newcomer = rules(rule("r", 'author == "mallory"', "high"));
    expect(verdict(newcomer, "SELECT 1", 0, { author: "mona" })[0]).toBe("default");
    expect(verdict(newcomer, "SELECT 1")[0]).toBe("high");
    const labelled = rules(rule("r", '!("reviewed" in pr_labels)', "high"));
    expect(verdict(labelled, "SELECT 1", 0, { labels: ["reviewed"] })[0]).toBe("default");
    expect(verdict(labelled, "SELECT 1")[0]).toBe("high");
  });

  it("knows presets by the order of the environments", () => {
    const presets =
      "  presets: [prod-is-high, dev-is-low, prod-dml-over-10000-is-high, prod-create-database-is-moderate]";
    expect(verdict(presets, "SELECT 1")).toEqual(["high", "prod-is-high", 0]);
    const dml = "  presets: [prod-dml-over-10000-is-high]";
    expect(verdict(dml, "UPDATE t SET a = 1 WHERE id = 1")[0]).toBe("high");
    expect(verdict(dml, "UPDATE t SET a = 1 WHERE id = 1 LIMIT 10")[0]).toBe("default");
    expect(verdict(dml, "INSERT INTO t (a) VALUES (1)")[0]).toBe("default");
    expect(verdict("  presets: [prod-create-database-is-moderate]", "CREATE DATABASE d")[0]).toBe("moderate");
  });

  describe("by what databases say", () => {
    const users = { rows: 8000, bytes: 2_000_000, triggers: 0, referencedBy: [] };
    const orders = { rows: 5_000_000, bytes: 900_000_000, triggers: 1, referencedBy: ["items"] };
    const matches = (when: string, sql: string) =>
      verdict(rules(rule("r", when, "high")), sql, 0, {}, { users, orders })[0] === "high";

    it.each([
      ["table_rows == 8000", "ALTER TABLE users ADD a INT"],
      ["table_rows == 8000", "ALTER TABLE shop.users ADD a INT"],
      ["table_bytes == 2000000", "UPDATE users SET a = 1 WHERE b = 2"],
      ["affected_rows == 8000", "UPDATE users SET a = 1 WHERE b = 2"],
      ["affected_rows == 8000", "ALTER TABLE users ADD a INT"],
      ["affected_rows == 20000", "DELETE FROM users ORDER BY id LIMIT 20000"],
      ["affected_rows == 2", "INSERT INTO orders VALUES (1), (2)"],
      ["affected_rows == 5008000", "UPDATE users, orders SET users.a = 1, orders.a = 1"],
      ['table != "users" || table_rows == 8000', "INSERT INTO orders SELECT * FROM users"],
      ["table_rows == 8000", "ALTER TABLE users RENAME TO people; ALTER TABLE people ADD a INT"],
      [
        "table_rows == 8000",
        "RENAME TABLE users TO x, orders TO users, x TO orders; ALTER TABLE orders ADD a INT",
      ],
      ["table_rows == 0", "CREATE TABLE t (id INT); ALTER TABLE t ADD a INT"],
      ["table_rows == 0", "DROP TABLE users; CREATE TABLE users (id INT); ALTER TABLE users ADD a INT"],
      ["table_rows == 8000", "INSERT INTO users VALUES (1); ALTER TABLE users ADD a INT"],
    ])("%s: %s", (when, sql) => {
      expect(matches(when, sql)).toBe(true);
      expect(matches(`!(${when})`, sql)).toBe(false);
    });

    it.each([
      ["table_rows", "ALTER TABLE other.users ADD a INT"],
      ["table_rows", "USE other; ALTER TABLE users ADD a INT"],
      ["table_rows", "ALTER TABLE Users ADD a INT"],
      ["table_rows", "ALTER TABLE visits ADD a INT"],
      ["table_rows", "RENAME TABLE users TO people; ALTER TABLE users ADD a INT"],
      ["table_rows", "CREATE TEMPORARY TABLE users (id INT); UPDATE users SET id = 1"],
      ["table_rows", "INSERT INTO users SELECT * FROM orders; ALTER TABLE users ADD a INT"],
      ["table_rows", "REPLACE INTO users TABLE orders; ALTER TABLE users ADD a INT"],
      ["table_rows", "LOAD DATA INFILE 'x' INTO TABLE users; ALTER TABLE users ADD a INT"],
      [
        "table_rows",
        "ALTER TABLE users EXCHANGE PARTITION p WITH TABLE orders; ALTER TABLE orders ADD a INT",
      ],
      ["table_rows", "ALTER TABLE users FROBNICATE; ALTER TABLE users ADD a INT"],
      ["table_rows", "DROP TABLE users; RENAME TABLE orders TO Users; ALTER TABLE users ADD a INT"],
      ["table_rows", "DROP DATABASE shop"],
      ["affected_rows", "INSERT INTO users SELECT * FROM orders"],
      ["affected_rows", "UPDATE users, visits SET users.a = 1, visits.a = 1"],
      ["affected_rows", "CREATE TABLE t (id INT); UPDATE t SET id = 1"],
    ])("%s is not known: %s", (variable, sql) => {
      for (const when of [
        `${variable} == 0`,
        `${variable} == 8000`,
        `${variable} == 5000000`,
        `${variable} == 7`,
      ])
        expect(matches(when, sql)).toBe(true);
    });
  });
});
