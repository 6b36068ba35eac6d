import { expect, test } from "vitest";
import { answerRecheck, type CommandPorts, recheckLimit, writersOnly } from "./recheck.ts";

function ports(writers: readonly string[], broken = false) {
  const told: string[] = [];
  const say = async (text: string) => {
    if (broken) throw new Error("Resource not accessible");
    told.push(text);
  };
  const commands: CommandPorts = {
    mayWrite: async (login) => writers.includes(login),
    react: (comment, content) => say(`${comment} ${content}`),
    reply: (pull, text) => say(`#${pull} ${text}`),
  };
  return { told, commands };
}

const by = (login: string, comment: number) => ({ pull: 5, comment, login });

test("who may write is heard each time", async () => {
  const { told, commands } = ports(["ada"]);
  const limit = recheckLimit(() => 0);
  for (const comment of [1, 2])
    expect(await answerRecheck(commands, limit, "acme/shop", by("ada", comment))).toBe(true);
  expect(told).toEqual(["1 eyes", "2 eyes"]);
});

test("of others one is heard in ten minutes, each is refused once with the reason, and then nothing is said", async () => {
  let now = 0;
  const { told, commands } = ports([]);
  const limit = recheckLimit(() => now);
  const ask = (login: string, comment: number, place = "acme/shop") =>
    answerRecheck(commands, limit, place, by(login, comment));
  const done = [];
  for (let comment = 1; comment <= 60; comment++) done.push(await ask("mallory", comment));
  expect(done.filter((one) => one)).toHaveLength(1);
  const reason =
    "#5 mallory: this pull request was rechecked a moment ago, and who may not write to the repository can ask once in ten minutes.";
  expect(told).toEqual(["1 eyes", "2 confused", reason]);
  expect([await ask("mike", 61), await ask("mike", 62), await ask("mike", 63, "acme/other")]).toEqual([
    false,
    false,
    true,
  ]);
  now = 600_000;
  expect(await ask("mallory", 64)).toBe(true);
});

test("where nothing is remembered only who may write is heard", async () => {
  const { told, commands } = ports(["ada"]);
  expect(await answerRecheck(commands, writersOnly, "acme/shop", by("ada", 1))).toBe(true);
  expect(await answerRecheck(commands, writersOnly, "acme/shop", by("mallory", 2))).toBe(false);
  expect(told.slice(1)).toEqual(["2 confused", expect.stringContaining("only who may write")]);
});

test("what cannot be told or said lets nobody through, and keeps nobody out", async () => {
  const unknown = { ...ports([]).commands, mayWrite: () => Promise.reject(new Error("Server Error")) };
  expect(await answerRecheck(unknown, writersOnly, "acme/shop", by("ada", 1))).toBe(false);
  expect(await answerRecheck(ports(["ada"], true).commands, writersOnly, "acme/shop", by("ada", 1))).toBe(
    true,
  );
});
