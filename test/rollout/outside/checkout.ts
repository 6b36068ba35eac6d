import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout whose command line is judged: this one, or another one to compare with. */
export const checkout = resolve(
  process.env.TOLLGATE_CHECKOUT ?? fileURLToPath(new URL("../../..", import.meta.url)),
);

export interface Ended {
  /** Undefined if a signal ended it. */
  code: number | undefined;
  /** Everything that it printed, in order. */
  said: string;
}

export interface Running {
  ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
  /** What it has printed so far. */
  said(): string;
}

/** The built command line as a process of its own, as a shell starts it. */
export function tollgate(
  args: readonly string[],
  { cwd, env }: { cwd: string; env: Record<string, string> },
): Running {
  const child = spawn(process.execPath, [`${checkout}/dist/cli.js`, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      said += text;
    });
  }
  const ended = new Promise<Ended>((done, fail) => {
    child.once("error", fail);
    child.once("close", (code) => done({ code: code ?? undefined, said }));
  });
  return { ended, kill: (signal) => void child.kill(signal), said: () => said };
}
