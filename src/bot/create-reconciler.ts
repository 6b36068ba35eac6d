import { wantedPath } from "../core/migration/select.ts";
import { floorPath } from "../core/policy/edits-gate.ts";
import type { GitHubRepository } from "../github/client.ts";
import { commentCommands } from "../github/comment-commands.ts";
import type { AppIdentity } from "../github/installations.ts";
import { openPullsOfHead } from "../github/open-pulls-of-head.ts";
import { readPolicy } from "../operations/read-policy.ts";
import { joinKept, nothingKept } from "../operations/review/kept-evidence.ts";
import { answerRecheck, type Recheck, recheckLimit } from "../operations/review/recheck.ts";
import { type Occasion, type Reconciled, reconcile } from "../operations/review/reconcile.ts";
import type { Reconciler } from "./app.ts";
import { createQueue } from "./queue.ts";
import { createPorts } from "./reconcile-ports.ts";

export interface Log {
  info(text: string): void;
  warn(text: string): void;
  error(details: { err: unknown }, text: string): void;
}

const pullsAtOnce = 8;

/** Reconciles pull requests one turn at a time each. */
export function createReconciler(app: AppIdentity, log: Log): Reconciler & { idle(): Promise<void> } {
  const ports = createPorts(app);
  /** By pull request, the others whose comments have to name it, or no longer. */
  const affected = new Map<string, number[]>();
  const queue = createQueue<{ place: GitHubRepository; number: number; occasion: Occasion }>({
    parallel: pullsAtOnce,
    merge: (waiting, { occasion, ...next }) => ({
      ...next,
      occasion: mergeOccasions(waiting.occasion, occasion),
    }),
    async run(key, { place, number, occasion }) {
      const reconciled = await reconcile(ports.at(place), number, occasion);
      if (!reconciled) return;
      note(log, key, reconciled);
      affected.set(key, [...(affected.get(key) ?? []), ...reconciled.affected]);
      if (reconciled.judged.failure) throw reconciled.judged.failure;
    },
  });
  const pull = async (place: GitHubRepository, number: number, occasion: Occasion = {}) => {
    const key = `${nameOf(place)}#${number}`;
    await queue.add(key, { place, number, occasion });
    const others = affected.get(key) ?? [];
    affected.delete(key);
    await all(place, others, {});
  };
  const all = async (
    place: GitHubRepository,
    numbers: readonly number[],
    occasion: Occasion,
  ): Promise<void> => {
    await Promise.all(numbers.map((number) => pull(place, number, occasion)));
  };
  const isHeard = rechecks();
  return {
    pull,
    recheck: async (place, by) =>
      (await isHeard(place, by)) ? pull(place, by.pull, { again: true }) : undefined,
    openPulls: async (place, base, occasion = {}) =>
      all(place, await ports.at(place).pulls.open(base), occasion),
    async statisticsMoved(place, { branch, defaultBranch }) {
      const { repository, pulls } = ports.at(place);
      const tip = await repository.tip(defaultBranch);
      const read = tip === undefined ? undefined : await readPolicy(repository, tip);
      const isTheirs = read?.found === "valid" && read.policy.statistics?.branch === branch;
      if (isTheirs) await all(place, await pulls.open(), {});
    },
    async baseMoved(place, branch, { from, touches }) {
      const { openInto, repository } = ports.at(place);
      const open = await openInto(branch);
      if (open.length === 0) return;
      // A push that changes the policy itself reaches them all anyway.
      const read = await readPolicy(repository, from);
      if (read.found !== "valid" || !touches(wantedPath(read.policy))) return;
      const numbers = open.map(({ number }) => number);
      await all(place, numbers, { baseMoved: true });
    },
    forgetFloor: (owner) => ports.forgetOwnersFile(owner, floorPath),
    pullsOfHead: async (place, head, occasion) => all(place, await openPullsOfHead(place, head), occasion),
    idle: queue.idle,
  };
}

function note(log: Log, key: string, { content, written, remarks }: Reconciled): void {
  if (written) log.info(`${key}: ${content.conclusion}, ${content.title}`);
  else if (remarks.length === 0) log.info(`${key}: the gate belongs to another`);
  for (const remark of remarks) log.warn(`${key}: ${remark}`);
}

function rechecks() {
  const limit = recheckLimit(Date.now);
  return (place: GitHubRepository, by: Recheck) =>
    answerRecheck(commentCommands(place), limit, nameOf(place), by);
}

const nameOf = ({ owner, repo }: GitHubRepository) => `${owner}/${repo}`;

function mergeOccasions(a: Occasion, b: Occasion): Occasion {
  return {
    again: Boolean(a.again || b.again),
    contradicts: Boolean(a.contradicts || b.contradicts),
    seen: joinKept([
      { ...nothingKept, ...a.seen },
      { ...nothingKept, ...b.seen },
    ]),
    baseMoved: Boolean(a.baseMoved && b.baseMoved),
  };
}
