import { describe, expect, test } from "vitest";
import type { Policy } from "../core/policy/policy.ts";
import { policyText } from "../testing/a-policy.ts";
import type { OwnersFilesSight, Repository } from "./ports/code-host.ts";
import { readPolicy } from "./read-policy.ts";

const noFloor = async () => undefined;

const read = (
  content: string | Uint8Array,
  mode = "100644",
  ownersFile: Repository["ownersFile"] = noFloor,
  sight: OwnersFilesSight["sight"] = "unseen",
) => {
  const ownersFiles = async () => ({ owner: "acme", sight });
  return readPolicy(
    {
      ownersFile,
      ownersFiles,
      tree: async (_, wanted) =>
        [{ path: ".github/tollgate.yml", mode, blob: "b1" }].filter(({ path }) => wanted(path)),
      blob: async () => (typeof content === "string" ? new TextEncoder().encode(content) : content),
    },
    "tip",
  );
};

describe("the policy of a commit", () => {
  test("is read whole", async () => {
    expect(await read(policyText)).toMatchObject({
      found: "valid",
      policy: { gate: "app", appId: 7 },
      blob: "b1",
    });
  });

  test("is nothing where there is no file", async () => {
    expect(
      await readPolicy(
        {
          tree: async () => [],
          blob: async () => new Uint8Array(),
          ownersFile: noFloor,
          ownersFiles: async () => ({ owner: "acme", sight: "unseen" }),
        },
        "tip",
      ),
    ).toEqual({
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

  test("names the gate's holder even where it is invalid, so that only they complain", async () => {
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

describe("the organisation's floor", () => {
  const under = (floor: string | Uint8Array, own = policyText) =>
    read(own, "100644", async (path) => ({
      name: `acme/.github/${path}`,
      bytes: typeof floor === "string" ? new TextEncoder().encode(floor) : floor,
    }));
  const flow =
    "roles: { sec: { users: [sam] } }\napproval: { flows: { sec: { steps: [sec] } }, rules: { dml: { low: sec } } }";

  test("raises the repository's policy", async () => {
    const { policy } = (await under(`version: 1\n${flow}\n`)) as { policy: Policy };
    expect(policy.approval.rules.dml?.low).toBe("sec");
    expect(policy.approval.rules.ddl?.high).toBe("owner-dba");
    expect(policy.projects[0]?.name).toBe("demo");
  });

  test.each([
    ["misspelt", "version: 1\naproval: {}\n", "policy-unknown-key"],
    ["empty", "", "policy-yaml-documents"],
    ["not UTF-8", new Uint8Array([0xff]), "policy-unreadable"],
  ])("that is %s is told with its own file's name", async (_, floor, code) => {
    expect(await under(floor)).toMatchObject({
      found: "invalid",
      problems: [{ code, file: "acme/.github/tollgate.yml" }],
      gate: { gate: "app", appId: 7 },
      failure: undefined,
    });
  });

  test("names the gate's holder even where it is invalid", async () => {
    const own = policyText.replace("gate: app\napp_id: 7\n", "");
    expect(await under("version: 1\ngate: app\napp_id: 9\nnonsense: 1\n", own)).toMatchObject({
      gate: { gate: "app", appId: 9 },
    });
    expect(await under("version: 1\nnonsense: 1\n", own)).toMatchObject({ gate: { gate: "action" } });
  });

  test.each([
    ["personal", /personal account has none/],
    ["seen", /acme\/\.github\/tollgate\.yml is not there\./],
    ["unseen", /is not there, or not for this token to see/],
  ] as const)(
    "that the policy requires and nobody finds (%s) blocks, with the reason",
    async (sight, what) => {
      const required = `floor: required\n${policyText}`;
      expect(await read(required, "100644", noFloor, sight)).toMatchObject({
        found: "invalid",
        problems: [{ code: "policy-floor-missing", what: expect.stringMatching(what) }],
        gate: { gate: "app", appId: 7 },
        failure: undefined,
      });
      expect(await read(policyText, "100644", noFloor, sight)).toMatchObject({ found: "valid" });
      const floor = async () => ({ name: "f", bytes: new TextEncoder().encode("version: 1\n") });
      expect(await read(required, "100644", floor, sight)).toMatchObject({ found: "valid" });
    },
  );

  test("of a clone is for its reader to name", async () => {
    expect(await read(`floor: required\n${policyText}`, "100644", noFloor, "elsewhere")).toMatchObject({
      found: "valid",
      policy: { floor: "required" },
    });
  });

  test("that cannot be read is not taken for absent", async () => {
    const failure = new Error("acme/.github/tollgate.yml cannot be read: Server Error");
    const ownersFile = () => Promise.reject(failure);
    expect(await read(policyText, "100644", ownersFile)).toMatchObject({
      found: "invalid",
      problems: [{ code: "floor-unreadable", what: failure.message }],
      gate: { gate: "app", appId: 7 },
      failure,
    });
  });
});
