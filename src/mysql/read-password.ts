import { execFile } from "node:child_process";
import type { PasswordSource } from "../core/policy/policy.ts";
import { UserError } from "../operations/user-error.ts";
import type { Variables } from "./variables.ts";

/** Long enough for a token service; a command that asks something at a terminal would never end. */
const millisecondsForCommand = 30_000;

/**
 * A password that does not stand in the URL, read again for each connection: tokens live for minutes. It is never told.
 * @throws UserError connection-missing, password-command
 */
export async function readPassword(
  instance: string,
  source: PasswordSource,
  variables: Variables,
): Promise<string> {
  if (source.from === "variable") {
    const value = variables[source.name];
    if (value !== undefined && value !== "") return value;
    throw new UserError(
      "connection-missing",
      `The password ${source.name} of ${instance} is not set here.`,
      `Pass it to the job as an environment variable: ${source.name}: \${{ secrets.${source.name} }}.`,
    );
  }
  if (!source.trusted) throw untrusted(instance, source.argv);
  return run(instance, source.argv, variables);
}

function untrusted(instance: string, argv: readonly string[]): UserError {
  return new UserError(
    "password-command",
    `The password of ${instance} is what a command prints (${argv.join(" ")}), and a policy from a checkout may be a pull request's: it is not run.`,
    "Read the policy, then name it: --policy .github/tollgate.yml.",
  );
}

function run(instance: string, argv: readonly string[], variables: Variables): Promise<string> {
  const [program = "", ...rest] = argv;
  const options = { timeout: millisecondsForCommand, maxBuffer: 64 * 1024, env: { ...variables } };
  return new Promise((resolve, reject) => {
    const child = execFile(program, rest, options, (error, stdout, stderr) => {
      const password = stdout.replace(/\r?\n$/, "");
      if (error) reject(failed(instance, program, sayFailure(error, stderr, password)));
      else if (password === "") reject(failed(instance, program, "it printed nothing"));
      else if (/[\r\n\0]/.test(password)) reject(failed(instance, program, "it printed more than one line"));
      else resolve(password);
    });
    child.stdin?.end();
  });
}

/** The error itself repeats nothing of what was printed; its last complaint helps, and a password in it does not. */
function sayFailure(
  error: Error & { code?: unknown; killed?: boolean },
  stderr: string,
  printed: string,
): string {
  if (error.killed) return `it took longer than ${millisecondsForCommand / 1000} seconds`;
  if (error.code === "ENOENT") return "there is no such program";
  const complaint = stderr.trim().split("\n").at(-1) ?? "";
  const hidden = printed === "" ? complaint : complaint.replaceAll(printed, "…");
  return `it ended with ${error.code}${hidden === "" ? "" : `: ${hidden}`}`;
}

/** No cause: what the command was called with and said goes no further. */
function failed(instance: string, program: string, why: string): UserError {
  return new UserError(
    "password-command",
    `The command ${program} gave no password for ${instance}: ${why}.`,
    "Run it as the job does: the same account, the same environment.",
  );
}
