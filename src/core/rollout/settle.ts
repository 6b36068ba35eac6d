import {
  type EvidenceObject,
  type EvidencePlan,
  type EvidenceReading,
  type ExpectedObject,
  evidenceKey,
  type ObjectState,
} from "./evidence.ts";

/** What became of a definition whose answer nobody has. */
export type Fate = { ran: true } | { ran: false } | { ran: undefined; why: string };

interface Readings {
  before: EvidenceReading;
  now: EvidenceReading;
  /** Both readings are of one server, which has not been restored or replaced in between. */
  sameServer: boolean;
  /** A server that died in the middle of a definition may have left half of it. */
  mayBeHalf: boolean;
}

/**
 * Settles a definition that was announced with `before` and never answered. A difference is laid to the statement: nobody
 * else may change the objects that it names in between.
 */
export function settle(plan: EvidencePlan, readings: Readings): Fate {
  if (plan.objects.length === 0) return { ran: false };
  if (readings.mayBeHalf)
    return { ran: undefined, why: "The server was restarted, and this version may leave half of it." };
  const concerned = plan.objects.filter((one) => mustChange(one, readings));
  const changed = changedObjects(plan, readings);
  if (concerned.length > 0 && changed.length === concerned.length) return { ran: true };
  if (changed.length > 0) {
    if (plan.conditional) return { ran: false };
    return { ran: undefined, why: `It took effect on ${list(changed)} and not on the others that it names.` };
  }
  if (plan.twice === "harmless" || concerned.length === 0) return { ran: false };
  if (readings.sameServer && wouldShow(plan, readings.before)) return { ran: false };
  const why = readings.sameServer
    ? `Nothing that this account can see tells whether ${list(plan.objects)} went through it.`
    : `It was announced on another server, so only the definition of ${list(plan.objects)} can be compared.`;
  return { ran: undefined, why };
}

/** The objects that are as the statement leaves them, and were not before it. */
export function changedObjects(plan: EvidencePlan, readings: Readings): ExpectedObject[] {
  return plan.objects.filter((one) => mustChange(one, readings) && differs(plan, one, readings));
}

/**
 * Whether what was read before it is enough to tell for certain afterwards: unchanged then proves that it did not run.
 * CREATE_TIME counts seconds, so it tells only where it was older than the announcement.
 */
function wouldShow({ objects, sign }: EvidencePlan, before: EvidenceReading): boolean {
  const states = objects.map((one) => before.objects[evidenceKey(one)]);
  const older = ({ time }: ObjectState) => time !== undefined && time < before.now;
  switch (sign) {
    case "existence":
    case "text":
      return true;
    case "time":
      return states.every((state) => state === undefined || state.ids !== undefined || older(state));
    case "columns":
      return states.every((state) => state === undefined || state.versions !== undefined || older(state));
    case "ids":
      return states.every((state) => state === undefined || state.ids !== undefined);
    case "places":
      return states.every((state) => state === undefined || state.ids !== undefined) || allUnlike(states);
    case "none":
      return false;
  }
}

/** Where an interruption may ask a person, the outcome is written at once rather than with the next row. */
export function mayLeaveDoubt(plan: EvidencePlan, before: EvidenceReading): boolean {
  return plan.twice === "harmful" && !wouldShow(plan, before);
}

/** Tables that changed places: what each was shows in its new place, if no two were alike. */
function allUnlike(states: readonly (ObjectState | undefined)[]): boolean {
  const there = states.flatMap((state) => (state ? `${state.text} ${state.time}` : []));
  return new Set(there).size === there.length;
}

/** IF EXISTS and IF NOT EXISTS leave alone what they find as they want it. */
function mustChange(one: ExpectedObject, { before, now }: Readings): boolean {
  const was = before.objects[evidenceKey(one)] !== undefined;
  if (one.becomes === "there") return !was;
  return was || (one.becomes === "other" && now.objects[evidenceKey(one)] !== undefined);
}

function differs(plan: EvidencePlan, one: EvidenceObject, { before, now, sameServer }: Readings): boolean {
  const [was, is] = [before.objects[evidenceKey(one)], now.objects[evidenceKey(one)]];
  if ((was === undefined) !== (is === undefined)) return true;
  if (!was || !is) return false;
  const other = (part: keyof ObjectState) =>
    was[part] !== undefined && is[part] !== undefined && was[part] !== is[part];
  if (plan.sign === "existence") return false;
  return other("text") || (sameServer && (other("time") || other("ids") || other("versions")));
}

function list(objects: readonly EvidenceObject[]): string {
  return objects.map(({ name }) => name).join(", ");
}
