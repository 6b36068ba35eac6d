import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Policy } from "../../core/policy/policy.ts";
import { type Diagnosis, fine, wrong } from "./diagnosis.ts";

const folder = ".github/workflows";
const topic = "workflows";

/** Do the workflows start Tollgate, and never with a pull request's code beside a token or a secret? */
export async function lookAtWorkflows(
  root: string,
  policy: Pick<Policy, "statistics"> | undefined,
): Promise<Diagnosis[]> {
  const names = await readdir(join(root, folder)).catch(() => []);
  const files = await Promise.all(
    names
      .filter((name) => /\.ya?ml$/.test(name))
      .map(async (name) => ({ name, text: await readFile(join(root, folder, name), "utf8") })),
  );
  const ours = files.filter(({ text }) => /uses:\s*["']?[\w.-]+\/tollgate@/.test(text));
  return [
    started(ours, "review", /mode:\s*["']?review/),
    started(ours, "rollout", /mode:\s*["']?rollout/),
    ...(policy?.statistics ? [started(ours, "stats", /mode:\s*["']?stats/, statistics)] : []),
    ...ours.filter(({ text }) => checksOutHead(text)).map(({ name }) => unsafe(name)),
  ];
}

const statistics =
  "The policy names a statistics_branch: copy examples/workflows/tollgate-statistics.yml, which writes it.";

function started(
  files: readonly { name: string; text: string }[],
  mode: string,
  pattern: RegExp,
  fix = "Run tollgate init and commit what it writes.",
): Diagnosis {
  const names = files.filter(({ text }) => pattern.test(text)).map(({ name }) => name);
  return names.length > 0
    ? fine(topic, `${mode} is started by ${names.join(" and ")}.`)
    : wrong(topic, `No workflow starts Tollgate with mode: ${mode}.`, fix);
}

function checksOutHead(text: string): boolean {
  return /pull_request_target/.test(text) && /uses:\s*["']?actions\/checkout@/.test(text);
}

function unsafe(name: string): Diagnosis {
  return wrong(
    topic,
    `${name} runs on pull_request_target and checks code out: a pull request could run its own code with your token.`,
    "Leave the checkout out: Tollgate reads the files through the API.",
  );
}
