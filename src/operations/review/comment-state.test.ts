import { describe, expect, test } from "vitest";
import { parseState, writeState } from "./comment-state.ts";

const state = {
  head: "a".repeat(40),
  step: "dba",
  requested: { users: ["olga"], teams: ["acme/dba"] },
  refused: { users: [], teams: [] },
  collides: [4, 7],
};

describe("what the comment keeps", () => {
  test("comes back as it was written, from wherever it stands", () => {
    expect(parseState(`<!-- tollgate -->\n## Hello\n\n${writeState(state)}\n`)).toEqual(state);
  });

  test.each([
    undefined,
    "",
    "<!-- tollgate:state {not json} -->",
    '<!-- tollgate:state {"requested":{"users":5}} -->',
  ])("is nothing where it is missing or damaged: %j", (body) => {
    expect(parseState(body)).toBeUndefined();
  });

  test("cannot end its own HTML comment", () => {
    const line = writeState({ ...state, step: "--><img src=x>" });
    expect(line.match(/-->/g)).toHaveLength(1);
  });
});
