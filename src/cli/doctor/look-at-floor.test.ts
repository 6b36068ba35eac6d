import { expect, test } from "vitest";
import { lookAtFloor } from "./look-at-floor.ts";

test("says what becomes of a floor that a token may not see", () => {
  expect(lookAtFloor({ floor: "required" })).toMatchObject({ state: "fine" });
  expect(lookAtFloor({ floor: "optional" })).toMatchObject({
    state: "advice",
    fix: expect.stringContaining("floor: required"),
  });
});
