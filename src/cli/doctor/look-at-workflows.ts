import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Policy } from "../../core/policy/policy.ts";
import { advice, type Diagnosis, fine, wrong } from "./diagnosis.ts";

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
    ...ours.filter(({ text }) => /^\s*pull_request_target\s*:/m.test(text)).map(({ name }) => blocked(name)),
    ...ours.filter(({ text }) => !/\/tollgate@[0-9a-f]{40}\b/.test(text)).map(({ name }) => unpinned(name)),
  ];
}

function blocked(name: string): Diagnosis {
  return advice(
    topic,
    `${name} starts on pull_request_target, which GitHub blocks by default in public repositories since 2 December 2026.`,
    "In a public repository take examples/workflows/tollgate-review-public.yml, or allow the event by an Actions policy; with gate: app, tollgate-review-app.yml.",
  );
}

function unpinned(name: string): Diagnosis {
  return advice(
    topic,
    `${name} takes Tollgate by a tag, which can be moved to other code.`,
    "Write the commit of the release in place of the tag, with the tag in a comment after it.",
  );
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
