import { codeThatRan, leftByBody, leftByHidden } from "../../core/rollout/code-that-ran.ts";
import { variablesIn } from "../../core/rollout/facts/session-use.ts";
import type { ObjectName } from "../../core/rollout/object-name.ts";
import type { LeftByCode } from "../../core/rollout/resume.ts";
import { readCalled } from "./read-called.ts";
import type { Running } from "./running.ts";
import { unitTables } from "./unit-tables.ts";

type Place = Pick<Running, "session" | "storage" | "clock" | "migration">;

/** What code of the server's that statements before this one, from that one on, ran may have left in their session. */
export async function leftInSession(running: Place, next: number, from = 0): Promise<LeftByCode> {
  const left = new Map<number, readonly string[]>();
  for (const { at, routines, triggersOf, read } of codeThatRan(running.migration.statements, next, from)) {
    const byTables = await leftByTables(running, { writes: triggersOf, reads: read });
    left.set(at, [...byTables, ...(await leftByRoutines(running, routines))]);
  }
  return left;
}

/** Triggers of what changed, and of what those changed; a view may call anything. */
async function leftByTables(
  running: Place,
  named: { writes: readonly ObjectName[]; reads: readonly ObjectName[] },
): Promise<readonly string[]> {
  const tables = await unitTables(running, named);
  if (!tables) return leftByHidden;
  const changed = [...tables.written, ...tables.reached];
  const byTriggers = changed.flatMap(({ triggers }) =>
    triggers ? triggers.flatMap(({ body }) => leftByBody(body)) : leftByHidden,
  );
  const hasView = [...changed, ...tables.read].some(({ engine }) => engine === "");
  const byColumns = changed.flatMap(({ expressions }) => expressions.flatMap(leftByExpression));
  return [...byTriggers, ...byColumns, ...(hasView ? leftByHidden : [])];
}

/** A DEFAULT of MariaDB's may set a variable. */
function leftByExpression(text: string): readonly string[] {
  return text.includes(":=") ? variablesIn(text) : [];
}

async function leftByRoutines(running: Place, routines: readonly ObjectName[]) {
  const found = await readCalled(running, routines);
  return found.flatMap(({ body, ofFile }) => (ofFile.length > 0 ? ofFile : [body]).flatMap(leftByBody));
}
