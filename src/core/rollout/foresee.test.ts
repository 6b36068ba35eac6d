import { expect, test } from "vitest";
import { plannedStatements } from "../../testing/planned.ts";
import { foresee } from "./foresee.ts";

const says = (sql: string) => foresee(plannedStatements(sql)).map((one) => one.says);

test("a file that can be interrupted anywhere says nothing", () => {
  expect(
    says("CREATE TABLE a (id INT);\nINSERT INTO a VALUES (1);\nBEGIN;\nUPDATE a SET id = 2;\nCOMMIT;"),
  ).toEqual([]);
});

test("what is only observed asks a person", () => {
  expect(says("DO 1;\nCALL p();")).toEqual([
    "An interruption of line 2 asks a person. A procedure may do anything.",
  ]);
});

test("lines that hang together by the session are named, as the rollout would refuse them", () => {
  expect(says("DO 1;\nSELECT id INTO @id FROM a;\nDO 2;\nINSERT INTO b VALUES (@id);")).toEqual([
    "It cannot be resumed between line 2 and line 4: what comes after needs @id.",
  ]);
});

test("what is alike is said once, at its first line", () => {
  expect(says("CALL p();\nDO 1;\nCALL q();")).toEqual([
    "An interruption of lines 1 and 3 asks a person. A procedure may do anything.",
  ]);
  const thrice = "SELECT id INTO @id FROM a;\nINSERT INTO b VALUES (@id);\n".repeat(2);
  expect(says(`${thrice}DO 1;\nSELECT n INTO @id FROM a;\nINSERT INTO b VALUES (@id);`)).toEqual([
    "It cannot be resumed between line 1 and line 2, line 3 and line 4 and line 6 and line 7: what comes after needs @id.",
  ]);
});

test("many things that are needed are named together after the first", () => {
  const file = "abcdefgh"
    .split("")
    .map((name) => `SELECT id INTO @${name} FROM a;\nINSERT INTO b VALUES (@${name});`)
    .join("\n");
  const said = says(file);
  expect(said).toHaveLength(5);
  expect(said.at(-1)).toMatch(/needs @e, @f, @g and @h\.$/);
});

test.each([
  ["SET completion_type = 1", "It makes COMMIT do something else than commit."],
  ["LOAD DATA LOCAL INFILE 'a.csv' INTO TABLE a", "It sends a file of the runner's."],
  ["INSERT INTO a SELECT id FROM tollgate_ledger", "It names the ledger, which says what ran here."],
])("what is never sent is said, and not as what asks: %s", (sql, why) => {
  const found = foresee(plannedStatements(`DO 1;\n${sql}`));
  expect(found).toEqual([
    { id: "statement-refused", at: 1, line: 2, says: `A rollout never sends it. ${why}` },
  ]);
});

test("a transaction left open is said at the last statement", () => {
  const found = foresee(plannedStatements("DO 1;\nBEGIN;\nINSERT INTO a VALUES (1);"));
  expect(found.filter(({ id }) => id === "transaction-left-open")).toEqual([
    {
      ...{ id: "transaction-left-open", at: 2, line: 3 },
      says: "The file ends with the transaction open that line 2 opens: the server would undo what it changes.",
    },
  ]);
});
