import { setTimeout as sleep } from "node:timers/promises";
import { type Address, readGreeting } from "./greeting.ts";

const withinMs = 60_000;

/** Waits until the server there greets; gives up when `stillAlive` throws because it has ended. */
export async function waitForGreeting(address: Address, stillAlive: () => void = () => {}): Promise<string> {
  const end = Date.now() + withinMs;
  for (;;) {
    stillAlive();
    try {
      return await readGreeting(address);
    } catch (cause) {
      if (Date.now() > end) throw new Error(`no greeting within ${withinMs / 1000} s`, { cause });
      await sleep(100);
    }
  }
}
