import { spawn } from "node:child_process";

/** What decides how git behaves must come from here, never from the developer's own configuration. */
export const gitEnvironment = {
  PATH: process.env.PATH,
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  LC_ALL: "C",
  TZ: "UTC",
};

export interface GitOptions {
  input?: string | Uint8Array;
  env?: Record<string, string>;
  /** Exit codes that are an answer and not a failure: `git merge-file` counts its conflicts. */
  accept?: (code: number) => boolean;
}

/** Runs git in a bare repository and gives what it printed. Throws with git's own words. */
export function git(directory: string, args: readonly string[], options: GitOptions = {}): Promise<Buffer> {
  const accept = options.accept ?? ((code) => code === 0);
  return new Promise((resolve, reject) => {
    const child = spawn("git", ["--git-dir", directory, ...args], {
      env: { ...gitEnvironment, ...options.env },
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.stdin.on("error", () => undefined);
    child.on("error", (cause) => reject(new Error("git could not be started; install it first.", { cause })));
    child.on("close", (code) => {
      if (accept(code ?? -1)) resolve(Buffer.concat(out));
      else reject(new Error(`git ${args.join(" ")}: ${Buffer.concat(err).toString().trim()} (exit ${code})`));
    });
    child.stdin.end(options.input);
  });
}

/** One line of text from git, without its line end. */
export async function gitLine(
  directory: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string> {
  return (await git(directory, args, options)).toString().trim();
}
