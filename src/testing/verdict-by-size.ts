import { assess } from "../core/assess.ts";
import type { Assessment } from "../core/assessment.ts";
import { parsePolicy } from "../core/policy/parse-policy.ts";
import type { Statistics } from "../core/schema/known-statistics.ts";
import type { TableStatistics } from "../core/schema/statistics.ts";
import { policyText } from "./a-policy.ts";
import { aSnapshot } from "./a-snapshot.ts";

const history = `CREATE TABLE users (id INT PRIMARY KEY, age INT, name VARCHAR(50), born INT, KEY (born));
CREATE TABLE orders (id INT PRIMARY KEY, total INT);`;

const file = (path: string, text: string) => ({
  path,
  previousPath: undefined,
  kind: "added" as const,
  mode: "100644",
  blob: text,
  content: new TextEncoder().encode(text),
});

const parsed = parsePolicy(policyText.replace("presets: [prod-is-high]", "presets: []"), "p");
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const policy = parsed.value;

/** A change of two tables that are there, without rules. */
export function verdictBySize(sql: string, statistics: Statistics | undefined): Assessment {
  return assess({
    policy,
    digest: "d",
    changed: [file("migrations/V2__change.sql", sql)],
    history: [file("migrations/V1__start.sql", history)],
    secondOpinion: undefined,
    statistics,
  });
}

/** What Prod said of its tables; what Test said cannot be read. */
export function onProd(tables: Record<string, TableStatistics>): Statistics {
  const place = { instance: "mysql-prod", database: "shop" };
  return {
    branch: "tollgate-stats",
    environments: new Map([
      ["prod", { snapshot: aSnapshot("prod", place, tables) }],
      ["test", { unknown: "test.json is not JSON" }],
    ]),
  };
}

/** Both said the same. */
export function onBoth(tables: Record<string, TableStatistics>): Statistics {
  const { branch, environments } = onProd(tables);
  const test = aSnapshot("test", { instance: "mysql-test", database: "shop" }, tables);
  return { branch, environments: new Map([...environments, ["test", { snapshot: test }]]) };
}
