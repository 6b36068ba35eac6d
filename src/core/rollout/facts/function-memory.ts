import type { TableName } from "../../sql/definition.ts";
import { objectName } from "../object-name.ts";
import type { ExpressionFacts } from "./expressions-in.ts";

/** A lock of the session's that a statement takes or gives back, once, whatever the rows of tables are. */
export interface SessionLock {
  /** In lower case, as the server compares names. */
  name: string;
  by: 1 | -1;
  /** Its answer is kept: without the lock it would be another. */
  keepsAnswer: boolean;
}

/** One call with the name as a text. Any other shape may take a lock of any name, and gives none back for certain. */
const shape =
  /^\s*(?:SELECT|DO|(SET)\s+@\w+\s*:?=)\s*(GET|RELEASE)_LOCK\s*\(\s*(['"])([^'"\\]*)\3\s*(?:,\s*-?[\d.]+\s*)?\)\s*(INTO\s+@\w+)?\s*$/i;

function sessionLock(text: string): SessionLock | undefined {
  const [all, set, word, , name = "", into] = shape.exec(text) ?? [];
  if (all === undefined) return undefined;
  const keepsAnswer = set !== undefined || into !== undefined;
  return { name: name.toLowerCase(), by: word?.toUpperCase() === "GET" ? 1 : -1, keepsAnswer };
}

/** What the server's own functions in a statement have to do with the session's memory. */
interface FunctionMemory {
  leaves: readonly string[];
  needs: readonly string[];
  /** What it does not need, whatever statements of its type do. */
  spares: string | undefined;
  lock: SessionLock | undefined;
}

export function functionMemory(
  text: string,
  expressions: ExpressionFacts | undefined,
  home: string,
): FunctionMemory {
  const lock = sessionLock(text);
  if (!expressions) return { leaves: [], needs: [], spares: undefined, lock };
  const { calls, sequences } = expressions;
  const lastOf = (sequence: TableName) => {
    const { database, name } = objectName(sequence, home);
    return `${lastNumber}${database}.${name})`;
  };
  // Given back, and nobody asks whether it was held: where it is lost, that comes to the same.
  const isFreed = lock?.by === -1 && !lock.keepsAnswer;
  const asksLock = !isFreed && lockFunctions.some((name) => calls.has(name));
  return {
    leaves: [...sequences.next.map(lastOf), ...(!lock && calls.has("GET_LOCK") ? ["GET_LOCK"] : [])],
    needs: [...sequences.last.map(lastOf), ...(asksLock ? ["GET_LOCK"] : [])],
    spares: isFreed ? "GET_LOCK" : undefined,
    lock,
  };
}

const lockFunctions = ["GET_LOCK", "RELEASE_LOCK", "IS_USED_LOCK", "IS_FREE_LOCK"];

/** How the name of what LASTVAL() answers begins: the sequence and `)` follow. */
export const lastNumber = "LASTVAL(";
