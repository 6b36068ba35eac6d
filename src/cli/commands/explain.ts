import { suggestName } from "../../core/policy/closest-name.ts";
import { describeFactor } from "../../core/risk/describe-factor.ts";
import { factors } from "../../core/risk/factors.ts";
import { UserError } from "../../operations/user-error.ts";
import { defineCommand } from "../command.ts";

export const explainCommand = defineCommand({
  summary: "a risk factor: why it weighs, what to do instead",
  usage: "explain [ID]",
  help: "Says of a risk factor what raises it, what goes wrong, and what to do instead.",
  positionals: { value: "ID", says: "the risk factor. Without one: lists them all." },
  options: {},
  async run({ positionals: [id] }, io) {
    io.out(id === undefined ? listFactors() : describeFactor(factorNamed(id)));
    return 0;
  },
});

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
