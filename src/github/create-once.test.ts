import { expect, test } from "vitest";
import { createOnce } from "./create-once.ts";

/** A server that does what it is asked, or not, and then answers with a status. */
function server(...answers: { status: number; done: boolean }[]) {
  const made: number[] = [];
  const create = async () => {
    const { status, done } = answers.shift() ?? { status: 201, done: true };
    if (done) made.push(made.length + 1);
    if (status >= 400) throw Object.assign(new Error("failed"), { status });
    return made.length;
  };
  return { made, creating: () => createOnce(async () => made.at(-1), create) };
}

test("what was made is found where only the answer was lost, and asked for again where nothing was made", async () => {
  for (const done of [true, false]) {
    const { made, creating } = server({ status: 502, done });
    expect(await creating()).toBe(1);
    expect(made).toEqual([1]);
  }
});

test("a refusal, and a second failure, are told", async () => {
  await expect(server({ status: 403, done: false }).creating()).rejects.toThrow("failed");
  const failing = { status: 502, done: false };
  await expect(server(failing, failing).creating()).rejects.toThrow("failed");
});
