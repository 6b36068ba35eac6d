import type { EvidencePlan, EvidenceReading } from "../../core/rollout/evidence.ts";
import { changedObjects, mayLeaveDoubt } from "../../core/rollout/settle.ts";
import type { Unit } from "../../core/rollout/units/unit.ts";
import type { ServerAnswer } from "../ports/target-session.ts";
import { actualChange, filesBefore, holdUnit, rehearseUnit, worseThanHeld } from "./hold-prediction.ts";
import { lockPatience } from "./lock-patience.ts";
import { answered, doubt, type Running, refuseUnit, remarksOf, sqlAt, type UnitEnd } from "./running.ts";
import { StatementError } from "./statement-error.ts";

const nothingToRead: EvidenceReading = { now: "", objects: {} };

/**
 * A definition: what it names is read and announced with it, so that the next run can tell whether it ran. Its outcome is
 * written with the next row, unless an interruption in between would have to ask a person.
 */
export async function runEvidence(running: Running, unit: Unit, plan: EvidencePlan): Promise<UnitEnd> {
  const { session, book, entries } = running;
  const held = await holdUnit(running, unit);
  const worse = held ? undefined : await rehearseUnit(running, unit);
  if (worse) return worse;
  const before = await announce(running, unit, plan);
  const files = await filesBefore(running, unit, { plan, before });
  // What tables are stored in may be another thing afterwards.
  running.storage.clear();
  const answer = await sendPatiently(running, unit);
  if (answer instanceof StatementError) {
    const end = await refused(running, unit, { plan, before, error: answer, held });
    if (held) await session.hold(undefined);
    return end;
  }
  const actual = await actualChange(running, unit, { plan, files, answer });
  answered(running, unit.first, answer, actual);
  const { ms, rows, warnings } = answer;
  const said = isAsked(running, unit) ? [] : await remarksOf(running, answer);
  if (held) await session.hold(undefined);
  const done = entries.done(unit, {
    ms,
    rows,
    warnings,
    ...(actual && { actual }),
    ...(said.length > 0 && { said }),
  });
  if (mayLeaveDoubt(plan, before)) await book.write(session, done);
  else book.keep(done);
  return { next: unit.last + 1 };
}

/** What is read before it is sent, announced with it; the token before it may have done both. */
async function announce(running: Running, unit: Unit, plan: EvidencePlan): Promise<EvidenceReading> {
  const { session, book, entries, migration, announced } = running;
  running.announced = undefined;
  if (announced?.migration === migration && announced.unit.first === unit.first) return announced.before;
  const before = plan.objects.length === 0 ? nothingToRead : await session.evidence(plan);
  await book.write(session, entries.sent(unit, { plan, before }));
  return before;
}

/** The statement after it wants to know itself. */
function isAsked({ migration }: Running, { last }: Unit): boolean {
  return migration.statements[last + 1]?.facts.session.readsDiagnostics === true;
}

/** Tried again only where it had not begun. */
async function sendPatiently(running: Running, unit: Unit): Promise<ServerAnswer | StatementError> {
  const patience = lockPatience(running, "definition", unit.first);
  for (;;) {
    try {
      return await running.session.send(sqlAt(running, unit.first));
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      if (!(await patience.again(error))) return patience.sayTries(error);
    }
  }
}

interface Refused {
  plan: EvidencePlan;
  before: EvidenceReading;
  error: StatementError;
  /** The server was told to refuse a worse way than was approved. */
  held: boolean;
}

/** A definition of several objects may have changed some of them before the server said no. */
async function refused(
  running: Running,
  unit: Unit,
  { plan, before, error, held }: Refused,
): Promise<UnitEnd> {
  if (plan.objects.length > 0) {
    const now = await running.session.evidence(plan);
    const changed = changedObjects(plan, { before, now, sameServer: true, mayBeHalf: false });
    if (changed.length > 0)
      return doubt(
        running,
        unit,
        `${error.message} But it changed ${changed.map(({ name }) => name).join(", ")}.`,
      );
  }
  running.state = { ...running.state, ...(await running.session.flags()) };
  const end = await refuseUnit(running, unit, unit.first, error);
  const worse = held ? worseThanHeld(running, unit, error) : undefined;
  return worse === undefined
    ? end
    : { stopped: "failed", at: unit.first, said: worse, code: "worse-algorithm" };
}
