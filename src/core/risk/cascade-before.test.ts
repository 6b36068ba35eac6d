import { expect, test } from "vitest";
import { replayScript } from "../change/replay-script.ts";
import { defaultThresholds } from "../policy/resolve-policy.ts";
import { emptyCatalog } from "../schema/catalog.ts";
import { findRisks } from "./find-risks.ts";
import { contextsIn } from "./replay-history.ts";

const engine = { flavour: "mysql", version: 90700 } as const;
const { catalog } = replayScript(
  `CREATE TABLE par (id INT PRIMARY KEY); CREATE TABLE other (id INT PRIMARY KEY, pid INT);
   CREATE TABLE chi (id INT PRIMARY KEY, pid INT, CONSTRAINT f FOREIGN KEY (pid) REFERENCES par (id) ON DELETE CASCADE)`,
  { engine, catalog: emptyCatalog() },
);

/** What is said of the last statement. */
function cascades(script: string): string[] {
  const statements = replayScript(script, { engine, catalog, isNew: true }).statements;
  const read = statements.map(contextsIn({ catalog, databases: [], secondOpinion: undefined }));
  const last = read.at(-1);
  return last
    ? findRisks(last, defaultThresholds).flatMap(({ id, what }) => (id === "cascade" ? [what] : []))
    : [];
}

const views = `ALTER TABLE par ADD n INT; ALTER TABLE other ADD FOREIGN KEY (pid) REFERENCES par (id) ON UPDATE CASCADE;
  CREATE VIEW v (k, m) AS SELECT id, n FROM par; CREATE VIEW w AS SELECT * FROM v;`;

test.each([
  ["DELETE FROM par WHERE id = 1", "chi"],
  ["RENAME TABLE par TO par9; DELETE FROM par9 WHERE id = 1", "chi"],
  ["RENAME TABLE chi TO kids; DELETE FROM par WHERE id = 1", "kids"],
  [
    "ALTER TABLE other ADD FOREIGN KEY (pid) REFERENCES par (id) ON DELETE SET NULL; DELETE FROM par WHERE id = 1",
    "chi, other",
  ],
  ["INSERT INTO par VALUES (1); DELETE FROM par WHERE id = 1; DELETE FROM par WHERE id = 2", "chi"],
  ...["UPDATE v SET k = 5 WHERE k = 1", "UPDATE w SET k = 5 WHERE m = 1"].map((change): [string, string] => [
    `${views} ${change}`,
    "other",
  ]),
  [`${views} DELETE FROM w WHERE m = 1`, "chi"],
])("%s reaches %s", (script, children) => {
  expect(cascades(script).join()).toContain(`Rows of ${children} go`);
});

test.each([
  "ALTER TABLE chi DROP FOREIGN KEY f; DELETE FROM par WHERE id = 1",
  "DELETE FROM par WHERE id = 2; ALTER TABLE chi DROP FOREIGN KEY f; DELETE FROM par WHERE id = 1",
  "DROP TABLE chi; DELETE FROM par WHERE id = 1",
  "RENAME TABLE par TO par9; DELETE FROM other WHERE id = 1",
  ...[
    "UPDATE v SET m = 5 WHERE k = 1",
    "INSERT INTO v (k) VALUES (1) ON DUPLICATE KEY UPDATE m = 5",
    "UPDATE w SET m = 1",
  ].map((change) => `${views} ${change}`),
])("%s reaches no other table", (script) => {
  expect(cascades(script)).toEqual([]);
});
