import { parseArgs } from "node:util";
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
import type { ExitCode, Io } from "../io.ts";
import { readCheckInput } from "../read-check-input.ts";

const help = `tollgate check [PATH…] [--base REF] [--policy FILE] [--floor FILE]
               [--format text|json|sarif|github|markdown] [--author LOGIN] [--label NAME]…

Weighs migrations exactly as the pull request's check does, without GitHub.

  PATH            files or folders to weigh as new; - is standard input. Without one: all that the policy selects.
  --base REF      weigh what the work tree changes since it left REF, with the policy as REF has it
  --policy FILE   the policy to weigh by (default: .github/tollgate.yml, at REF where --base is given)
  --floor FILE    the organisation's floor: a copy of tollgate.yml of its .github repository
  --author LOGIN, --label NAME
                  what the pull request would say, for rules that read author or pr_labels
`;

type Render = (assessment: Assessment, policy: Policy, colour: boolean) => string;

const formats: Record<string, Render> = {
  text: (assessment, _, colour) => renderTerminal(assessment, { colour }),
  json: renderJson,
  sarif: renderSarif,
  github: (assessment) => renderCommands(annotate(assessment)),
  markdown: (assessment, { roles, environments }) =>
    renderSummary({ ...offline, assessment, roles, environments }),
};

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

export async function run(args: string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      base: { type: "string" },
      policy: { type: "string" },
      floor: { type: "string" },
      format: { type: "string", default: "text" },
      json: { type: "boolean" },
      author: { type: "string" },
      label: { type: "string", multiple: true },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    io.out(help);
    return 0;
  }
  const format = formatNamed(values.json ? "json" : values.format);
  const { input, clone } = await readCheckInput({ ...values, paths: positionals }, io);
  const assessment = clone ? await assessWithCode(clone, workTree, input) : assess(input);
  io.out(format(assessment, input.policy, io.colour));
  return assessment.decision === "clear" ? 0 : 1;
}

function formatNamed(name: string): Render {
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format) return format;
  throw new UserError(
    "unknown-format",
    `There is no format ${name}.`,
    `Use ${Object.keys(formats).join(", ")}.`,
  );
}
