import { afterEach, expect, it, vi } from "vitest";
import { UserError } from "../operations/user-error.ts";
import { failStep } from "./say.ts";

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** What the runner reads: `::error::` fails the step, `::debug::` shows where debug logging is on. */
function failed(problem: unknown) {
  const printed: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed.push(String(text).trimEnd());
    return true;
  });
  failStep(problem);
  expect(process.exitCode).toBe(1);
  return { debug: printed.filter((line) => line.startsWith("::debug::")), said: printed.at(-1), printed };
}

it("what nobody expected is one line, and its stack a debug line", () => {
  const { debug, said, printed } = failed(new TypeError("a is undefined"));
  expect(said).toBe(
    "::error::Tollgate stopped on something it did not expect: a is undefined. Run it again with debug logging (ACTIONS_STEP_DEBUG) and it says where; please report it.",
  );
  expect(debug).toEqual([expect.stringMatching(/^::debug::TypeError: a is undefined%0A +at /)]);
  expect(printed).toHaveLength(2);
});

it("what the user set wrong says what to do", () => {
  expect(failed(new UserError("no-policy", "There is no policy.", "Write one.")).said).toBe(
    "::error::There is no policy. Write one. (no-policy)",
  );
});

it("a permission that is missing says where it is given", () => {
  const refused = Object.assign(new Error("Resource not accessible by integration"), { status: 403 });
  expect(failed(refused).said).toBe(
    "::error::Resource not accessible by integration. Give the job the permissions that the example workflow lists, or a token that has them in the input token.",
  );
});
