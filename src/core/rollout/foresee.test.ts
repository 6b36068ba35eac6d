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
    "It cannot be resumed between line 2 and line 4, which needs @id: put these lines in one START TRANSACTION … COMMIT, or into a migration of their own.",
  ]);
});
