import fc from "fast-check";
import { expect, test } from "vitest";
import type { FlowInput, Person, Review, Sight } from "./approval.ts";
import { evaluateFlow } from "./evaluate-flow.ts";

/** Nine people with any roles, flows of up to four steps, reviews that collide in every way. */
const everybody: Person[] = Array.from({ length: 9 }, (_, i) => ({
  id: i + 1,
  login: `p${i + 1}`,
  bot: i === 8,
}));
const roleIds = ["a", "b", "c"];
const roles = new Map(roleIds.map((id) => [id, { title: id.toUpperCase() }]));

const covering: Sight = { covers: true };
const notProven: Sight = { covers: false, why: "was given to another page" };

const minute = (at: number) => `2026-01-01T10:${String(at).padStart(2, "0")}:00Z`;

const reviewsOf = fc
  .array(
    fc.record({
      reviewer: fc.constantFrom(...everybody),
      state: fc.constantFrom<Review["state"]>(
        "APPROVED",
        "APPROVED",
        "APPROVED",
        "CHANGES_REQUESTED",
        "COMMENTED",
        "DISMISSED",
      ),
      at: fc.nat({ max: 12 }),
      sight: fc.constantFrom<Sight>(covering, covering, covering, covering, notProven),
    }),
    { maxLength: 14 },
  )
  .map((list) =>
    list
      .sort((x, y) => x.at - y.at)
      .map(({ at, ...review }, i): Review => ({ ...review, id: i + 1, submittedAt: minute(at) })),
  );

const inputs: fc.Arbitrary<FlowInput> = fc.record({
  flow: fc
    .array(fc.constantFrom(...roleIds), { minLength: 1, maxLength: 4 })
    .map((steps) => ({ id: "f", title: "F", steps })),
  roles: fc.constant(roles),
  order: fc.constantFrom("strict", "any"),
  distinct: fc.boolean(),
  code: fc.constant({ text: "tollgate 3f2a", isNeeded: false }),
  reviews: reviewsOf,
  holders: fc
    .tuple(...roleIds.map(() => fc.subarray(everybody, { minLength: 1 })))
    .map((lists) => new Map(roleIds.map((id, i) => [id, { known: true as const, people: lists[i] ?? [] }]))),
  excluded: fc
    .subarray(everybody, { maxLength: 2 })
    .map((people) => people.map(({ id, login }) => ({ id, login, why: "is the author" }))),
});

const assertProperty = (check: (input: FlowInput) => void) =>
  fc.assert(fc.property(inputs, check), { numRuns: 400 });
const approvedSteps = (input: FlowInput) =>
  evaluateFlow(input).steps.filter((step) => step.status === "approved");
const isExcluded = (input: FlowInput, person: Person) =>
  person.bot || input.excluded.some(({ id }) => id === person.id);

function approvalNow(input: FlowInput, reviewer: Person): FlowInput {
  const review: Review = {
    id: 99,
    reviewer,
    state: "APPROVED",
    submittedAt: minute(30),
    sight: covering,
  };
  return { ...input, reviews: [...input.reviews, review] };
}

test("the order in which reviews, people and exclusions come does not matter", () => {
  assertProperty((input) => {
    const turned = {
      ...input,
      reviews: [...input.reviews].reverse(),
      excluded: [...input.excluded].reverse(),
      holders: new Map(
        [...input.holders].map(([role, holders]) => [
          role,
          holders.known ? { known: true as const, people: [...holders.people].reverse() } : holders,
        ]),
      ),
    };
    expect(evaluateFlow(turned)).toEqual(evaluateFlow(input));
  });
});

test("an excluded person or a bot never fills a step, and their approval fills none for others", () => {
  assertProperty((input) => {
    for (const person of everybody.filter((one) => isExcluded(input, one))) {
      const after = evaluateFlow(approvalNow(input, person));
      expect(
        after.steps.filter((step) => step.status === "approved").map((step) => step.by?.person.id),
      ).not.toContain(person.id);
      const hadObjected = evaluateFlow(input).steps.some((step) =>
        step.eligible.some(({ id }) => id === person.id),
      );
      if (!hadObjected) expect(after.steps).toEqual(evaluateFlow(input).steps);
    }
  });
});

test("dismissing an approval never completes a step", () => {
  assertProperty((input) => {
    const before = approvedSteps(input).length;
    const standing = input.reviews.filter((review) => review.state === "APPROVED");
    for (const revoked of standing) {
      const reviews = input.reviews.map((one) =>
        one === revoked ? { ...one, state: "DISMISSED" as const } : one,
      );
      const rejected = evaluateFlow(input).status === "rejected";
      if (!rejected) expect(approvedSteps({ ...input, reviews }).length).toBeLessThanOrEqual(before);
      if (evaluateFlow(input).status !== "approved")
        expect(evaluateFlow({ ...input, reviews }).status).not.toBe("approved");
    }
  });
});

test("with distinct, nobody fills two steps", () => {
  assertProperty((input) => {
    const used = approvedSteps({ ...input, distinct: true }).map((step) => step.by?.person.id);
    expect(new Set(used).size).toBe(used.length);
  });
});

test("whoever fills a step holds its role and saw what is there, and has not taken it back", () => {
  assertProperty((input) => {
    for (const { role, by } of approvedSteps(input)) {
      const holders = input.holders.get(role);
      expect(holders?.known && holders.people.some(({ id }) => id === by?.person.id)).toBe(true);
      const review = input.reviews.find(({ id }) => id === by?.review);
      expect(review).toMatchObject({ state: "APPROVED", sight: covering });
      const later = input.reviews.filter(
        (one) => one.reviewer === review?.reviewer && one.id > (review?.id ?? 0),
      );
      expect(later.map((one) => one.state)).not.toContain("CHANGES_REQUESTED");
      expect(later.map((one) => one.state)).not.toContain("DISMISSED");
    }
  });
});

test("strict: no step is filled by an approval from before the step ahead of it was complete", () => {
  assertProperty((input) => {
    const { steps } = evaluateFlow({ ...input, order: "strict" });
    steps.forEach((step, i) => {
      const ahead = steps[i - 1];
      if (step.status !== "approved" || ahead?.status !== "approved") return;
      expect((step.by?.at ?? "") >= (ahead.by?.at ?? "")).toBe(true);
    });
    const open = steps.findIndex((step) => step.status === "waiting");
    if (open >= 0) expect(steps.slice(open).filter((step) => step.status === "approved")).toEqual([]);
  });
});

test("where no approval was given to what is there, no step is filled", () => {
  assertProperty((input) => {
    const reviews = input.reviews.map((review) => ({ ...review, sight: notProven }));
    expect(approvedSteps({ ...input, reviews })).toEqual([]);
  });
});

test("who objects and holds a role rejects, whatever the others say", () => {
  assertProperty((input) => {
    const holder = everybody.find((person) =>
      input.flow.steps.some((role) => {
        const holders = input.holders.get(role);
        return holders?.known && holders.people.includes(person);
      }),
    );
    if (!holder) return;
    const objection: Review = {
      id: 99,
      reviewer: holder,
      state: "CHANGES_REQUESTED",
      submittedAt: minute(30),
      sight: notProven,
    };
    expect(evaluateFlow({ ...input, reviews: [...input.reviews, objection] }).status).toBe("rejected");
  });
});

test("a role that is asked twice is filled by two people, whatever `distinct` says", () => {
  assertProperty((input) => {
    const used = approvedSteps(input).map(({ role, by }) => `${role} ${by?.person.id}`);
    expect(new Set(used).size).toBe(used.length);
  });
});

test("`strict` fills as many steps as any assignment of people in time could", () => {
  assertProperty((given) => {
    const reviews = given.reviews.filter((review) => review.state === "APPROVED" && review.sight.covers);
    const input: FlowInput = { ...given, reviews, order: "strict" };
    const longest = (chain: readonly Review[]): number => {
      const role = input.flow.steps[chain.length];
      if (role === undefined) return chain.length;
      const holders = input.holders.get(role);
      const fits = reviews.filter(
        ({ reviewer, submittedAt }) =>
          holders?.known &&
          holders.people.includes(reviewer) &&
          !isExcluded(input, reviewer) &&
          submittedAt >= (chain.at(-1)?.submittedAt ?? "") &&
          !chain.some(
            (other, i) => other.reviewer === reviewer && (input.distinct || input.flow.steps[i] === role),
          ),
      );
      return Math.max(chain.length, ...fits.map((review) => longest([...chain, review])));
    };
    expect(approvedSteps(input).length).toBe(longest([]));
  });
});

test("`any` fills as many steps as any assignment of people could", () => {
  assertProperty((given) => {
    const reviews = given.reviews.filter((review) => review.state === "APPROVED");
    const input: FlowInput = { ...given, reviews, order: "any" };
    const ready = everybody.filter(
      (person) => !isExcluded(input, person) && reviews.some((r) => r.reviewer === person && r.sight.covers),
    );
    const most = (step: number, taken: readonly { person: Person; role: string }[]): number => {
      const role = input.flow.steps[step];
      if (role === undefined) return 0;
      const holders = input.holders.get(role);
      const able = ready.filter(
        (person) =>
          holders?.known &&
          holders.people.includes(person) &&
          !taken.some((one) => one.person === person && (input.distinct || one.role === role)),
      );
      const filled = able.map((person) => 1 + most(step + 1, [...taken, { person, role }]));
      return Math.max(most(step + 1, taken), ...filled);
    };
    expect(approvedSteps(input).length).toBe(most(0, []));
  });
});

test("who is asked can help: an approval of anybody eligible for the current step brings it on, now or by one more", () => {
  assertProperty((input) => {
    const before = evaluateFlow(input);
    const step = before.steps[before.current ?? -1];
    for (const person of step?.eligible ?? []) {
      const after = evaluateFlow(approvalNow(input, person));
      const more =
        after.steps.filter((one) => one.status === "approved").length > approvedSteps(input).length;
      const moved = JSON.stringify(after.steps) !== JSON.stringify(before.steps);
      const holds = step && input.holders.get(step.role);
      const isHolder = holds?.known && holds.people.includes(person);
      expect(isHolder ? more : moved).toBe(true);
    }
  });
});
