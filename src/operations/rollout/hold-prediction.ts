import type { ActualChange } from "../../core/rollout/actual.ts";
import type { EvidencePlan, EvidenceReading } from "../../core/rollout/evidence.ts";
import { evidenceKey } from "../../core/rollout/evidence.ts";
import { placeOf } from "../../core/rollout/questions.ts";
import { rehearsalOf } from "../../core/rollout/rehearsal.ts";
import type { Unit } from "../../core/rollout/units/unit.ts";
import type { ServerAnswer } from "../ports/target-session.ts";
import { noteFailure, type Running, type UnitEnd } from "./running.ts";
import type { StatementError } from "./statement-error.ts";

/** What is true of all tables of its kind, and copies no rows where it is done as predicted. */
const held: ReadonlySet<string | undefined> = new Set(["ALTER_TABLE", "CREATE_INDEX", "DROP_INDEX"]);

/** "ALGORITHM=… is not supported", without and with the reason. */
const notSupported: readonly number[] = [1845, 1846];

/** The server itself holds to what was approved, if it can be told to; `release` ends that, after the answer. */
export async function holdUnit(running: Running, { first, last }: Unit): Promise<boolean> {
  const { limits, migration, session } = running;
  const { type, predicted } = migration.statements[first] ?? {};
  // What the server remarked, and how many rows it was, the next statement would read of the setting.
  const isAsked = migration.statements[last + 1]?.facts.session.readsDiagnostics === true;
  if (limits.assert === "off" || !held.has(type) || isAsked) return false;
  if (predicted !== "INSTANT" && predicted !== "INPLACE") return false;
  return session.hold(predicted);
}

/** What the server refused to do in a worse way, in the words of the policy; undefined = it refused something else. */
export function worseThanHeld(
  { migration }: Running,
  { first }: Unit,
  error: StatementError,
): string | undefined {
  if (!notSupported.includes(error.number)) return undefined;
  return `It was approved as ${migration.statements[first]?.predicted}, and this server cannot do it that way: ${error.message}`;
}

/** Tries an ALTER on an empty copy of its table, where the policy wants that; a worse algorithm than predicted stops it. */
export async function rehearseUnit(running: Running, unit: Unit): Promise<UnitEnd | undefined> {
  const { session, book, entries, migration, limits, say } = running;
  const statement = migration.statements[unit.first];
  if (limits.assert === "off" || statement?.type !== "ALTER_TABLE" || statement.predicted === "COPY")
    return undefined;
  const place = placeOf(migration, unit.first);
  const rehearsal = rehearsalOf(statement);
  if (!rehearsal) {
    say(`${place} is not rehearsed: an empty copy of its table would not tell which way the server takes.`);
    return undefined;
  }
  const rehearsed = await session.rehearse(rehearsal);
  if (rehearsed.can === true) return undefined;
  if (rehearsed.can === undefined) {
    say(`${place} could not be rehearsed: ${rehearsed.why}`);
    return undefined;
  }
  const said = `It was approved as ${statement.predicted}, and this server cannot do it that way: ${rehearsed.why}`;
  noteFailure(running, unit.first, "failed", said);
  await book.write(session, entries.failed(unit, { said, at: unit.first + 1 }));
  return { stopped: "failed", at: unit.first, said, code: "worse-algorithm" };
}

/** What the tables' files are before: read for its own sake only where the policy wants the prediction held. */
export async function filesBefore(
  running: Running,
  unit: Unit,
  { plan, before }: { plan: EvidencePlan; before: EvidenceReading },
): Promise<EvidenceReading | undefined> {
  if (running.migration.statements[unit.first]?.type !== "ALTER_TABLE") return undefined;
  if (plan.parts.includes("ids")) return before;
  return running.limits.assert === "off" ? undefined : readFiles(running, plan);
}

const readFiles = ({ session }: Running, plan: EvidencePlan) => session.evidence({ ...plan, parts: ["ids"] });

/** undefined = it changed no table's shape. */
export async function actualChange(
  running: Running,
  unit: Unit,
  { plan, files, answer }: { plan: EvidencePlan; files: EvidenceReading | undefined; answer: ServerAnswer },
): Promise<ActualChange | undefined> {
  if (running.migration.statements[unit.first]?.type !== "ALTER_TABLE") return undefined;
  // The manual, 17.12.1: the rows that an ALTER answers with are those that it copied.
  const copied = answer.rows > 0;
  const [table] = plan.objects;
  const idsIn = (reading: EvidenceReading | undefined) => table && reading?.objects[evidenceKey(table)]?.ids;
  const was = idsIn(files);
  if (was === undefined) return { copied };
  const is = idsIn(await readFiles(running, plan));
  return is === undefined ? { copied } : { copied, rebuilt: was !== is };
}
