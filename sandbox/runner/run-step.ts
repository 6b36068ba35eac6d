import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readActionFile } from "./action-file.ts";
import { downloadArtifacts, uploadArtifact } from "./artifacts.ts";
import { type RunAnnotation, readCommands } from "./commands.ts";
import { createAppToken } from "./create-app-token.ts";
import { readFileCommands } from "./file-commands.ts";
import type { Step } from "./read-workflow.ts";
import { runProcess } from "./run-process.ts";
import { type ExpressionScope, evaluate, resolve, resolveStrings } from "./template.ts";

export interface StepResult {
  id: string;
  name: string;
  outcome: "success" | "failure" | "skipped";
  conclusion: "success" | "failure" | "skipped";
  outputs: Record<string, string>;
  annotations: RunAnnotation[];
  /** What it wrote to GITHUB_STEP_SUMMARY. */
  summary: string;
  output: string;
  /** What it set for the steps after it. */
  env: Record<string, string>;
}

export interface StepHost {
  /** This repository's folder: `uses: <owner>/tollgate@<ref>` is its `action.yml` and `dist/`. */
  actionFolder: string;
  /** The job's folder: the workspace and the runner's files live in it. */
  folder: string;
  env: Record<string, string>;
  apiUrl: string;
  /** Where the run keeps its artifacts. */
  artifacts: string;
}

/** Runs one step as GitHub's runner does, and collects what it said. */
export async function runStep(step: Step, scope: ExpressionScope, host: StepHost): Promise<StepResult> {
  const files = await createFiles(host.folder, step.id);
  const env = { ...host.env, ...resolveStrings(step.env, scope), ...files };
  const { code, output, outputs } = await perform(step, scope, { ...host, env });
  const commands = readCommands(output);
  const failed = code !== 0;
  return {
    id: step.id,
    name: String(resolve(step.name, scope)),
    outcome: failed ? "failure" : "success",
    conclusion: failed && resolve(step.continueOnError, scope) !== true ? "failure" : "success",
    outputs: { ...outputs, ...readFileCommands(await readFile(files.GITHUB_OUTPUT, "utf8")) },
    annotations: commands.annotations,
    summary: await readFile(files.GITHUB_STEP_SUMMARY, "utf8"),
    output,
    env: readFileCommands(await readFile(files.GITHUB_ENV, "utf8")),
  };
}

interface Performed {
  code: number;
  output: string;
  outputs?: Record<string, string>;
}

async function perform(step: Step, scope: ExpressionScope, host: StepHost): Promise<Performed> {
  const cwd = String(host.env.GITHUB_WORKSPACE);
  if (step.uses === undefined) {
    const script = String(resolve(step.run, scope));
    return runProcess(["bash", "-e", "-o", "pipefail", "-c", script], { cwd, env: host.env });
  }
  const given = resolveStrings(step.with, scope);
  if (/^[^/]+\/tollgate@/.test(step.uses)) return runOurAction(given, scope, host);
  if (step.uses.startsWith("actions/create-github-app-token@")) return createAppToken(given, host.apiUrl);
  const place = { workspace: cwd, artifacts: host.artifacts };
  if (step.uses.startsWith("actions/upload-artifact@")) return uploadArtifact(given, place);
  if (step.uses.startsWith("actions/download-artifact@")) return downloadArtifacts(given, place);
  throw new Error(
    `The sandbox has no ${step.uses}: it knows Tollgate itself, actions/create-github-app-token and artifacts.`,
  );
}

/** Inputs become INPUT_NAME in upper case with underscores for blanks; missing ones take their default. */
async function runOurAction(
  given: Record<string, string>,
  scope: ExpressionScope,
  host: StepHost,
): Promise<Performed> {
  const { inputs, runs } = await readActionFile(host.actionFolder);
  const unknown = Object.keys(given).filter((name) => !(name in inputs));
  const warnings = unknown.map((name) => `::warning::Unexpected input '${name}'`).join("\n");
  const env = { ...host.env };
  for (const [name, { default: fallback = "" }] of Object.entries(inputs))
    env[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`] =
      given[name] ?? withExpressions(String(fallback), scope);
  const main = join(host.actionFolder, runs.main);
  const { code, output } = await runProcess([process.execPath, main], {
    cwd: String(env.GITHUB_WORKSPACE),
    env,
  });
  return { code, output: unknown.length > 0 ? `${warnings}\n${output}` : output };
}

/** `action.yml` is not a workflow file: its defaults are plain text with `${{ }}` in it. */
function withExpressions(text: string, scope: ExpressionScope): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => {
    const value = evaluate(expression.trim(), scope);
    return value === null ? "" : String(value);
  });
}

async function createFiles(folder: string, step: string) {
  const at = join(folder, "_runner_file_commands");
  await mkdir(at, { recursive: true });
  const paths = {
    GITHUB_OUTPUT: join(at, `output_${step}`),
    GITHUB_ENV: join(at, `env_${step}`),
    GITHUB_PATH: join(at, `path_${step}`),
    GITHUB_STATE: join(at, `state_${step}`),
    GITHUB_STEP_SUMMARY: join(at, `summary_${step}`),
  };
  await Promise.all(Object.values(paths).map((path) => writeFile(path, "")));
  return paths;
}
