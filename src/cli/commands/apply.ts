import { terminalRollout } from "../../core/report/terminal/terminal-rollout.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import { mysqlAccounts } from "../../mysql/mysql-accounts.ts";
import type { Online } from "../../operations/ports/online.ts";
import { checkAccess } from "../../operations/rollout/check-access.ts";
import { checkOnline } from "../../operations/rollout/online/foresee-online.ts";
import { onlineFor } from "../../operations/rollout/online/online-for.ts";
import { runTargets } from "../../operations/rollout/run-targets.ts";
import { viewRollout } from "../../operations/rollout/view-rollout.ts";
import { UserError } from "../../operations/user-error.ts";
import { defineCommand } from "../command.ts";
import type { Io } from "../io.ts";
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
    const online = onlineFor(environment, onlinePorts(io.env));
    const [stop] = stops.length > 0 ? stops : await checkBefore(io.env, online, plans);
    const ran =
      stop !== undefined
        ? { runs: [], stop }
        : await runTargets(
            {
              ...{ targets, projects, clock, facts: decider, cancel: interrupted() },
              approvalsOf: () => JSON.stringify({ reason: decider.reason }),
              driftIgnores: environment.driftIgnores ?? [],
              online,
              say: (line) => io.err(`${line}\n`),
            },
            plans,
          );
    const shown = view.ran(plans, ran.runs, ran.stop);
    io.out(values.json ? `${JSON.stringify(shown, undefined, 2)}\n` : terminalRollout(shown, io));
    return ran.stop ? 1 : 0;
  },
});

async function checkBefore(
  env: Io["env"],
  online: Online | undefined,
  plans: Parameters<typeof checkAccess>[1],
): Promise<Refusal[]> {
  const denied = await checkAccess(mysqlAccounts(env), plans);
  return denied.length > 0 || !online ? denied : checkOnline(online, plans);
}

function interrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}
