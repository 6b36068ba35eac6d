/**
 * A model of everyday and of hostile life: people and a bot write, push, squash, rebase, merge and hide behind others.
 * The truth is who typed each version; whoever typed one that the head holds must not be able to approve it.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Person } from "./approval.ts";
import { type BroughtCommit, type FileVersion, findHands, type RecordedPush } from "./hands.ts";
import { hasMade, pushesToLookInto } from "./pushed-elsewhere.ts";

const people: Person[] = ["dev", "dba", "mate"].map((login, id) => ({ id: id + 1, login, bot: false }));
const robot: Person = { id: 9, login: "github-actions[bot]", bot: true };
const listed: Person = { id: 10, login: "renovate[bot]", bot: true };
const path = "V1.sql";

type Step =
  | { does: "write"; who: number; as: number; deeper: boolean; to: "head" | "tmp" }
  | { does: "dispatch"; who: number; as: "bot" | "listed" | number }
  | { does: "adopt"; who: number | "bot"; parent: boolean }
  | { does: "rebase"; who: number }
  | { does: "squash"; who: number }
  | { does: "readme"; who: number }
  | { does: "update"; who: number }
  | { does: "back"; who: number }
  | { does: "renovate" };

const who = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    does: fc.constant("write" as const),
    who,
    as: who,
    deeper: fc.boolean(),
    to: fc.constantFrom("head" as const, "tmp" as const),
  }),
  fc.record({
    does: fc.constant("dispatch" as const),
    who,
    as: fc.oneof(fc.constantFrom("bot" as const, "listed" as const), who),
  }),
  fc.record({
    does: fc.constant("adopt" as const),
    who: fc.oneof(fc.constant("bot" as const), who),
    parent: fc.boolean(),
  }),
  fc.record({
    does: fc.constantFrom("rebase" as const, "squash" as const, "readme" as const, "update" as const),
    who,
  }),
  fc.record({ does: fc.constant("back" as const), who }),
  fc.record({ does: fc.constant("renovate" as const) }),
);

interface Made extends BroughtCommit {
  version: string | undefined;
}

/** What git and GitHub keep, and beside them the truth: who typed which version. */
class World {
  readonly commits = new Map<string, Made>();
  readonly typed = new Map<string, Set<number>>();
  readonly record: RecordedPush[] = [];
  readonly elsewhere: { actor: number; after: string; at: string }[] = [];
  head = "main";
  tmp = "main";
  private clock = 0;

  private at(): string {
    this.clock += 60_000;
    return new Date(this.clock).toISOString();
  }

  versionAt(sha: string): string | undefined {
    return this.commits.get(sha)?.version;
  }

  makerOf(version: string | undefined): Made | undefined {
    return [...this.commits.values()].find((one) => one.version === version);
  }

  commit(parents: string[], version: string | undefined, by: Partial<BroughtCommit>): string {
    const sha = `c${this.commits.size}`;
    const isNew = version !== undefined && parents.every((parent) => this.versionAt(parent) !== version);
    const made: FileVersion[] = isNew ? [{ path, blob: version }] : [{ path: "README.md", blob: sha }];
    const claims = { author: undefined, committer: undefined, coAuthors: [], signedByGitHub: false };
    this.commits.set(sha, { sha, parents, version, made, ...claims, ...by });
    return sha;
  }

  type(typist: number | undefined): string {
    const version = `v${this.typed.size}`;
    this.typed.set(version, new Set(typist === undefined ? [] : [typist]));
    return version;
  }

  push(to: "head" | "tmp", after: string, actor: Person): void {
    const at = this.at();
    if (!actor.bot) this.elsewhere.push({ actor: actor.id, after, at });
    this[to] = after;
    if (to === "head") this.record.push({ after, at, actor });
  }

  history(tip: string): string[] {
    const found: string[] = [];
    const open = [tip];
    for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
      const commit = this.commits.get(sha);
      if (!commit || found.includes(sha)) continue;
      found.push(sha);
      open.push(...commit.parents);
    }
    return found;
  }
}

const human = (id: number) => people[id] as Person;

const plays: { [Does in Step["does"]]: (world: World, step: Extract<Step, { does: Does }>) => void } = {
  write(world, { as, who, to, deeper }) {
    const by = { author: human(as), committer: human(as) };
    const made = world.commit([world[to]], world.type(who), by);
    world.push(to, deeper ? world.commit([made], world.versionAt(made), by) : made, human(who));
  },
  dispatch(world, { as, who }) {
    const author = as === "bot" ? robot : as === "listed" ? listed : human(as);
    const made = world.commit([world.head], world.type(who), { author, committer: author });
    world.push("head", made, robot);
  },
  adopt(world, { who, parent }) {
    const tip = parent ? (world.commits.get(world.tmp)?.parents[0] ?? world.tmp) : world.tmp;
    if (tip !== "main") world.push("head", tip, who === "bot" ? robot : human(who));
  },
  rebase(world, { who }) {
    const version = world.versionAt(world.head);
    const maker = world.makerOf(version);
    const by = { author: maker?.author, committer: human(who) };
    if (version !== undefined) world.push("head", world.commit(["main"], version, by), human(who));
  },
  squash(world, { who }) {
    const version = world.versionAt(world.head);
    const by = { author: human(who), committer: human(who) };
    if (version !== undefined) world.push("head", world.commit(["main"], version, by), human(who));
  },
  readme(world, { who }) {
    const by = { author: human(who), committer: human(who) };
    world.push("head", world.commit([world.head], world.versionAt(world.head), by), human(who));
  },
  update(world, { who }) {
    const by = { author: human(who), committer: human(who) };
    world.push("head", world.commit([world.head, "main"], world.versionAt(world.head), by), human(who));
  },
  back(world, { who }) {
    const old = world.record.at(-2)?.after;
    if (old !== undefined) world.push("head", old, human(who));
  },
  renovate(world) {
    const by = { author: listed, committer: listed, signedByGitHub: true };
    world.push("head", world.commit([world.head], world.type(undefined), by), listed);
  },
};

function play<Does extends Step["does"]>(world: World, step: Extract<Step, { does: Does }>): void {
  plays[step.does as Does](world, step);
}

function judge(world: World) {
  const known = new Set(world.record.flatMap(({ after }) => world.history(after)));
  const hands = findHands({
    opener: people[0] as Person,
    paths: new Set([path]),
    commits: [...known].map((sha) => world.commits.get(sha) as Made),
    head: world.head,
    record: world.record,
    bots: new Set([listed.id]),
    coAuthors: "all",
  });
  return people.filter((person) => {
    if (hands.unproven.length > 0 || hands.excluded.some(({ id }) => id === person.id)) return false;
    const own = world.elsewhere.filter(({ actor }) => actor === person.id);
    return !pushesToLookInto(hands, own).some((push) => hasMade(hands, push, world.history(push.after)));
  });
}

/** More by hand: TOLLGATE_RUNS=1000000. */
const numRuns = Number(process.env.TOLLGATE_RUNS ?? 2000);

test("nobody approves a version that they typed, however it came to the branch", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
      const world = new World();
      for (const each of steps) play(world, each);
      const version = world.versionAt(world.head);
      if (version === undefined) return;
      const wrong = judge(world).filter(({ id }) => world.typed.get(version)?.has(id - 1));
      expect(wrong.map(({ login }) => login)).toEqual([]);
    }),
    { numRuns },
  );
}, 3_600_000);

test("whoever only rebases, updates the branch or writes a README stays free to approve", () => {
  const free = fc.record({
    does: fc.constantFrom("rebase" as const, "readme" as const, "update" as const),
    who: fc.constant(1),
  });
  fc.assert(
    fc.property(fc.array(free, { maxLength: 8 }), (steps) => {
      const world = new World();
      play(world, { does: "write", who: 0, as: 0, deeper: false, to: "head" });
      for (const each of steps) play(world, each);
      expect(judge(world).map(({ login }) => login)).toContain("dba");
    }),
    { numRuns: 200 },
  );
});
