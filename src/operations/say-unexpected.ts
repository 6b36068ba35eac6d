/** Something that is no UserError, in one line; `how` = where its stack is to be had. */
export function sayUnexpected(error: unknown, how: string): string {
  const what = error instanceof Error ? error.message || error.name : String(error);
  const line = what.replace(/[\p{Cc}\s]+/gu, " ").trim();
  return `Tollgate stopped on something it did not expect: ${line}${/[.!?]$/.test(line) ? "" : "."} ${how}; please report it.`;
}

/** Where it happened, with every cause, for those who asked. Stacks alone: other fields may hold SQL, or a header. */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause === undefined ? stack : `${stack}\nCaused by: ${stackOf(error.cause)}`;
}
