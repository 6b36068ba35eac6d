import { closedAt } from "../../core/rollout/opening.ts";
import type { TargetPlan } from "../../operations/rollout/look-at-targets.ts";
import { everyStop } from "../../operations/rollout/read-pending.ts";
import { defineCommand } from "../command.ts";
import { connectionsNote, jsonOption, rolloutOptions } from "../options.ts";
import { readRollout } from "../read-rollout.ts";

export const statusCommand = defineCommand({
  summary: "what has run in an environment, and what is pending",
  usage: "status --environment E [--json]",
  help: "What has run on the environment's targets, and what is pending, by their own ledgers. Writes nothing.",
  options: { ...rolloutOptions, json: jsonOption },
  notes: connectionsNote,
  async run({ values }, io) {
    const rollout = await readRollout(values, io);
    const { plans, environment } = rollout;
    const stops = everyStop(rollout);
    const closed = closedAt(environment, Date.now());
    const targets = plans.map((one) => ({ ...plain(one), closed: closed ?? null }));
    io.out(values.json ? `${JSON.stringify(targets, undefined, 2)}\n` : plans.map(text).join("\n"));
    for (const { code, what, fix } of [...stops, ...(closed ? [closed] : [])])
      io.err(`${what}\n  ${fix} (${code})\n`);
    return stops.length > 0 ? 1 : 0;
  },
});

function plain({ target, state, tasks, stops }: TargetPlan) {
  const { environment, instance, database } = target;
  return {
    environment,
    instance,
    database,
    exists: state.exists,
    server: state.server.version,
    migrations: tasks.map(({ migration, status, next, note }) => ({
      project: migration.project,
      file: migration.path,
      status,
      statements: migration.statements.length,
      next,
      note,
    })),
    stops,
  };
}

function text({ target, state, tasks }: TargetPlan): string {
  const head = `${target.database} @ ${target.instance} (${state.exists ? state.server.version : "not there yet"})`;
  const lines = tasks.map(
    ({ migration, status, note }) =>
      `  ${status.padEnd(12)} ${migration.path}${note === undefined ? "" : `  ${note}`}`,
  );
  return `${[head, ...lines].join("\n")}\n`;
}
