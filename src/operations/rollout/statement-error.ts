/** The server did not do what a statement asked for, and said why. */
export class StatementError extends Error {
  /** MySQL's error number. */
  readonly number: number;
  /** Until the answer came. */
  readonly ms: number;
  /** How long the session waits for a metadata lock, where that is what it said; undefined = nobody asked. */
  readonly waitMs: number | undefined;

  constructor(number: number, message: string, ms = 0, options?: { cause?: unknown; waitMs?: number }) {
    super(message, options);
    this.name = "StatementError";
    this.number = number;
    this.ms = ms;
    this.waitMs = options?.waitMs;
  }
}
