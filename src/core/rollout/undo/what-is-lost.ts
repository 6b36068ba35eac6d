import type { PlannedStatement } from "../rollout.ts";

/** What stays of a statement whose rows were not kept, as a whole sentence; undefined = nothing that an undo would change. */
export function whatIsLost({
  type,
  facts: { role },
}: Pick<PlannedStatement, "type" | "facts">): string | undefined {
  switch (role.kind) {
    case "rows":
      return Object.hasOwn(ofRows, type)
        ? ofRows[type]
        : "It changed rows in a way that is not kept: of UPDATE and DELETE alone they are.";
    case "definition":
      return Object.hasOwn(ofDefinitions, type)
        ? ofDefinitions[type]
        : "It changed a definition. Write the statement that changes it back, and think of the rows that went with it.";
    case "unclear":
      return "What it did is not seen.";
    case "session":
    case "opens":
    case "ends":
      return undefined;
  }
}

const notAsked = "Nothing was kept of its rows: the policy did not ask for it when it ran.";

const ofRows: Readonly<Record<string, string>> = {
  UPDATE: notAsked,
  DELETE: notAsked,
  INSERT: "Which rows it added is not kept. Write a DELETE that names them.",
  REPLACE: "Which rows it added, and which it took the place of, is not kept.",
  LOAD_DATA: "Which rows it loaded is not kept. Write a DELETE that names them.",
};

const ofDefinitions: Readonly<Record<string, string>> = {
  TRUNCATE: "It emptied a table, and the server keeps none of its rows.",
  DROP_TABLE: "It dropped a table with its rows.",
  DROP_DATABASE: "It dropped a database with all that it held.",
};
