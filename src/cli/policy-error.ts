import type { Problem } from "../core/words/problem.ts";
import { UserError } from "../operations/user-error.ts";

/** Every problem of a policy file at once, each with its place. */
export class PolicyError extends UserError {
  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ file, line, column, what, fix }) => {
      const place = [file, line, column].filter((part) => part !== undefined).join(":");
      return `${place}  ${what}\n    ${fix}`;
    });
    super(
      "policy-invalid",
      `The policy cannot be used:\n\n${lines.join("\n")}\n`,
      "Fix the policy, then try again.",
    );
  }
}
