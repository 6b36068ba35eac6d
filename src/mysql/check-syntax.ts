import type { StatementQuestion, SyntaxVerdict } from "../core/rollout/ask-about.ts";
import type { AskingSession } from "./connect-to-ask.ts";
import { serverNumber, syntaxError } from "./has-number.ts";

/**
 * PREPARE reads a statement and runs none of it (manual 15.5.1), whatever the account may do. All that a server says
 * but 1064 (no privilege, no such table yet, not to be prepared) it says of a statement that it could read. The text
 * goes as a literal: mysql2 loses its place in the two errors that MySQL 9 sends when COM_STMT_PREPARE is denied.
 */
export async function checkSyntax(
  { connection }: AskingSession,
  { text, mode }: Pick<StatementQuestion, "text" | "mode">,
): Promise<SyntaxVerdict> {
  if (mode.ansiQuotes || mode.noBackslashEscapes)
    return { verdict: "not-told", why: "its session reads quotes in another way" };
  try {
    await connection.query(`PREPARE tollgate FROM ${connection.escape(text)}`);
    await connection.query("DEALLOCATE PREPARE tollgate");
    return { verdict: "valid" };
  } catch (error) {
    const number = serverNumber(error);
    if (number === undefined) throw error;
    if (number !== syntaxError) return { verdict: "valid" };
    return { verdict: "refused", said: (error as Error).message };
  }
}
