import { expect, test } from "vitest";
import { silentStory } from "./story.ts";
import { NotSeen, witness } from "./witness.ts";

test("a witness stops the scene where the world is otherwise", () => {
  const seen: string[] = [];
  const { see } = witness({ ...silentStory, saw: (what) => seen.push(what) });
  see("two reviewers are asked", ["a", "b"], ["a", "b"]);
  expect(() => see("nobody is asked", ["a"], [])).toThrow(NotSeen);
  expect(seen).toEqual(["two reviewers are asked"]);
});
