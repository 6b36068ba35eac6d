import type { Flow, Role } from "../policy/policy.ts";

export type MergedFlow =
  | { ok: true; flow: Flow }
  | { ok: false; flows: readonly Flow[]; roles: readonly string[] };

/**
 * One flow that keeps every step of all the flows and the order of each. A role that a flow asks twice stays twice.
 * Steps that no flow orders stand in the order of the flows given. Not ok = the flows contradict each other.
 */
export function mergeFlows(
  flows: readonly [Flow, ...Flow[]],
  roles: ReadonlyMap<string, Pick<Role, "title">>,
): MergedFlow {
  const sequences = flows.map((flow) => numbered(flow.steps));
  const { ordered, contradicting } = interleave(sequences);
  if (contradicting.length > 0) {
    const involved = flows.filter(
      (_, i) => contradicting.filter((s) => sequences[i]?.includes(s)).length > 1,
    );
    return { ok: false, flows: involved, roles: [...new Set(contradicting.map(roleOf))] };
  }
  const steps = ordered.map(roleOf);
  const whole = flows.find((flow) => flow.steps.length === steps.length);
  if (whole) return { ok: true, flow: whole };
  return {
    ok: true,
    flow: {
      id: [...new Set(flows.flatMap((flow) => flow.id.split("+")))].sort().join("+"),
      title: steps.map((role) => roles.get(role)?.title ?? role).join(" -> "),
      steps,
    },
  };
}

/** `dba, dba` becomes `dba 1, dba 2`, so that the second is a step of its own. */
function numbered(steps: readonly string[]): string[] {
  return steps.map((role, i) => `${role} ${steps.slice(0, i + 1).filter((other) => other === role).length}`);
}

function roleOf(step: string): string {
  return step.slice(0, step.lastIndexOf(" "));
}

function interleave(sequences: readonly (readonly string[])[]): {
  ordered: string[];
  contradicting: string[];
} {
  const ordered: string[] = [];
  let left = [...new Set(sequences.flat())];
  while (left.length > 0) {
    const next = left.find((step) =>
      sequences.every((sequence) => !left.some((other) => precedes(sequence, other, step))),
    );
    if (next === undefined) break;
    ordered.push(next);
    left = left.filter((step) => step !== next);
  }
  return { ordered, contradicting: withoutFollowers(left, sequences) };
}

/** Steps that merely follow a contradiction take no part in it. */
function withoutFollowers(left: string[], sequences: readonly (readonly string[])[]): string[] {
  const leading = left.filter((step) =>
    left.some((other) => sequences.some((sequence) => precedes(sequence, step, other))),
  );
  return leading.length === left.length ? left : withoutFollowers(leading, sequences);
}

function precedes(sequence: readonly string[], first: string, second: string): boolean {
  const at = sequence.indexOf(first);
  return at >= 0 && sequence.indexOf(second) > at;
}
