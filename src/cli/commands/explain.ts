import { parseArgs } from "node:util";
import { suggestName } from "../../core/policy/closest-name.ts";
import { describeFactor } from "../../core/risk/describe-factor.ts";
import { factors } from "../../core/risk/factors.ts";
import { UserError } from "../../operations/user-error.ts";
import type { ExitCode, Io } from "../io.ts";

const help = `tollgate explain [ID]

Says of a risk factor what raises it, what goes wrong, and what to do instead. Without an ID: lists them all.
`;

export async function run(args: string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { help: { type: "boolean", short: "h" } },
  });
  const [id] = positionals;
  if (values.help) io.out(help);
  else if (id === undefined) io.out(listFactors());
  else io.out(describeFactor(factorNamed(id)));
  return 0;
}

function listFactors(): string {
  const width = Math.max(...factors.map(({ id }) => id.length));
  return factors
    .map(({ id, points, title }) => `${id.padEnd(width)}  ${String(points).padStart(3)}  ${title}\n`)
    .join("");
}

function factorNamed(id: string) {
  const factor = factors.find((one) => one.id === id);
  if (factor) return factor;
  const known = factors.map((one) => one.id);
  throw new UserError("unknown-factor", `There is no risk factor ${id}.`, suggestName(id, known));
}
