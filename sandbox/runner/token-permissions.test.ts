import { expect, test } from "vitest";
import { tokenPermissions } from "./token-permissions.ts";

test("what a workflow names is all that its token may do", () => {
  const written = { contents: "read", "pull-requests": "write" };
  expect(tokenPermissions(written, { readOnly: false })).toEqual({
    contents: "read",
    pull_requests: "write",
  });
  expect(tokenPermissions(written, { readOnly: true })).toEqual({ contents: "read", pull_requests: "read" });
  expect(tokenPermissions({}, { readOnly: false })).toEqual({});
  expect(tokenPermissions(undefined, { readOnly: false })).toEqual({ contents: "read" });
});
