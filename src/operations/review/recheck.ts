import { clip, prose } from "../../core/report/say/neutralise.ts";

/** `/tollgate recheck`, alone on the first line of a comment. */
export function isRecheck(comment: string): boolean {
  return /^\s*\/tollgate[ \t]+recheck[ \t]*(\r?\n|$)/.test(comment);
}

/** Who asked, where. */
export interface Recheck {
  pull: number;
  /** Id of the comment. */
  comment: number;
  login: string;
}

/** What a command in a comment needs of GitHub. */
export interface CommandPorts {
  mayWrite(login: string): Promise<boolean>;
  react(comment: number, content: "eyes" | "confused"): Promise<void>;
  reply(pull: number, text: string): Promise<void>;
}

/** How often those may ask who may not write: `run`, `refuse` with a word, or say no more. */
export interface RecheckLimit {
  ask(place: string, by: Recheck): "run" | "refuse" | "ignore";
}

const tenMinutes = 600_000;

/** One look at each pull request in ten minutes, and one refusal for each person: more would be a way to use GitHub up. */
export function recheckLimit(now: () => number): RecheckLimit {
  const since = new Map<string, number>();
  const isFirst = (key: string) => {
    for (const [old, at] of since) if (now() - at >= tenMinutes) since.delete(old);
    if (since.has(key)) return false;
    since.set(key, now());
    return true;
  };
  return {
    ask(place, { pull, login }) {
      if (isFirst(`${place}#${pull}`)) return "run";
      return isFirst(`${place}#${pull} ${login}`) ? "refuse" : "ignore";
    },
  };
}

/** Lets nobody without the right to write ask, as where nothing is remembered from one question to the next. */
export const writersOnly: RecheckLimit = { ask: () => "refuse" };

/** Whether it is done; where it is not, the one who asked reads why. A reaction that GitHub refuses changes nothing. */
export async function answerRecheck(
  ports: CommandPorts,
  limit: RecheckLimit,
  place: string,
  by: Recheck,
): Promise<boolean> {
  const answer = (await mayWrite(ports, by.login)) ? "run" : limit.ask(place, by);
  if (answer === "ignore") return false;
  await quietly(() => ports.react(by.comment, answer === "run" ? "eyes" : "confused"));
  if (answer === "refuse")
    await quietly(() => ports.reply(by.pull, `${prose(clip(by.login, 40))}: ${refusals(limit)}`));
  return answer === "run";
}

/** Who cannot be shown to have the right has none. */
async function mayWrite(ports: CommandPorts, login: string): Promise<boolean> {
  try {
    return await ports.mayWrite(login);
  } catch {
    return false;
  }
}

function refusals(limit: RecheckLimit): string {
  return limit === writersOnly
    ? "only who may write to this repository can ask for a recheck. The scheduled run looks again by itself."
    : "this pull request was rechecked a moment ago, and who may not write to the repository can ask once in ten minutes.";
}

async function quietly(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch {
    // It only says what the check says as well.
  }
}
