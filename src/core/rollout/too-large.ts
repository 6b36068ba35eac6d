import { placeOf } from "./questions.ts";
import type { Refusal, Task } from "./rollout.ts";
import { where } from "./tasks.ts";

/** What a packet holds besides the statement. */
const overhead = 1_024;

/**
 * The first statement that does not fit into a packet: the server would end the connection in its middle, each time anew.
 * @param packet max_allowed_packet of the session, in bytes; NaN = not shown.
 * @param bytesOf how many a text has in UTF-8.
 */
export function tooLarge(
  tasks: readonly Task[],
  packet: number,
  bytesOf: (text: string) => number,
): Refusal | undefined {
  for (const { target, migration, next } of tasks) {
    for (let at = next; at < migration.statements.length; at++) {
      const bytes = bytesOf(migration.statements[at]?.text ?? "");
      if (!(bytes + overhead > packet)) continue;
      return {
        code: "statement-too-large",
        what: `${placeOf(migration, at)} has ${bytes} bytes, and ${where(target)} takes no more than ${packet} at once (max_allowed_packet).`,
        fix: "Set max_allowed_packet of the server higher, or write the statement as several.",
      };
    }
  }
  return undefined;
}
