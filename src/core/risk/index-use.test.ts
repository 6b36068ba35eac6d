import { describe, expect, test } from "vitest";
import { replayScript } from "../change/replay-script.ts";
import { defaultThresholds } from "../policy/resolve-policy.ts";
import { emptyCatalog } from "../schema/catalog.ts";
import { findRisks } from "./find-risks.ts";

const schema = `
  CREATE TABLE films (film_id INT PRIMARY KEY, title INT);
  CREATE TABLE texts (film_id INT PRIMARY KEY, title INT, length INT, INDEX (title));
`;

function scans(script: string): boolean {
  const { statements, catalog } = replayScript(schema + script, {
    engine: { flavour: "mysql", version: 90700 },
    catalog: emptyCatalog(),
  });
  const statement = statements.at(-1);
  if (!statement) throw new Error("There is no statement.");
  const rest = {
    inTransaction: false,
    alteredBefore: new Map(),
    changedBefore: [],
    databases: [],
    secondOpinion: undefined,
  };
  return findRisks({ ...rest, statement, catalog }, defaultThresholds).some(
    ({ id }) => id === "scan-to-find",
  );
}

describe("what a stored program compares the key with is no column of the table", () => {
  test.each([
    "CREATE TRIGGER g AFTER DELETE ON films FOR EACH ROW DELETE FROM texts WHERE film_id = OLD.film_id",
    "CREATE TRIGGER g AFTER UPDATE ON films FOR EACH ROW UPDATE texts SET length = 1 WHERE title = NEW.title",
    "CREATE PROCEDURE p (wanted INT) UPDATE texts SET length = 1 WHERE film_id = wanted",
    "CREATE PROCEDURE p () BEGIN DECLARE wanted INT; DELETE FROM texts WHERE title IN (wanted, 7); END",
  ])("%s", (script) => expect(scans(script)).toBe(false));

  test.each([
    "CREATE TRIGGER g AFTER DELETE ON films FOR EACH ROW DELETE FROM texts WHERE length = OLD.film_id",
    "CREATE PROCEDURE p (wanted INT) UPDATE texts SET length = 1 WHERE length = wanted",
    "UPDATE texts SET length = 1 WHERE film_id = title",
    "UPDATE texts SET length = 1 WHERE film_id = title + 1",
  ])("%s reads them all", (script) => expect(scans(script)).toBe(true));
});
