import type { Refusal } from "../core/rollout/rollout.ts";

/** The user set something wrong: printed without a stack, with what to do. Everything else is a defect or the world. */
export class UserError extends Error {
  readonly code: string;
  readonly fix: string;

  constructor(code: string, what: string, fix: string, options?: { cause?: unknown }) {
    super(what, options);
    this.name = "UserError";
    this.code = code;
    this.fix = fix;
  }
}

/** The same as what stops a rollout. */
export function asRefusal({ code, message, fix }: UserError): Refusal {
  return { code, what: message, fix };
}
