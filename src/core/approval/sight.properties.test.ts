/**
 * A model of what a reviewer may have had on the screen: pushes, ways back, rebases, pages left open, policies that change,
 * and a GitHub that moves reviews to newer commits as it likes. The truth is the page itself.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { BaseState, Moment, Past, Sighting } from "./page.ts";
import { countsFor } from "./sight.ts";

const step = fc.oneof(
  fc.record({ does: fc.constant("push" as const), content: fc.nat({ max: 2 }) }),
  fc.record({ does: fc.constant("back" as const), to: fc.nat({ max: 5 }) }),
  fc.record({ does: fc.constant("rebase" as const) }),
  fc.record({ does: fc.constant("policy" as const), policy: fc.constantFrom("p", "q") }),
  fc.record({ does: fc.constant("load" as const) }),
  fc.record({
    does: fc.constant("approve" as const),
    pins: fc.constantFrom("page" as const, "head" as const),
  }),
  fc.record({ does: fc.constant("wait" as const), seconds: fc.constantFrom(1, 30, 600) }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const life = fc.record({
  steps: fc.array(step, { minLength: 3, maxLength: 12 }),
  /** Which reviews GitHub moves to the new head at a push. */
  moves: fc.constantFrom(
    "never" as const,
    "same content" as const,
    "always" as const,
    "every other" as const,
  ),
  gate: fc.constantFrom("app" as const, "action" as const),
});

interface Given {
  id: number;
  at: number;
  commit: string;
  pageHead: string;
  pagePolicy: string;
  isBlind: boolean;
}

class World {
  private clock = Date.parse("2026-12-01T00:00:00Z");
  readonly content = new Map<string, number>();
  readonly heads: Moment[] = [];
  readonly states: BaseState[] = [];
  readonly given: Given[] = [];
  readonly sightings: Sighting[] = [];
  private page: { head: string; policy: string } | undefined;
  private pushes = 0;
  readonly moves: "never" | "same content" | "always" | "every other";

  constructor(moves: World["moves"]) {
    this.moves = moves;
    this.states.push({ at: this.clock, tip: "t0", policy: "p" });
    this.show("h0", 0);
  }

  get head(): string {
    return this.heads.at(-1)?.sha ?? "";
  }

  get policy(): string {
    return this.states.at(-1)?.policy ?? "";
  }

  private show(sha: string, content: number): void {
    const before = this.heads.length > 0 ? this.content.get(this.head) : content;
    this.content.set(sha, content);
    this.heads.push({ sha, at: this.clock });
    this.pushes++;
    const isMoving = {
      never: false,
      "same content": before === content,
      always: true,
      "every other": this.pushes % 2 === 0,
    }[this.moves];
    if (isMoving) for (const one of this.given) one.commit = sha;
  }

  play(one: Step): void {
    this.clock += 1000;
    if (one.does === "wait") this.clock += one.seconds * 1000;
    if (one.does === "push") this.show(`h${this.pushes}`, one.content);
    if (one.does === "rebase") this.show(`h${this.pushes}`, this.content.get(this.head) ?? 0);
    if (one.does === "policy")
      this.states.push({ at: this.clock, tip: `t${this.states.length}`, policy: one.policy });
    if (one.does === "load") this.page = { head: this.head, policy: this.policy };
    if (one.does === "back") {
      const old = this.heads[one.to % this.heads.length]?.sha ?? this.head;
      if (old !== this.head) this.show(old, this.content.get(old) ?? 0);
    }
    if (one.does === "approve") this.approve(one.pins);
  }

  private approve(pins: "page" | "head"): void {
    const page = this.page ?? { head: this.head, policy: this.policy };
    const commit = pins === "page" ? page.head : this.head;
    const left = this.heads.findLast(({ sha }) => sha === page.head);
    const next = left && this.heads[this.heads.indexOf(left) + 1];
    // GitHub was told another head than the one on the page, and the page is older than the grace: nothing tells.
    const isBlind = commit !== page.head && (next?.at ?? 0) < this.clock - 60_000;
    const id = this.given.length;
    this.given.push({ id, at: this.clock, commit, pageHead: page.head, pagePolicy: page.policy, isBlind });
    this.sightings.push({ review: id, commit });
  }

  past(): Past {
    return { openedAt: this.states[0]?.at ?? 0, heads: this.heads, shown: [], states: this.states };
  }

  whatRuns(head: string, policy: string | undefined): string {
    return `${this.content.get(head)} ${policy}`;
  }
}

function judge(world: World, gate: "app" | "action") {
  const now = world.whatRuns(world.head, world.policy);
  return world.given.map((one) => {
    const review = { id: one.id, submittedAt: new Date(one.at).toISOString(), commit: one.commit };
    const sight = countsFor(
      { ...review, body: "", edited: false },
      {
        ...{ proof: "page", code: "c".repeat(32), past: world.past() },
        sightings: gate === "app" ? world.sightings : [],
        differences: ({ head, state }) => (world.whatRuns(head, state.policy) === now ? [] : ["it differs"]),
      },
    );
    return { ...one, counts: sight.covers, isTrue: world.whatRuns(one.pageHead, one.pagePolicy) === now };
  });
}

/** More by hand: TOLLGATE_RUNS=300000. */
const numRuns = Number(process.env.TOLLGATE_RUNS ?? 3000);

test("no approval counts for what its giver did not see, unless nothing anywhere tells", () => {
  fc.assert(
    fc.property(life, ({ steps, moves, gate }) => {
      const world = new World(moves);
      for (const one of steps) {
        world.play(one);
        const wrong = judge(world, gate).filter(
          ({ counts, isTrue, isBlind }) => counts && !isTrue && !isBlind,
        );
        expect(wrong).toEqual([]);
      }
    }),
    { numRuns },
  );
}, 3_600_000);

test("an honest life is not denied: pages are fresh, nothing goes back, the policy stays", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 5 }), { maxLength: 4 }), (contents) => {
      const world = new World("same content");
      for (const content of contents) {
        world.play({ does: "push", content });
        world.play({ does: "wait", seconds: 600 });
      }
      world.play({ does: "load" });
      world.play({ does: "approve", pins: "page" });
      world.play({ does: "rebase" });
      expect(judge(world, "app").map(({ counts }) => counts)).toEqual([true]);
    }),
    { numRuns: 200 },
  );
});
