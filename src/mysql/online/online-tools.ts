import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { argumentsOf } from "../../core/rollout/online/call-tool.ts";
import { readToolLine } from "../../core/rollout/online/tool-output.ts";
import type { OnlineTools, ToolEnd } from "../../operations/ports/online.ts";
import type { Variables } from "../variables.ts";
import { keeper } from "./keeper.ts";
import { withToolFiles } from "./tool-files.ts";

/** A tool that is asked to end takes away what it made; then the whole group is killed. */
const graceMs = 5_000;
const versionWithinMs = 20_000;
const lastLines = 8;

/** The tools of the PATH, each called as a child process without a shell. */
export function onlineTools(variables: Variables): OnlineTools {
  return {
    version: async (tool) => {
      const program = onPath(tool, variables);
      return program === undefined ? undefined : askVersion(program, variables);
    },
    run: (target, call, options) =>
      withToolFiles(target, variables, call.tool, async (files) => {
        const args = argumentsOf(call, files);
        const program = onPath(call.tool, variables) ?? call.tool;
        const env = { ...toolEnvironment(variables), HOME: files.folder };
        return attend({ program, args, env, password: files.password }, options);
      }),
  };
}

function onPath(tool: string, { PATH = "" }: Variables): string | undefined {
  const found = PATH.split(delimiter).map((folder) => join(folder, tool));
  return found.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Nothing of the job's secrets. */
function toolEnvironment({ PATH, TMPDIR }: Variables): Record<string, string> {
  return { ...(PATH && { PATH }), ...(TMPDIR && { TMPDIR }), LANG: "C.UTF-8", LC_ALL: "C.UTF-8" };
}

function askVersion(program: string, variables: Variables): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, ["--version"], {
      env: toolEnvironment(variables),
      timeout: versionWithinMs,
      stdio: ["ignore", "pipe", "ignore"],
    });
    let printed = "";
    child.stdout.on("data", (text) => {
      printed += text;
    });
    child.on("error", () => resolve(undefined));
    child.on("close", (code) => resolve(code === 0 ? /\d+(\.\d+)+/.exec(printed)?.[0] : undefined));
  });
}

interface Child {
  program: string;
  args: readonly string[];
  env: Record<string, string>;
  password: string;
}

function attend(
  { program, args, env, password }: Child,
  { cancel, say }: Parameters<OnlineTools["run"]>[2],
): Promise<ToolEnd> {
  const started = Date.now();
  const child = spawn(process.execPath, ["-e", keeper, "--", program, ...args], {
    env,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const stop = stopper(child.pid);
  const last: string[] = [];
  const hear = (line: string) => {
    const hidden = password === "" ? line : line.replaceAll(password, "…");
    const read = readToolLine(hidden);
    if (read.kind === "progress" || read.kind === "waits") return say(read.says);
    if (read.says !== "") last.push(read.says);
    last.splice(0, last.length - lastLines);
    if (read.kind !== "alarm") return;
    say(read.says);
    stop();
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", hear);
  child.stdin.on("error", () => undefined);
  cancel.addEventListener("abort", stop);
  if (cancel.aborted) stop();
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      cancel.removeEventListener("abort", stop);
      resolve({ code: code ?? undefined, ms: Date.now() - started, said: last.join(" / ") });
    });
  });
}

/** Ends the process group: the tool and everything that it started. */
function stopper(pid: number | undefined): () => void {
  let asked = false;
  return () => {
    if (asked || pid === undefined) return;
    asked = true;
    signal(pid, "SIGTERM");
    setTimeout(() => signal(pid, "SIGKILL"), graceMs).unref();
  };
}

function signal(pid: number, name: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(-pid, name);
  } catch {
    // It has ended.
  }
}
