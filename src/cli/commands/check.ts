import { assess } from "../../core/assess.ts";
import type { Assessment } from "../../core/assessment.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { renderSummary } from "../../core/report/comment/render-summary.ts";
import { annotate } from "../../core/report/machines/annotate.ts";
import { renderCommands } from "../../core/report/machines/render-commands.ts";
import { renderJson } from "../../core/report/machines/render-json.ts";
import { renderSarif } from "../../core/report/machines/render-sarif.ts";
import { renderTerminal } from "../../core/report/terminal/render-terminal.ts";
import { workTree } from "../../git/local-repository.ts";
import { assessWithCode } from "../../operations/review/assess-with-code.ts";
import { UserError } from "../../operations/user-error.ts";
import { defineCommand } from "../command.ts";
import { floorOption } from "../options.ts";
import { readCheckInput } from "../read-check-input.ts";

type Render = (assessment: Assessment, policy: Policy, colour: boolean) => string;

const formats: Record<string, Render> = {
  text: (assessment, _, colour) => renderTerminal(assessment, { colour }),
  json: renderJson,
  sarif: renderSarif,
  github: (assessment) => renderCommands(annotate(assessment)),
  markdown: (assessment, { roles, environments }) =>
    renderSummary({ ...offline, assessment, roles, environments }),
};

const formatNames = Object.keys(formats).join("|");

/** What only a pull request on GitHub has. */
const offline = {
  approval: undefined,
  gate: undefined,
  head: undefined,
  merged: false,
  files: undefined,
  details: undefined,
  sections: [],
} as const;

export const checkCommand = defineCommand({
  summary: "weigh migrations as a pull request would be",
  usage: `check [PATH…] [--base REF] [--policy FILE] [--floor FILE]
               [--format ${formatNames}] [--author LOGIN] [--label NAME]…`,
  help: "Weighs migrations exactly as the pull request's check does, without GitHub.",
  positionals: {
    value: "PATH",
    says: "files or folders to weigh as new; - is standard input. Without one: all that the policy selects.",
  },
  options: {
    base: {
      type: "string",
      value: "REF",
      says: "weigh what the work tree changes since it left REF, with the policy as REF has it",
    },
    policy: {
      type: "string",
      value: "FILE",
      says: "the policy to weigh by (default: .github/tollgate.yml, at REF where --base is given)",
    },
    floor: floorOption,
    format: { type: "string", default: "text", value: "FORMAT", says: "how it is said" },
    json: { type: "boolean", says: "the same as --format json" },
    author: {
      type: "string",
      value: "LOGIN",
      says: "who would open the pull request, for rules that read author",
    },
    label: {
      type: "string",
      multiple: true,
      value: "NAME",
      says: "what it would carry, for rules that read pr_labels; once for each",
    },
  },
  async run({ values, positionals }, io) {
    const format = formatNamed(values.json ? "json" : values.format);
    const { input, clone } = await readCheckInput({ ...values, paths: positionals }, io);
    const assessment = clone ? await assessWithCode(clone, workTree, input) : assess(input);
    io.out(format(assessment, input.policy, io.colour));
    return assessment.decision === "clear" ? 0 : 1;
  },
});

function formatNamed(name: string): Render {
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format) return format;
  throw new UserError(
    "unknown-format",
    `There is no format ${name}.`,
    `Use ${Object.keys(formats).join(", ")}.`,
  );
}
