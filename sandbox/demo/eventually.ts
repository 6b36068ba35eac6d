import { setTimeout as sleep } from "node:timers/promises";

const withinMs = 30_000;

/** Asks again until the answer is there: what the bot and GitHub do takes its time. Says what never came. */
export async function eventually<Answer>(
  what: string,
  ask: () => Promise<Answer | undefined>,
): Promise<Answer> {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`It did not come within ${withinMs / 1000} s: ${what}`);
    await sleep(100);
  }
}
