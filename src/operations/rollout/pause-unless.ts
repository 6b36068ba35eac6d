import { setTimeout as pause } from "node:timers/promises";

/** Over at once where the run is cancelled. */
export async function pauseUnless(cancel: AbortSignal, ms: number): Promise<void> {
  await pause(ms, undefined, { signal: cancel }).catch(() => undefined);
}
