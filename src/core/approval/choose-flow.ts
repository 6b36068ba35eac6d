import type { Flow, Policy } from "../policy/policy.ts";
import { highest, type Level } from "../words/level.ts";
import type { Problem } from "../words/problem.ts";
import { type Source, sources } from "../words/source.ts";
import { type MergedFlow, mergeFlows } from "./merge-flows.ts";

/** What one statement asks for on one target. */
export interface Need {
  source: Source;
  level: Level;
}

/**
 * The one flow of a pull request: each source takes its highest level to its own flow, and the flows merge.
 * No flow and no problem = no approval is needed.
 */
export function chooseFlow(
  policy: Pick<Policy, "approval" | "roles">,
  needs: readonly Need[],
): { flow: Flow | undefined; problems: Problem[] } {
  const problems: Problem[] = [];
  const wanted = new Set<string>();
  for (const source of sources.filter((source) => needs.some((need) => need.source === source))) {
    const own = needs.filter((need) => need.source === source);
    const level = highest(...new Set(own.map((need) => need.level)));
    const rule = policy.approval.rules[source]?.[level];
    if (rule === undefined && level === "high") problems.push(noFlow(policy, source));
    if (rule !== undefined && rule !== "skip") wanted.add(rule);
  }
  // In the policy's order, so that the same needs give the same flow whatever order they come in.
  const [first, ...others] = [...policy.approval.flows.values()].filter((flow) => wanted.has(flow.id));
  if (!first) return { flow: undefined, problems };
  const merged = mergeFlows([first, ...others], policy.roles);
  if (!merged.ok) problems.push(contradiction(merged));
  return { flow: merged.ok && problems.length === 0 ? merged.flow : undefined, problems };
}

function contradiction({ flows, roles }: MergedFlow & { ok: false }): Problem {
  const named = flows.map((flow) => `"${flow.id}" (${flow.steps.join(" -> ")})`).join(" and ");
  return {
    code: "policy-flows-contradict",
    what: `This pull request needs the flows ${named} at once, and they ask for ${roles.join(" and ")} in opposite orders.`,
    fix: "Give these roles the same order in every flow of the policy, or split the pull request.",
  };
}

function noFlow({ approval, roles }: Pick<Policy, "approval" | "roles">, source: Source): Problem {
  const flow = [...approval.flows.keys()][0];
  const role = [...roles.keys()][0];
  const row = { ...approval.rules[source], high: flow ?? "review" };
  const lines = [
    ...(flow === undefined && role === undefined ? ["roles:", "  reviewer: { users: [LOGIN] }"] : []),
    "approval:",
    ...(flow === undefined ? ["  flows:", `    review: { steps: [${role ?? "reviewer"}] }`] : []),
    "  rules:",
    `    ${source}: { ${Object.entries(row)
      .map(([level, to]) => `${level}: ${to}`)
      .join(", ")} }`,
  ];
  return {
    code: "policy-no-flow",
    what: `A change of source "${source}" is of high risk, and the policy says nothing about who approves it.`,
    fix: `Say in the policy which flow it takes (or \`skip\`, for none):\n${lines.join("\n")}`,
  };
}
