import { describe, expect, test } from "vitest";
import { policyText } from "../testing/a-policy.ts";
import { readPolicy } from "./read-policy.ts";

const read = (content: string | Uint8Array, mode = "100644") =>
  readPolicy(
    {
      tree: async (_, wanted) =>
        [{ path: ".github/tollgate.yml", mode, blob: "b1" }].filter(({ path }) => wanted(path)),
      blob: async () => (typeof content === "string" ? new TextEncoder().encode(content) : content),
    },
    "tip",
  );

describe("the policy of a commit", () => {
  test("is read whole", async () => {
    expect(await read(policyText)).toMatchObject({
      found: "valid",
      policy: { gate: "app", appId: 7 },
      blob: "b1",
    });
  });

  test("is nothing where there is no file", async () => {
    expect(await readPolicy({ tree: async () => [], blob: async () => new Uint8Array() }, "tip")).toEqual({
      found: "nothing",
    });
  });

  test.each(["120000", "100755", "160000"])("is refused with mode %s", async (mode) => {
    expect(await read(policyText, mode)).toMatchObject({
      found: "invalid",
      problems: [{ code: "policy-unreadable" }],
    });
  });

  test("is refused where it is not UTF-8", async () => {
    expect(await read(new Uint8Array([0xff]))).toMatchObject({
      found: "invalid",
      problems: [{ code: "policy-unreadable" }],
    });
  });

  test("names the gate's holder even where it is invalid, so that only he complains", async () => {
    expect(await read(`${policyText}nonsense: true\n`)).toMatchObject({
      found: "invalid",
      gate: { gate: "app", appId: 7 },
    });
    expect(await read("gate: action\n")).toMatchObject({ found: "invalid", gate: { gate: "action" } });
    expect(await read("version: [\n")).toMatchObject({
      found: "invalid",
      gate: { gate: "action", appId: undefined },
    });
  });
});
