import { execFile } from "node:child_process";
import { UserError } from "../operations/user-error.ts";

/** Runs git in a folder and returns what it printed. Throws UserError with git's own words. */
export function git(cwd: string, args: readonly string[], input?: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      "git",
      args,
      { cwd, encoding: "buffer", maxBuffer: 1 << 30 },
      (cause, stdout, stderr) => {
        if (!cause) return resolve(stdout);
        const said = stderr.toString().trim() || cause.message;
        reject(
          new UserError(
            "git-failed",
            `git ${args.join(" ")} failed: ${said}`,
            "Run it inside the repository, and name a ref that exists (fetch the base branch first).",
            { cause },
          ),
        );
      },
    );
    if (input !== undefined) child.stdin?.end(input);
  });
}

/** Splits git's NUL-terminated lists. */
export function records(output: Buffer): string[] {
  return output.toString("utf8").split("\0").filter(Boolean);
}
