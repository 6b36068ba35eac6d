import { randomBytes } from "node:crypto";
import type { Target } from "../../../core/policy/policy.ts";
import type { EvidencePlan, EvidenceReading } from "../../../core/rollout/evidence.ts";
import type { ToolCall } from "../../../core/rollout/online/call-tool.ts";
import type { OnlineChoice } from "../../../core/rollout/online/choose.ts";
import { markOf } from "../../../core/rollout/online/copies.ts";
import { evidenceOfSwap } from "../../../core/rollout/online/evidence-of-swap.ts";
import type { TableFacts } from "../../../core/rollout/online/table-facts.ts";
import { type Fate, settle } from "../../../core/rollout/settle.ts";
import type { Unit } from "../../../core/rollout/units/unit.ts";
import type { Online, ToolEnd } from "../../ports/online.ts";
import { doubt, noteDone, type Running, refuseUnit, type UnitEnd } from "../running.ts";
import { StatementError } from "../statement-error.ts";
import { cleanUp, endSessions, sayLeft } from "./clean-up.ts";

/** The server forgets a session that says nothing for ten minutes; a lost one has to be noticed while the tool runs. */
const heartbeatMs = 10_000;

export interface OnlineRun {
  online: Online;
  target: Target;
  facts: TableFacts;
  plan: EvidencePlan;
  chosen: Extract<OnlineChoice, { way: "tool" }>;
}

/**
 * An ALTER that a tool makes beside the application. It is announced like a definition of the server's own; whether it took effect
 * is told by the table, and the tool's word counts only where the table cannot tell.
 */
export async function runOnline(running: Running, unit: Unit, input: OnlineRun): Promise<UnitEnd> {
  const { session, book, entries, say } = running;
  const { online, facts, chosen } = input;
  if (!online.rule) throw new Error("No rule gives it to a tool.");
  const run = randomBytes(3).toString("hex");
  const mark = markOf(online.rule.tool, facts, run);
  const evidence = evidenceOfSwap(input.plan);
  const before = await session.evidence(evidence);
  await book.write(session, entries.sent(unit, { plan: evidence, before, online: mark }));
  running.announced = undefined;
  running.storage.clear();
  const call: ToolCall = {
    tool: mark.tool,
    mark,
    clauses: chosen.clauses,
    rule: online.rule,
    run,
    choosesExplain: facts.choosesExplain,
  };
  say(`${mark.tool} alters ${mark.database}.${mark.name} beside the application.`);
  const end = await attend(running, input, call);
  return conclude(running, unit, { ...input, call, evidence, before, end });
}

/** The tool and our own sessions live and die together. */
async function attend(running: Running, { online, target }: OnlineRun, call: ToolCall): Promise<ToolEnd> {
  const stop = new AbortController();
  const onCancel = () => stop.abort();
  running.cancel.addEventListener("abort", onCancel);
  if (running.cancel.aborted) stop.abort();
  const say = (line: string) => running.say(`${call.mark.database}.${call.mark.name}: ${line}`);
  let lost: { error: unknown } | undefined;
  let asking: Promise<unknown> = Promise.resolve();
  const beat = setInterval(() => {
    asking = running.session.flags().catch((error: unknown) => {
      lost = { error };
      stop.abort();
    });
  }, heartbeatMs);
  try {
    const end = await online.tools.run(target, call, { cancel: stop.signal, say });
    await asking;
    if (lost) throw lost.error;
    return end;
  } finally {
    clearInterval(beat);
    running.cancel.removeEventListener("abort", onCancel);
  }
}

interface Ended extends OnlineRun {
  call: ToolCall;
  evidence: EvidencePlan;
  before: EvidenceReading;
  end: ToolEnd;
}

async function conclude(running: Running, unit: Unit, ended: Ended): Promise<UnitEnd> {
  const { online, target, call, evidence, end } = ended;
  const { session } = running;
  const { mark } = call;
  const busy = await endSessions(online, target, { mark, pause: running.settlePause });
  if (busy !== undefined) return doubt(running, unit, busy);
  const now = await session.evidence(evidence);
  const fate = fateOf(ended, now);
  running.state = { ...running.state, ...(await session.flags()) };
  if (fate.ran === true) return done(running, unit, ended);
  if (fate.ran === undefined) return doubt(running, unit, `${sayEnd(mark.tool, end)} ${fate.why}`);
  const left = await cleanUp(online, session, { target, mark, pause: running.settlePause });
  const said = [sayEnd(mark.tool, end), ...left].join(" ");
  return refuseUnit(running, unit, unit.first, new StatementError(0, said, end.ms));
}

/** Where the table cannot tell, a tool that says it did it is believed, and one that says it failed is not. */
function fateOf({ evidence, before, end }: Ended, now: EvidenceReading): Fate {
  const readings = { before, now, sameServer: true, mayBeHalf: false };
  const fate = settle({ ...evidence, twice: "harmful" }, readings);
  return fate.ran === undefined && end.code === 0 ? { ran: true } : fate;
}

async function done(running: Running, unit: Unit, { online, target, call, end }: Ended): Promise<UnitEnd> {
  const { book, session, entries } = running;
  const { mark } = call;
  const left = await sayLeft(online, target, mark);
  const remarks = end.code === 0 ? left : [sayEnd(mark.tool, end), ...left];
  for (const line of remarks) running.say(line);
  noteDone(running, unit.first, end.ms);
  const said = remarks.length > 0 ? { said: remarks } : {};
  await book.write(session, entries.done(unit, { ms: end.ms, found: `By ${mark.tool}.`, ...said }));
  return { next: unit.last + 1 };
}

function sayEnd(tool: string, { code, said }: ToolEnd): string {
  const how = code === undefined ? "was ended by a signal" : `ended with exit code ${code}`;
  return `${tool} ${how}${said === "" ? "" : `: ${said}`}.`;
}
