/** The server did not do what a migration's statement asked for, or its answer was lost. */
export class StatementError extends Error {
  /** MySQL's error number; undefined = no answer came. */
  readonly number: number | undefined;
  /** `not-run`: the server refused or undid it. `unknown`: the connection went away in the middle. */
  readonly fate: "not-run" | "unknown";

  constructor(number: number | undefined, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "StatementError";
    this.number = number;
    this.fate = number === undefined ? "unknown" : "not-run";
  }
}
