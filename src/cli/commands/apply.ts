import { limitsOf } from "../../core/policy/limits.ts";
import { noRowRules } from "../../core/policy/row-rules.ts";
import { terminalRollout } from "../../core/report/terminal/terminal-rollout.ts";
import { orderOf } from "../../core/rollout/target-groups.ts";
import { mysqlAccounts } from "../../mysql/mysql-accounts.ts";
import { askAccess, stopsOfAll } from "../../operations/rollout/admit-targets.ts";
import { checkOnline } from "../../operations/rollout/online/foresee-online.ts";
import { onlineFor } from "../../operations/rollout/online/online-for.ts";
import { runTargets, type TargetRuns } from "../../operations/rollout/run-targets.ts";
import { viewRollout } from "../../operations/rollout/view-rollout.ts";
import { UserError } from "../../operations/user-error.ts";
import { defineCommand } from "../command.ts";
import { onlinePorts } from "../online-ports.ts";
import { connectionsNote, deciderOptions, jsonOption, rolloutOptions } from "../options.ts";
import { readDecider } from "../read-decider.ts";
import { readRollout } from "../read-rollout.ts";

export const applyCommand = defineCommand({
  summary: "run the pending migrations of an environment, without the gate",
  usage: "apply --environment E --without-gate --actor NAME --reason TEXT [--json]",
  help: `Runs what is pending, by the same engine as the Action: ledger, lock, one statement at a time, resumable.

It asks no GitHub. Nobody checks here that the commit is on the protected branch, that the migrations came through
approved pull requests, that the environment before this one has them, or that NAME may start a rollout. For that, use
the Action.`,
  options: {
    "without-gate": { type: "boolean", says: "you know that nobody checks" },
    ...deciderOptions,
    ...rolloutOptions,
    json: jsonOption,
  },
  notes: connectionsNote,
  async run({ values }, io) {
    if (!values["without-gate"]) {
      throw new UserError(
        "usage",
        "A shell has no gate: nobody checks approvals, roles or the environment before.",
        "Use the Action, or add --without-gate.",
      );
    }
    const { policy, environment, commit, projects, plans, stops, targets } = await readRollout(values, io);
    const decider = readDecider(values, commit, "apply");
    const view = viewRollout(
      { policy, environment },
      { commit, actors: [{ login: decider.actor }], run: undefined },
    );
    const clock = { now: () => new Date() };
    const order = orderOf(environment);
    const online = onlineFor(environment, onlinePorts(io.env));
    const admitted = stops.length > 0 ? plans : await askAccess(mysqlAccounts(io.env), plans, order);
    const denied = stops.length > 0 ? stops : stopsOfAll(order, admitted);
    const stopped = denied.length > 0 || !online ? denied : await checkOnline(online, admitted);
    const ran: TargetRuns =
      stopped.length > 0
        ? { runs: [], stops: stopped }
        : await runTargets(
            {
              ...{ targets, projects, clock, facts: decider, cancel: interrupted() },
              approvalsOf: () => JSON.stringify({ reason: decider.reason }),
              order,
              driftIgnores: environment.driftIgnores ?? [],
              limits: limitsOf(environment),
              rowRules: environment.rowRules ?? noRowRules,
              online,
              say: (line) => io.err(`${line}\n`),
            },
            admitted,
          );
    const shown = view.ran(admitted, ran);
    io.out(values.json ? `${JSON.stringify(shown, undefined, 2)}\n` : terminalRollout(shown, io));
    return ran.stops.length > 0 ? 1 : 0;
  },
});

function interrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}
