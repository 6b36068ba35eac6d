import { expect, it } from "vitest";
import { replayScript } from "../../change/replay-script.ts";
import { defaultThresholds } from "../../policy/resolve-policy.ts";
import { emptyCatalog } from "../../schema/catalog.ts";
import { exampleSchema } from "../example-schema.ts";
import { findRisks } from "../find-risks.ts";
import { contextsIn } from "../replay-history.ts";

const engine = { flavour: "mysql", version: 80400 } as const;

/** The queries that come with the findings of a script over the examples' schema. */
function checksOf(script: string): string[] {
  const { catalog } = replayScript(exampleSchema, { engine, catalog: emptyCatalog() });
  const { statements } = replayScript(script, { engine, catalog });
  const surroundings = { catalog, databases: ["shop"], secondOpinion: undefined };
  const contexts = statements.map(contextsIn(surroundings));
  return contexts
    .flatMap((context) => findRisks(context, defaultThresholds))
    .flatMap(({ check }) => check ?? []);
}

it.each([
  [
    "ALTER TABLE users ADD UNIQUE (email, name(3))",
    "SELECT `email`, LEFT(`name`, 3) FROM `users` WHERE `email` IS NOT NULL AND LEFT(`name`, 3) IS NOT NULL GROUP BY `email`, LEFT(`name`, 3) HAVING COUNT(*) > 1 LIMIT 1",
  ],
  ["ALTER TABLE users ADD code INT NOT NULL DEFAULT 0 UNIQUE", "SELECT 1 FROM `users` LIMIT 1, 1"],
  [
    "ALTER TABLE notes ADD PRIMARY KEY (id)",
    "SELECT `id` FROM `notes` GROUP BY `id` HAVING COUNT(*) > 1 OR `id` IS NULL LIMIT 1",
  ],
  [
    "ALTER TABLE old_visits ADD FOREIGN KEY (id) REFERENCES users (id)",
    "SELECT child.`id` FROM `old_visits` AS child LEFT JOIN `users` AS parent ON child.`id` = parent.`id` WHERE child.`id` IS NOT NULL AND parent.`id` IS NULL LIMIT 1",
  ],
  ["ALTER TABLE users ADD CHECK (age > 5)", "SELECT 1 FROM `users` WHERE NOT (age > 5) LIMIT 1"],
  [
    "ALTER TABLE orders ALTER CHECK positive ENFORCED",
    "SELECT 1 FROM `orders` WHERE NOT (total >= 0) LIMIT 1",
  ],
  [
    "ALTER TABLE shop.users MODIFY age INT NOT NULL",
    "SELECT 1 FROM `shop`.`users` WHERE `age` IS NULL LIMIT 1",
  ],
  ["ALTER TABLE users ADD born DATE NOT NULL", "SELECT 1 FROM `users` WHERE TRUE LIMIT 1"],
  [
    "ALTER TABLE old_visits PARTITION BY RANGE (YEAR(seen)) (PARTITION a VALUES LESS THAN (2024), PARTITION b VALUES LESS THAN (2025))",
    "SELECT 1 FROM `old_visits` WHERE YEAR(seen) >= 2025 LIMIT 1",
  ],
  [
    "ALTER TABLE old_visits PARTITION BY LIST (id) (PARTITION a VALUES IN (1, NULL), PARTITION b VALUES IN (2))",
    "SELECT 1 FROM `old_visits` WHERE id NOT IN (1, 2) LIMIT 1",
  ],
  [
    "ALTER TABLE old_visits PARTITION BY LIST COLUMNS (id) (PARTITION a VALUES IN (-1))",
    "SELECT 1 FROM `old_visits` WHERE id NOT IN ((-1)) OR id IS NULL LIMIT 1",
  ],
  [
    "ALTER TABLE old_visits PARTITION BY LIST (id) (PARTITION a VALUES IN (NULL))",
    "SELECT 1 FROM `old_visits` WHERE id IS NOT NULL LIMIT 1",
  ],
  [
    "ALTER TABLE old_visits PARTITION BY RANGE (id) SUBPARTITION BY HASH (YEAR(seen)) SUBPARTITIONS 2 (PARTITION a VALUES LESS THAN (5))",
    "SELECT 1 FROM `old_visits` WHERE id >= 5 LIMIT 1",
  ],
  ["ALTER TABLE visits DROP PARTITION p2023", "SELECT 1 FROM `visits` PARTITION (`p2023`) LIMIT 1"],
])("%s comes with the query that proves it", (script, check) => {
  expect(checksOf(script)).toEqual([check]);
});

it.each([
  [
    "of a column that the migration itself adds",
    "ALTER TABLE users ADD a INT; ALTER TABLE users ADD UNIQUE (a)",
  ],
  [
    "over a column that the statement itself adds or names anew",
    "ALTER TABLE users ADD code INT DEFAULT 6 CHECK (code > 5), CHANGE age ages INT CHECK (ages > 5)",
  ],
  ["where the new type changes the values", "ALTER TABLE users MODIFY age BIGINT UNIQUE"],
  ["where no data can be in the way", "ALTER TABLE users ADD a INT NOT NULL"],
  [
    "where every row has a partition",
    "ALTER TABLE old_visits PARTITION BY RANGE (id) (PARTITION a VALUES LESS THAN MAXVALUE)",
  ],
  [
    "where rows are compared as several columns",
    "ALTER TABLE old_visits PARTITION BY RANGE COLUMNS (id, seen) (PARTITION a VALUES LESS THAN (5, '2020-01-01'))",
  ],
  [
    "that would run what somebody wrote as a bound",
    "ALTER TABLE old_visits PARTITION BY RANGE (id) (PARTITION a VALUES LESS THAN (SLEEP(100)))",
  ],
  ["that would run what somebody wrote", "ALTER TABLE users ADD CHECK (age > SLEEP(100))"],
])("there is none %s", (_, script) => {
  expect(checksOf(script)).toEqual([]);
});
