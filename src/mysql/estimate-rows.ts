import type { RowDataPacket } from "mysql2/promise";
import type { RowEstimate, StatementQuestion } from "../core/rollout/ask-about.ts";
import type { ObjectName } from "../core/rollout/object-name.ts";
import type { RowQuestion } from "../core/sql/explain/rewrite-as-select.ts";
import type { AskingSession } from "./connect-to-ask.ts";
import { serverNumber } from "./has-number.ts";
import { multiplyPlan, type PlanLine } from "./multiply-plan.ts";

/** As the optimizer reckons, without running anything: EXPLAIN of the SELECT of the same rows. */
export async function estimateRows(
  asking: AskingSession,
  question: RowQuestion,
  { database }: Pick<StatementQuestion, "database">,
): Promise<RowEstimate> {
  for (const { database: home = database, table } of question.tables) {
    const why = await whyNotTable(asking, { database: home, name: table });
    if (why !== undefined) return { why };
  }
  // MariaDB knows no FORMAT=TRADITIONAL; its plain EXPLAIN is that, EXTENDED adds the column `filtered`.
  const explain = asking.mariadb ? "EXPLAIN EXTENDED" : "EXPLAIN FORMAT=TRADITIONAL";
  try {
    const [plan] = await asking.connection.query<(RowDataPacket & PlanLine)[]>(
      `${explain} ${question.select}`,
    );
    const rows = multiplyPlan(plan, question.everyRowRead);
    if (rows === undefined) return { why: "the server's plan has a step without a number" };
    return { rows: Math.min(rows, question.atMost ?? rows) };
  } catch (error) {
    if (serverNumber(error) === undefined) throw error;
    return { why: `the server says: ${(error as Error).message}` };
  }
}

/** A view may call whatever was stored, and what EXPLAIN computes of it would be run. */
async function whyNotTable(
  { connection }: AskingSession,
  { database, name }: ObjectName,
): Promise<string | undefined> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT TABLE_TYPE AS type FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
    [database, name],
  );
  const type = rows[0]?.type;
  if (type === undefined) return `${name} is not there yet, or the account may not see it`;
  const stored = type === "BASE TABLE" || type === "SYSTEM VERSIONED";
  return stored ? undefined : `${name} is a view: what it calls might be run to explain it`;
}
