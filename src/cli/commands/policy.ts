import { chooseFlow } from "../../core/approval/choose-flow.ts";
import { policyPath } from "../../core/policy/edits-gate.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { levels } from "../../core/words/level.ts";
import { sources } from "../../core/words/source.ts";
import { UserError } from "../../operations/user-error.ts";
import { defineCommand } from "../command.ts";
import { PolicyError } from "../policy-error.ts";
import { trustedPolicy } from "../trusted-policy.ts";

export const policyCommand = defineCommand({
  summary: "`policy test`: is the policy file right, and what does it ask",
  usage: "policy test [FILE]",
  help: `Reads a policy as the gate does, and says everything that is wrong with it, or what it asks for. Exit code 1 where it
cannot be used.`,
  positionals: { value: "FILE", says: `the policy (default: ${policyPath}); - is standard input` },
  options: {},
  async run({ positionals: [verb, file = policyPath], help }, io) {
    if (verb !== "test") throw new UserError("usage", "`tollgate policy` can only `test`.", help);
    try {
      io.out(describePolicy(trustedPolicy(await io.readFile(file), file)));
      return 0;
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      io.err(`${error.message}\n`);
      return 1;
    }
  },
});

function describePolicy(policy: Policy): string {
  return [
    "The policy is right.",
    "",
    "Rollout:",
    ...policy.environments.map(({ name, rollout, dispatch }) =>
      rollout === "automatic"
        ? `  ${name}: after the merge, by itself`
        : `  ${name}: when ${dispatch.map((role) => title(policy, role)).join(" or ")} says go`,
    ),
    "",
    "Projects:",
    ...policy.projects.flatMap(({ name, migrations, targets }) => [
      `  ${name}: ${migrations.join(", ")}`,
      ...targets.map(
        ({ environment, instance, database }) => `    ${environment}: ${database} on ${instance}`,
      ),
    ]),
    "",
    "Approval:",
    ...table(policy),
    "",
  ].join("\n");
}

/** What each source asks for at each level: exactly what a pull request with one such statement would meet. */
function table(policy: Policy): string[] {
  const rows = sources.map((source) => [source, ...levels.map((level) => asks(policy, source, level))]);
  const all = [["", ...levels], ...rows];
  const widths = levels.map((_, i) => Math.max(...all.map((row) => row[i + 1]?.length ?? 0)));
  const first = Math.max(...all.map(([source = ""]) => source.length));
  return all.map(([source = "", ...cells]) =>
    `  ${source.padEnd(first)}  ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")}`.trimEnd(),
  );
}

function asks(policy: Policy, source: (typeof sources)[number], level: (typeof levels)[number]): string {
  const { flow, problems } = chooseFlow(policy, [{ source, level }]);
  if (problems.length > 0) return "blocked";
  return flow === undefined ? "-" : flow.steps.map((role) => title(policy, role)).join(" -> ");
}

function title(policy: Policy, role: string): string {
  return policy.roles.get(role)?.title ?? role;
}
