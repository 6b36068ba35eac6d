import { expect, test } from "vitest";
import type { FlowInput, Person, Review } from "./approval.ts";
import { evaluateFlow } from "./evaluate-flow.ts";

const person = (id: number, login: string): Person => ({ id, login, bot: false });
const author = person(1, "author");
const olga = person(2, "olga");
const oscar = person(3, "oscar");
const dan = person(4, "dan");
const dora = person(5, "dora");

const roles = new Map([
  ["owner", { title: "Project Owner" }],
  ["dba", { title: "DBA" }],
]);

let nextReview = 0;
function review(reviewer: Person, at: number, given: Partial<Review> = {}): Review {
  const minute = String(at).padStart(2, "0");
  const submittedAt = `2026-01-01T10:${minute}:00Z`;
  return { id: ++nextReview, reviewer, state: "APPROVED", submittedAt, sight: { covers: true }, ...given };
}

function given(change: Partial<FlowInput> & { owners?: Person[]; dbas?: Person[] } = {}): FlowInput {
  return {
    flow: { id: "owner-dba", title: "Project Owner -> DBA", steps: ["owner", "dba"] },
    roles,
    order: "strict",
    distinct: true,
    code: { text: "tollgate 3f2a", isNeeded: false },
    reviews: [],
    holders: new Map([
      ["owner", { known: true, people: change.owners ?? [author, olga, oscar] }],
      ["dba", { known: true, people: change.dbas ?? [dan, dora] }],
    ]),
    excluded: [{ id: 1, login: "author", why: "is the author" }],
    ...change,
  };
}

function told(input: FlowInput) {
  const { status, current, steps, reason, notes } = evaluateFlow(input);
  return {
    status,
    current,
    reason,
    steps: steps.map((s) => `${s.role} ${s.status}: ${s.reason} [${s.eligible.map((p) => p.login)}]`),
    notes: notes.map((note) => `${note.person.login}: ${note.why}`),
  };
}

test("the owner is asked first, and not the author", () => {
  expect(told(given())).toEqual({
    status: "waiting",
    current: 0,
    reason: "Step 1 of 2, Project Owner: Waiting for olga or oscar.",
    steps: [
      "owner waiting: Waiting for olga or oscar. [olga,oscar]",
      "dba waiting: Comes after Project Owner. [dan,dora]",
    ],
    notes: [],
  });
});

test("after the owner, the DBA", () => {
  expect(told(given({ reviews: [review(olga, 1)] }))).toEqual({
    status: "waiting",
    current: 1,
    reason: "Step 2 of 2, DBA: Waiting for dan or dora.",
    steps: [
      "owner approved: olga approved as Project Owner. []",
      "dba waiting: Waiting for dan or dora. [dan,dora]",
    ],
    notes: [],
  });
  expect(told(given({ reviews: [review(olga, 1), review(dora, 1)] }))).toMatchObject({
    status: "approved",
    current: undefined,
    reason: "All 2 steps are approved.",
  });
});

test("a DBA who came before the owner approves again; with `any` they need not", () => {
  const reviews = [review(dan, 1), review(olga, 2)];
  expect(told(given({ reviews }))).toMatchObject({
    current: 1,
    notes: ["dan: Came before Project Owner was complete; it takes another approval after that."],
  });
  expect(told(given({ reviews, order: "any" }))).toMatchObject({ status: "approved" });
  expect(told(given({ reviews: [...reviews, review(dan, 3)] }))).toMatchObject({
    status: "approved",
    notes: [],
  });
});

test("the owner who approves a second time does not reopen the DBA's step", () => {
  const reviews = [review(olga, 1), review(dan, 2), review(olga, 3)];
  expect(told(given({ reviews }))).toMatchObject({ status: "approved" });
});

test("an approval of what is not there does not count, and what to do is said", () => {
  const sight = { covers: false as const, why: "was given to a page of c0ffee0: since then V2.sql is new" };
  const input = given({ reviews: [review(olga, 1, { sight })] });
  expect(told(input)).toMatchObject({
    current: 0,
    notes: [
      "olga: Does not count: it was given to a page of c0ffee0: since then V2.sql is new; approve again, or put `tollgate 3f2a` in the review.",
    ],
  });
  expect(told({ ...input, code: { text: "tollgate 3f2a", isNeeded: true } }).notes).toEqual([
    expect.stringContaining("; approve again, with `tollgate 3f2a` in the review."),
  ]);
});

test("author, bots and people without a role do not count, and are told why", () => {
  const robot = { id: 9, login: "robot[bot]", bot: true };
  const reviews = [review(author, 1), review(robot, 2), review(person(8, "mallory"), 3), review(dan, 4)];
  expect(told(given({ reviews, owners: [author, robot, olga] }))).toMatchObject({
    current: 0,
    steps: ["owner waiting: Waiting for olga. [olga]", "dba waiting: Comes after Project Owner. [dan,dora]"],
    notes: [
      "author: Does not count: author is the author.",
      "robot[bot]: Does not count: robot[bot] is a bot.",
      "mallory: Does not count: mallory does not hold Project Owner or DBA.",
      "dan: Came before Project Owner was complete; it takes another approval after that.",
    ],
  });
});

test("a login that fits excludes whatever the id, in any case of letters", () => {
  const excluded = [{ id: undefined, login: "OLGA", why: "pushed a commit" }];
  expect(told(given({ reviews: [review(olga, 1)], excluded })).notes).toEqual([
    "olga: Does not count: olga pushed a commit.",
  ]);
});

test("who asks for changes rejects, though another holder approved; their approval or a dismissal ends it", () => {
  const reviews = [review(olga, 1), review(dan, 2), review(oscar, 3, { state: "CHANGES_REQUESTED" })];
  expect(told(given({ reviews }))).toEqual({
    status: "rejected",
    current: undefined,
    reason:
      "oscar (Project Owner) asked for changes. It needs the same reviewer's approval, or that review dismissed.",
    steps: [
      "owner rejected: oscar (Project Owner) asked for changes. It needs the same reviewer's approval, or that review dismissed. [oscar]",
      "dba approved: dan approved as DBA. []",
    ],
    notes: [],
  });
  expect(told(given({ reviews: [...reviews, review(oscar, 4)] }))).toMatchObject({ status: "approved" });
  const dismissed = [...reviews.slice(0, 2), review(oscar, 3, { state: "DISMISSED" })];
  expect(told(given({ reviews: dismissed }))).toMatchObject({ status: "approved" });
});

test("changes asked for by somebody without a role reject nothing; a comment changes nothing", () => {
  const reviews = [
    review(olga, 1),
    review(person(8, "mallory"), 2, { state: "CHANGES_REQUESTED" }),
    review(olga, 3, { state: "COMMENTED" }),
    review(dan, 4),
  ];
  expect(told(given({ reviews }))).toMatchObject({
    status: "approved",
    notes: [
      "mallory: Asks for changes, which rejects nothing here: mallory does not hold Project Owner or DBA.",
    ],
  });
});

test("a dismissal never revives an older approval", () => {
  const reviews = [review(olga, 1), review(olga, 2, { state: "DISMISSED" })];
  expect(told(given({ reviews }))).toMatchObject({
    current: 0,
    notes: ["olga: The review was dismissed; an older approval does not come back."],
  });
});

test("a role that nobody holds, or that cannot be told, blocks by its name even before its turn", () => {
  expect(told(given({ dbas: [] }))).toMatchObject({
    status: "waiting",
    current: 0,
    reason:
      "Step 2 of 2, DBA: Nobody holds DBA, so nobody can approve this step. Add users or teams to that role in the policy.",
  });
  const holders = new Map(given().holders).set("dba", { known: false, why: "team acme/dba was not found" });
  expect(told(given({ holders, reviews: [review(dan, 1)] }))).toMatchObject({
    reason:
      "Step 2 of 2, DBA: Who holds DBA cannot be told (team acme/dba was not found), so nobody can approve this step.",
    notes: ["dan: Does not count: it cannot be told whether dan holds DBA."],
  });
  expect(told(given({ dbas: [author] })).reason).toBe(
    "Step 2 of 2, DBA: Nobody who holds DBA may approve this change: author is the author. Add somebody else to that role in the policy.",
  );
});

test("one person who holds both roles fills one step; somebody else can relieve them", () => {
  const both = given({ owners: [dan, olga], dbas: [dan], reviews: [review(dan, 1)] });
  expect(told(both)).toMatchObject({
    steps: [
      "owner approved: dan approved as Project Owner. []",
      "dba waiting: Nobody but dan can approve as DBA, and each step needs a different person. Once olga approves too, dan can approve here. [olga]",
    ],
  });
  const relieved = { ...both, reviews: [...both.reviews, review(olga, 2)] };
  expect(told(relieved)).toMatchObject({
    current: 1,
    steps: [expect.any(String), expect.stringContaining("[dan]")],
  });
  expect(told({ ...relieved, reviews: [...relieved.reviews, review(dan, 3)] })).toMatchObject({
    status: "approved",
    steps: ["owner approved: olga approved as Project Owner. []", "dba approved: dan approved as DBA. []"],
  });
  expect(told({ ...both, distinct: false })).toMatchObject({ status: "approved" });
});

test("a single person for two steps blocks before they approve anything", () => {
  expect(told(given({ owners: [dan], dbas: [dan] })).reason).toBe(
    "Step 2 of 2, DBA: Of those who hold DBA, nobody is left (dan): each step needs a different person. Add somebody else to that role in the policy.",
  );
});

test("`any` matches people to steps, not by arrival", () => {
  const reviews = [review(dan, 1), review(olga, 2)];
  const input = given({ order: "any", owners: [dan, olga], dbas: [dan], reviews });
  expect(told(input)).toMatchObject({ status: "approved" });
});

test("an empty flow needs nothing", () => {
  const flow = { id: "none", title: "None", steps: [] };
  expect(told(given({ flow }))).toMatchObject({
    status: "not-needed",
    reason: "No approval is needed.",
    steps: [],
  });
});

test("where it cannot be told who wrote the change, nobody may approve it, and an objection still stands", () => {
  const unprovable = "GitHub does not show who pushed this branch. Push it here.";
  expect(told(given({ reviews: [review(olga, 1)], unprovable }))).toEqual({
    status: "waiting",
    current: 0,
    reason: `Step 1 of 2, Project Owner: Nobody can approve this step: ${unprovable}`,
    steps: [
      `owner waiting: Nobody can approve this step: ${unprovable} []`,
      `dba waiting: Nobody can approve this step: ${unprovable} []`,
    ],
    notes: [`olga: Does not count: ${unprovable}`],
  });
  const objection = review(olga, 1, { state: "CHANGES_REQUESTED" });
  expect(told(given({ reviews: [objection], unprovable })).status).toBe("rejected");
});

test("two approvals of one role are two people's, also where one person may fill several steps", () => {
  const flow = { id: "two", title: "2 × DBA", steps: ["dba", "dba"] };
  const once = given({ flow, distinct: false, reviews: [review(dan, 1), review(dan, 2)] });
  expect(told(once)).toMatchObject({
    status: "waiting",
    current: 1,
    steps: [expect.any(String), expect.stringContaining("[dora]")],
  });
  for (const order of ["strict", "any"] as const)
    expect(told({ ...once, order, reviews: [review(dora, 1), review(dan, 2)] }).status).toBe("approved");
});

test("the last pusher does not approve, and what came before the push is asked again", () => {
  const at = "2026-01-01T10:05:00Z";
  const input = given({ lastPush: { by: olga, at }, reviews: [review(oscar, 4), review(dan, 6)] });
  expect(told(input)).toMatchObject({
    status: "waiting",
    steps: ["owner waiting: Waiting for oscar. [oscar]", expect.stringContaining("dba waiting")],
    notes: [
      "oscar: Came before the last push; the policy asks for an approval after it.",
      expect.stringContaining("dan: Came before Project Owner"),
    ],
  });
  const again = { ...input, reviews: [review(oscar, 5), review(dan, 6)] };
  expect(told(again).status).toBe("approved");
  expect(told({ ...again, reviews: [review(olga, 5), review(dan, 6)] }).notes[0]).toBe(
    "olga: Does not count: olga pushed last.",
  );
  expect(told({ ...again, lastPush: { by: undefined, at: "" } }).status).toBe("waiting");
});
