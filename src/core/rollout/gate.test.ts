import { expect, test } from "vitest";
import { parseWindow } from "../policy/calendar.ts";
import { type GateEvidence, gate, type PullEvidence } from "./gate.ts";

const ada = { id: 1, login: "ada", bot: false };
const olga = { id: 2, login: "olga", bot: false };
const pull: PullEvidence = {
  number: 7,
  hands: [{ id: ada.id, login: ada.login, why: "pushed a commit" }],
  sameBytes: true,
  covers: true,
  verdict: { passes: true, reason: "approved", code: undefined },
  appCheck: "passed",
  approval: undefined,
  digest: "d1",
};
const clear: GateEvidence = {
  environment: { name: "prod", rollout: "manual", dispatch: ["owner"] },
  commit: "c0ffee0c0ffee",
  branch: "main",
  onBranch: true,
  now: Date.parse("2026-11-30T12:00Z"),
  actors: [{ person: olga, roles: ["Project Owner"] }],
  unknownRoles: [],
  migrations: [{ path: "V2.sql", pull }],
  previous: [{ environment: "test", missing: [], unknown: undefined }],
};
const sunday = parseWindow("Sun 09:00-10:00");
const sundays = { windows: "fault" in sunday ? [] : [sunday], freezes: [] };
const migration = (more: Partial<PullEvidence>) => ({
  migrations: [{ path: "V2.sql", pull: { ...pull, ...more } }],
});

test("with every proof it may run", () => {
  expect(gate(clear)).toEqual([]);
});

test.each([
  ["the commit is not on the branch", { onBranch: false }, "sha-not-on-protected-branch"],
  [
    "no pull request brought it",
    { migrations: [{ path: "V2.sql", pull: undefined }] },
    "not-merged-through-a-pull-request",
  ],
  ["its bytes are others", migration({ sameBytes: false }), "digest-mismatch"],
  [
    "approvals are missing",
    migration({ verdict: { passes: false, reason: "DBA is asked.", code: "tollgate 3f2a" } }),
    "flow-incomplete",
  ],
  [
    "the pull request that holds it did not bring it",
    migration({ covers: false }),
    "not-merged-through-a-pull-request",
  ],
  ["the app never passed it", migration({ appCheck: "missing" }), "app-check-missing"],
  ["the app passed something else", migration({ appCheck: "other-digest" }), "app-check-missing"],
  ["no gate of the app is needed", migration({ appCheck: "not-needed" }), undefined],
  ["the actor holds no role", { actors: [{ person: olga, roles: [] }] }, "actor-lacks-role"],
  [
    "the one who started it again holds none",
    { actors: [...clear.actors, { person: ada, roles: [] }] },
    "actor-is-author",
  ],
  ["the author holds the role", { actors: [{ person: ada, roles: ["Project Owner"] }] }, "actor-is-author"],
  [
    "the day is another one",
    { environment: { ...clear.environment, calendars: [sundays] } },
    "outside-window",
  ],
  [
    "Test has not run it",
    { previous: [{ environment: "test", missing: ["V2.sql"], unknown: undefined }] },
    "previous-environment-not-done",
  ],
  [
    "Test cannot be asked",
    { previous: [{ environment: "test", missing: [], unknown: "no URL." }] },
    "previous-environment-unknown",
  ],
] as [string, Partial<GateEvidence>, string | undefined][])("%s", (_, change, code) => {
  expect(gate({ ...clear, ...change })[0]?.code).toBe(code);
});

test("nobody can be let in where the policy names no role, and an unknown team is named", () => {
  const nobody = { actors: [{ person: olga, roles: [] }] };
  const environment = { ...clear.environment, dispatch: [] };
  expect(gate({ ...clear, ...nobody, environment })[0]?.code).toBe("no-dispatch-role");
  const unknownRoles = [{ title: "DBA", why: "The team acme/dba does not exist." }];
  expect(gate({ ...clear, ...nobody, unknownRoles })[0]?.what).toContain("acme/dba does not exist");
});

test("every reason is given, and each says what to do", () => {
  const refusals = gate({
    ...clear,
    onBranch: false,
    actors: [{ person: ada, roles: [] }],
    ...migration({ sameBytes: false }),
    previous: [{ environment: "test", missing: ["V2.sql"], unknown: undefined }],
  });
  expect(refusals.map(({ code }) => code)).toEqual([
    "sha-not-on-protected-branch",
    "actor-is-author",
    "actor-lacks-role",
    "digest-mismatch",
    "previous-environment-not-done",
  ]);
  for (const { what, fix } of refusals) {
    expect(what).toMatch(/\.$/);
    expect(fix).toMatch(/\.$/);
  }
});
