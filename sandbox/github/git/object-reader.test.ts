import { expect, it } from "vitest";
import { openObjectReader } from "./object-reader.ts";

it("says why git ended, each time that it is asked", async () => {
  const reader = openObjectReader("/nowhere/at/all");
  for (const _ of ["once", "again"]) {
    await expect(reader.read("HEAD")).rejects.toThrow(
      /^git cat-file ended with 128 before it answered\. fatal: not a git repository/,
    );
  }
});
