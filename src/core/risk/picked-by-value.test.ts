import { describe, expect, test } from "vitest";
import { replayScript } from "../change/replay-script.ts";
import { defaultThresholds } from "../policy/resolve-policy.ts";
import { emptyCatalog } from "../schema/catalog.ts";
import type { Engine } from "../sql/engine.ts";
import { treesOf } from "../sql/grammar/trees-of.ts";
import type { RiskContext } from "./factor.ts";
import { findRisks } from "./find-risks.ts";
import { rowsWritten } from "./rows-written.ts";

const schema = `
  CREATE TABLE users (
    id INT NOT NULL PRIMARY KEY, name VARCHAR(5), small TINYINT, price DECIMAL(5,2), kind ENUM('a', 'b') NOT NULL,
    born DATE NOT NULL, INDEX (name)
  );
`;

const mysql: Engine = { flavour: "mysql", version: 90700 };
const mariadb: Engine = { flavour: "mariadb", version: 101100 };

function last(script: string, engine = mysql) {
  const { statements, catalog } = replayScript(script, { engine, catalog: emptyCatalog() });
  const statement = statements.at(-1);
  if (!statement) throw new Error("There is no statement.");
  return { statement, catalog };
}

const plain = [
  "DELETE FROM users WHERE id = 5",
  "DELETE FROM users u WHERE u.id = 5",
  "UPDATE users SET small = 1 WHERE users.small = 127",
  "UPDATE users SET small = 1 WHERE name = 'a'",
  "UPDATE users SET small = 1 WHERE `name` = ''",
  "UPDATE unknown SET small = 1 WHERE name = 'a'",
  "UPDATE unknown AS t SET small = 1 WHERE t.name = 1",
];

const others = [
  "DELETE FROM users WHERE id = 5 OR 1",
  "DELETE FROM users WHERE id = 5 LIMIT 1",
  "DELETE FROM users WHERE id = -5",
  "DELETE FROM users WHERE id = '5'",
  "DELETE FROM users WHERE id = 5.0",
  "DELETE FROM users WHERE id = NULL",
  "DELETE FROM users WHERE id = id",
  "DELETE FROM users WHERE id <=> 5",
  "DELETE FROM users WHERE name = 5",
  "DELETE FROM users WHERE name = 'longer'",
  "DELETE FROM users WHERE small = 128",
  "DELETE FROM users WHERE kind = 'a'",
  "DELETE FROM users WHERE price = 1",
  "DELETE FROM users WHERE born = 0",
  "DELETE FROM users WHERE lost = 5",
  "DELETE FROM users WHERE name = 'a' 'b' = 0",
  "UPDATE users u, unknown SET small = 1 WHERE id = 5",
  "WITH c AS (SELECT 1) DELETE FROM users WHERE id = 5",
  "CREATE PROCEDURE p (id INT) DELETE FROM users WHERE id = 5",
];

test.each(plain)("%s is weighed without its tree", (script) => {
  expect(rowsWritten(last(schema + script).statement)).toMatchObject([
    { choice: "some", limited: false, picks: /./ },
  ]);
});

test.each(others)("%s is weighed by its tree", (script) => {
  expect(rowsWritten(last(schema + script).statement).some(({ picks }) => picks !== undefined)).toBe(false);
});

test.each([...plain, ...others])("%s weighs the same either way", (script) => {
  const { statement, catalog } = last(schema + script);
  const context: Omit<RiskContext, "statement"> = {
    inTransaction: false,
    alteredBefore: new Map(),
    changedBefore: [],
    catalog,
    databases: [],
    secondOpinion: undefined,
  };
  const [quick, slow] = [statement, { ...statement, picked: undefined }].map((one) =>
    findRisks({ ...context, statement: one }, defaultThresholds),
  );
  expect(quick).toEqual(slow);
});

describe("what the grammar takes for a column is one", () => {
  const words =
    "TRUE FALSE NULL DEFAULT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURRENT_ROLE LOCALTIME LOCALTIMESTAMP UTC_DATE UTC_TIME UTC_TIMESTAMP SYSDATE ROWNUM NOW USER DATABASE";
  test.each([mysql, mariadb].flatMap((engine) => words.split(" ").map((word) => [word, engine] as const)))(
    "%s = 1",
    (word, engine) => {
      const { statement } = last(`DELETE FROM t WHERE ${word} = 1`, engine);
      const where = treesOf(statement).flatMap(({ statements }) =>
        statements.flatMap((one) => (one.kind === "delete" ? [one.where] : [])),
      );
      const isColumn = where.some((node) => node?.kind === "comparison" && node.left.kind === "column");
      expect(isColumn || statement.picked === undefined).toBe(true);
    },
  );
});
