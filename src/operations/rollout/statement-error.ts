/** The server did not do what a statement asked for, and said why. */
export class StatementError extends Error {
  /** MySQL's error number. */
  readonly number: number;
  /** Until the answer came. */
  readonly ms: number;

  constructor(number: number, message: string, ms = 0, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "StatementError";
    this.number = number;
    this.ms = ms;
  }
}
