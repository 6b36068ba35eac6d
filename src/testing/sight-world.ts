import type { BaseState, Moment, Page, Sighting } from "../core/approval/page.ts";
import { countsFor } from "../core/approval/sight.ts";
import { whatDiffers } from "../core/migration/covers.ts";
import type { JudgedChange } from "../core/migration/digest.ts";

/** What GitHub does with the commit of a review when the head moves. */
export type Moving = "never" | "same" | "always" | "random";

export interface WorldRules {
  moving: Moving;
  /** What GitHub takes for the commit of a review from an open page. */
  pins: "page" | "head";
  gate: "app" | "action";
  /** The pull request may show a push late. */
  lags: boolean;
  /** Events of heads may never reach the app. */
  losesHeads: boolean;
}

const contents = ["a", "b", "c"] as const;
type Content = (typeof contents)[number];

/** What a base holds of the file, byte for byte. */
const bases = { main: undefined, received: "b", other: "b", else: "c" } as const;
type Base = keyof typeof bases;

const policies = {
  plain: { value: "x", targets: ["test"] },
  placed: { value: "y", targets: ["test"] },
  wide: { value: "x", targets: ["prod", "test"] },
  none: { value: "x", targets: [] },
} as const;
type PolicyName = keyof typeof policies;

interface ShownPage {
  head: string;
  at: number;
  seen: readonly JudgedChange[];
}

interface GivenApproval {
  id: number;
  commit: string;
  at: number;
  page: ShownPage;
  /** GitHub was told another head than the one on a page that is older than a minute: nothing anywhere tells. */
  blind: boolean;
}

/** A pull request of one file that changes and one that stays, with all that GitHub, an app and people know of it. */
export interface SightWorld {
  rules: WorldRules;
  now: number;
  random(): number;
  commits: Map<string, Content>;
  record: Moment[];
  shown: Moment[];
  states: (BaseState & { base: Base; name: PolicyName })[];
  /** The head that the pull request shows. */
  head: string;
  pages: ShownPage[];
  approvals: GivenApproval[];
  sightings: Sighting[];
  losing: "nothing" | "review" | "head";
}

export function newWorld(rules: WorldRules, random: () => number): SightWorld {
  const world: SightWorld = {
    ...{ rules, random, now: 0, commits: new Map(), record: [], shown: [], states: [], head: "" },
    ...{ pages: [], approvals: [], sightings: [], losing: "nothing" },
  };
  world.states.push({ at: 0, tip: "main", policy: "plain", base: "main", name: "plain" });
  push(world, "a");
  world.now = 600_000;
  return world;
}

const run = { format: "flyway", as: "versioned" as const };

function contentAt(world: SightWorld, head: string, base: Base, name: PolicyName): JudgedChange[] {
  const content = world.commits.get(head) ?? "a";
  const { value, targets } = policies[name];
  const file = (path: string, blob: string): JudgedChange => ({
    ...{ path, blob, mode: "100644", previousPath: undefined, kind: "added" },
    runs: [
      {
        ...run,
        statements: [blob + value],
        targets: targets.map((one) => JSON.stringify([one, one, one, one])),
      },
    ],
  });
  const first = bases[base] === content ? [] : [file("V1", content)];
  return [...first, file("V2", "g")];
}

function nowAt(world: SightWorld): JudgedChange[] {
  const { base, name } = stateOf(world);
  return contentAt(world, world.head, base, name);
}

function stateOf(world: SightWorld) {
  const state = world.states.at(-1);
  if (!state) throw new Error("There is no base.");
  return state;
}

function receivedNow(world: SightWorld): (change: JudgedChange) => boolean {
  const held = bases[stateOf(world).base];
  return ({ path, blob }) => path === "V1" && blob === held;
}

function push(world: SightWorld, content: Content): void {
  const sha = `h${world.commits.size}`;
  world.commits.set(sha, content);
  moveTo(world, sha);
}

function moveTo(world: SightWorld, sha: string): void {
  if (world.record.at(-1)?.sha === sha) return;
  world.record.push({ sha, at: world.now });
  const isLate = world.rules.lags && world.head !== "" && world.random() < 0.3;
  if (!isLate) follow(world);
}

/** The pull request shows what was pushed. */
function follow(world: SightWorld): void {
  const sha = world.record.at(-1)?.sha ?? "";
  if (world.head === sha) return;
  const before = world.head;
  world.head = sha;
  const isLost = world.rules.losesHeads && world.losing === "head";
  if (world.rules.gate === "app" && !isLost) world.shown.push({ sha, at: world.now });
  if (world.losing === "head") world.losing = "nothing";
  for (const approval of world.approvals) if (isMoved(world, before, sha)) approval.commit = sha;
}

function isMoved({ rules, random, commits }: SightWorld, before: string, after: string): boolean {
  const moves: Record<Moving, () => boolean> = {
    never: () => false,
    same: () => commits.get(before) === commits.get(after),
    always: () => true,
    random: () => random() < 0.5,
  };
  return moves[rules.moving]();
}

function load(world: SightWorld): ShownPage {
  const page = { head: world.head, at: world.now, seen: nowAt(world) };
  world.pages.push(page);
  return page;
}

/** `named`: whether GitHub is told the head of the page. */
function approve(world: SightWorld, page: ShownPage, named: boolean): GivenApproval {
  const id = world.approvals.length + 1;
  const commit = named ? page.head : world.head;
  const blind = commit !== page.head && world.now - page.at > 60_000;
  const approval = { id, commit, at: world.now, page, blind };
  world.approvals.push(approval);
  if (world.rules.gate === "app" && world.losing !== "review") world.sightings.push({ review: id, commit });
  if (world.losing === "review") world.losing = "nothing";
  return approval;
}

function turn(world: SightWorld, change: { base?: Base; name?: PolicyName }): void {
  const { base, name } = { ...stateOf(world), ...change };
  world.states.push({ at: world.now, tip: base, policy: name, base, name });
}

/** What the rule says of an approval, and whether it would be right to count it. */
function judge(world: SightWorld, approval: GivenApproval): { counts: boolean; right: boolean } {
  const present = nowAt(world);
  const received = receivedNow(world);
  const isWhole = world.record.at(-1)?.sha === world.head;
  const review = {
    ...{ id: approval.id, commit: approval.commit, body: "", edited: false },
    submittedAt: new Date(approval.at).toISOString(),
  };
  const differences = ({ head, state }: Page) =>
    whatDiffers(contentAt(world, head, state.tip as Base, state.policy as PolicyName), present, received);
  const { record, shown, states, sightings } = world;
  const past = { openedAt: 0, heads: isWhole ? record : undefined, shown, states };
  const { covers } = countsFor(review, { proof: "page", code: "", sightings, past, differences });
  return { counts: covers, right: whatDiffers(approval.page.seen, present, received).length === 0 };
}

/** The approvals that count although what their givers saw is not what is there. */
export function wronglyCounted(world: SightWorld): GivenApproval[] {
  return world.approvals.filter((approval) => {
    const { counts, right } = judge(world, approval);
    return counts && !right;
  });
}

export type WorldEvent = readonly [name: string, happen: (world: SightWorld) => void];

const wait = (seconds: number) => (world: SightWorld) => {
  world.now += seconds * 1000;
};

const someHead = (world: SightWorld, pick: number) => {
  const heads = [...world.commits.keys()];
  moveTo(world, heads[Math.floor(pick * heads.length)] ?? world.head);
};

const fromPage =
  (which: (pages: ShownPage[]) => ShownPage | undefined, pinned: boolean) => (world: SightWorld) => {
    const page = which(world.pages) ?? load(world);
    approve(world, page, pinned && world.rules.pins === "page");
  };

/** Everything that may happen; each by itself takes no time. */
export const worldEvents: readonly WorldEvent[] = [
  ...contents.map((content): WorldEvent => [`push ${content}`, (world) => push(world, content)]),
  ["back to the first head", (world) => someHead(world, 0)],
  ["back to some head", (world) => someHead(world, world.random())],
  ["rebase", (world) => push(world, world.commits.get(world.record.at(-1)?.sha ?? "") ?? "a")],
  ["load", (world) => void load(world)],
  ["approve a new page", (world) => void approve(world, load(world), true)],
  ["approve the oldest page", fromPage((pages) => pages[0], true)],
  ["approve the newest page", fromPage((pages) => pages.at(-1), true)],
  ["approve without a commit", fromPage((pages) => pages[0], false)],
  ["turn to other", (world) => turn(world, { base: "other" })],
  ["turn to else", (world) => turn(world, { base: "else" })],
  ["turn to main", (world) => turn(world, { base: "main" })],
  ["the parent is merged", (world) => turn(world, { base: "received" })],
  ...(["plain", "placed", "wide", "none"] as const).map(
    (name): WorldEvent => [`policy ${name}`, (world) => turn(world, { name })],
  ),
  ["a second", wait(1)],
  ["ten minutes", wait(600)],
  ["the pull request follows", follow],
  ["an event of a review is lost", (world) => void Object.assign(world, { losing: "review" })],
  ["an event of a head is lost", (world) => void Object.assign(world, { losing: "head" })],
];
