import { spawn } from "node:child_process";

/** Runs a program to its end and returns what it printed; throws its last words where it fails. */
export function runProgram(
  [program, ...args]: readonly string[],
  { input, signal }: { input?: string; signal?: AbortSignal } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(String(program), args, { signal });
    let output = "";
    let errors = "";
    child.stdout.on("data", (text) => {
      output += text;
    });
    child.stderr.on("data", (text) => {
      errors += text;
    });
    child.stdin.on("error", () => {});
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) return resolve(output);
      const words = (errors || output).trim().split("\n").slice(-3).join(" / ");
      reject(new Error(`${program} ended with ${code}: ${words}`));
    });
    child.stdin.end(input ?? "");
  });
}
