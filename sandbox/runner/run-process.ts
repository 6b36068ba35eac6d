import { spawn } from "node:child_process";

const withinMs = 120_000;

export interface Ended {
  code: number;
  /** Standard output and error as they came. */
  output: string;
}

/** Runs a step's program with exactly this environment: nothing of the machine's leaks in. */
export function runProcess(
  [program, ...args]: readonly string[],
  { cwd, env }: { cwd: string; env: Record<string, string> },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(String(program), args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: withinMs,
    });
    let output = "";
    const collect = (text: Buffer) => {
      output += text;
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === null) output += `\nended by ${signal}\n`;
      resolve({ code: code ?? 1, output });
    });
  });
}
