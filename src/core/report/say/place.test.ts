import { expect, test } from "vitest";
import { place } from "./place.ts";

test("a place is a link where files can be opened, and its address holds nothing but an address", () => {
  expect(place(undefined, "a b.sql", 3)).toBe("`a b.sql:3`");
  expect(place("https://github.com/o/r/blob/1", "m/a b).sql", 3)).toBe(
    "[`m/a b).sql:3`](https://github.com/o/r/blob/1/m/a%20b%29.sql#L3)",
  );
  expect(place("https://x", "\ud800?#", undefined)).toBe("[`⟨U+D800⟩?#`](https://x/%EF%BF%BD%3F%23)");
});
