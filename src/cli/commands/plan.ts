import { parseArgs } from "node:util";
import { markdownTerminal } from "../../core/report/markdown-terminal.ts";
import { renderRollout } from "../../core/report/render-rollout.ts";
import { viewRollout } from "../../operations/view-rollout.ts";
import type { ExitCode, Io } from "../io.ts";
import { readRollout, rolloutOptions, rolloutOptionsHelp } from "../read-rollout.ts";

const help = `tollgate plan --environment E [--json]

What a rollout would run, statement by statement. Asks the targets' ledgers, not GitHub: whether it may run is for the
gate to say. Writes nothing.

${rolloutOptionsHelp}`;

export async function run(args: string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args, options: { ...rolloutOptions, json: { type: "boolean" } } });
  if (values.help) {
    io.out(help);
    return 0;
  }
  const { policy, environment, commit, plans, stops } = await readRollout(values, io);
  const view = viewRollout({ policy, environment }, { commit, actors: [], run: undefined }).refused(
    stops,
    plans,
  );
  if (values.json) io.out(`${JSON.stringify(view, undefined, 2)}\n`);
  else {
    io.out(markdownTerminal(renderRollout(view), io));
    for (const { text } of view.tasks.flatMap(({ statements }) => statements.filter(isPending)))
      io.out(`\n${text};\n`);
  }
  return stops.length > 0 ? 1 : 0;
}

function isPending({ status }: { status: string }): boolean {
  return status !== "done";
}
