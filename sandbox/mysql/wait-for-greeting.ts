import { setTimeout as sleep } from "node:timers/promises";
import { readGreeting } from "./greeting.ts";

const withinMs = 60_000;

/** Waits until the server on that port greets; gives up when `stillAlive` says that it has ended, with its last words. */
export async function waitForGreeting(port: number, stillAlive: () => void = () => {}): Promise<string> {
  const end = Date.now() + withinMs;
  for (;;) {
    stillAlive();
    try {
      return await readGreeting("127.0.0.1", port);
    } catch (cause) {
      if (Date.now() > end)
        throw new Error(`port ${port} did not greet within ${withinMs / 1000} s`, { cause });
      await sleep(100);
    }
  }
}
