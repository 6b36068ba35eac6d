import { type Running, sqlAt } from "./running.ts";
import { StatementError } from "./statement-error.ts";

/** "This command is not supported in the prepared statement protocol yet" */
const notPrepared = 1295;

/** What the server finds in a statement's words; access denied, to one thing or another; no database chosen. */
const beforeRunning = new Set([1064, 1044, 1046, 1142, 1143, 1227, 1370]);

/**
 * The error was given before anything of the statement ran. PREPARE reads a statement as the session does and runs none of
 * it (manual 15.5.1): what it says, too, was said before. Code that a statement runs may fail with the same numbers in its
 * middle, and PREPARE then says nothing of that.
 */
export async function refusedBeforeRunning(
  running: Running,
  at: number,
  { number }: StatementError,
): Promise<boolean> {
  const prepared = await errorOfPrepare(running, sqlAt(running, at));
  if (prepared !== notPrepared && prepared !== "not asked") return prepared === number;
  const session = running.migration.statements[at]?.facts.session;
  return session?.runsCode === false && beforeRunning.has(number);
}

/** undefined = none: it could be prepared. */
async function errorOfPrepare({ session }: Running, sql: string): Promise<number | undefined | "not asked"> {
  // In another character set of the client's, bytes of a letter could end the literal.
  if (!/^[\x20-\x7e\s]*$/.test(sql)) return "not asked";
  try {
    const [mode] = await session.readInside("SELECT @@SESSION.sql_mode LIMIT 1");
    const literal = /NO_BACKSLASH_ESCAPES/i.test(mode ?? "") ? sql : sql.replaceAll("\\", "\\\\");
    await session.send(`PREPARE tollgate FROM '${literal.replaceAll("'", "''")}'`);
    return undefined;
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return error.number;
  }
}
