import type { Excluded, FlowState, Person } from "../approval/approval.ts";
import { exclusionOf } from "../approval/exclusion-of.ts";
import type { Environment } from "../policy/policy.ts";
import { closedAt } from "./opening.ts";
import type { Refusal } from "./rollout.ts";

/** Everything that decides whether a rollout may run, re-derived from GitHub and the ledgers by the caller. */
export interface GateEvidence {
  environment: Environment;
  commit: string;
  branch: string;
  /** The branch contains the commit. */
  onBranch: boolean;
  /** When it is asked, in milliseconds since 1970. */
  now: number;
  /** Who started the run, and who started it again; empty where nobody has to say go. */
  actors: readonly ActorEvidence[];
  /** Dispatch roles whose holders cannot be told, with the sentence why. */
  unknownRoles: readonly { title: string; why: string }[];
  migrations: readonly MigrationEvidence[];
  /** The environments that come right before, for the pending migrations; each project has its own. */
  previous: readonly PreviousEvidence[];
}

interface ActorEvidence {
  person: Person;
  /** Titles of the dispatch roles that the person holds now. */
  roles: readonly string[];
}

/** Where a pending migration comes from. */
export interface MigrationEvidence {
  path: string;
  /** The merged pull request that made the file what it is; undefined = none did. */
  pull: PullEvidence | undefined;
}

/** By the policy of today, of one file of a pull request. */
export interface PullVerdict {
  passes: boolean;
  /** Sentences: what is missing, and which approvals do not count. */
  reason: string;
  /** What an approval may hold to say exactly what would run; undefined = an approval alone does not help. */
  code: string | undefined;
}

export interface PullEvidence {
  number: number;
  /** Who of those who say go has a hand in it, and why. */
  hands: readonly Excluded[];
  /** The approved head holds the very same blob. */
  sameBytes: boolean;
  /** The file is one of those that the pull request changed, so its approvals are for it. */
  covers: boolean;
  verdict: PullVerdict;
  /** With `gate: app`: the app's own check on the approved head. */
  appCheck: "not-needed" | "passed" | "missing" | "other-digest";
  /** undefined = nobody was asked. */
  approval: FlowState | undefined;
  digest: string;
}

export interface PreviousEvidence {
  environment: string;
  /** Pending migrations that are not done there with the same bytes. */
  missing: readonly string[];
  /** Why its ledger cannot be read; undefined = it was read. */
  unknown: string | undefined;
}

/** May it run? Every reason against it; none = it may. The first one is the run's reason code. */
export function gate(evidence: GateEvidence): Refusal[] {
  return [
    ...judgePlace(evidence),
    ...judgeTime(evidence),
    ...judgeActors(evidence),
    ...evidence.migrations.flatMap(judgeMigration),
    ...evidence.previous.flatMap(judgePrevious),
  ];
}

/** What can be told before any database is looked at. */
function judgePlace({ commit, branch, onBranch }: GateEvidence): Refusal[] {
  if (onBranch) return [];
  return [
    {
      code: "sha-not-on-protected-branch",
      what: `Commit ${commit.slice(0, 7)} is not on ${branch}.`,
      fix: `Merge it into ${branch} by a pull request, and roll out ${branch}.`,
    },
  ];
}

function judgeTime({ environment, now }: GateEvidence): Refusal[] {
  const closed = closedAt(environment, now);
  return closed ? [closed] : [];
}

function judgeActors({ environment, actors, unknownRoles, migrations }: GateEvidence): Refusal[] {
  return actors.flatMap((actor) => {
    const own = migrations.flatMap(({ path, pull }) => {
      const hand = pull && exclusionOf(pull.hands, actor.person);
      return hand ? `${path} (#${pull.number}: ${hand.why})` : [];
    });
    const refusals: Refusal[] = [];
    if (own.length > 0) {
      refusals.push({
        code: "actor-is-author",
        what: `${actor.person.login} has a hand in ${own.join(", ")} and may not start its rollout to ${environment.name}.`,
        fix: "Ask somebody else who holds a dispatch role to start it.",
      });
    }
    if (actor.roles.length === 0) refusals.push(lacksRole(environment, actor.person, unknownRoles));
    return refusals;
  });
}

function lacksRole(
  { name, dispatch }: Environment,
  { login }: Person,
  unknown: GateEvidence["unknownRoles"],
): Refusal {
  if (dispatch.length === 0) {
    return {
      code: "no-dispatch-role",
      what: `The policy names nobody who may start a rollout to ${name}.`,
      fix: `Write \`dispatch: [role, …]\` under \`environments.${name}\`.`,
    };
  }
  const because = unknown.map(({ title, why }) => ` ${title}: ${why}`).join("");
  return {
    code: "actor-lacks-role",
    what: `${login} holds none of the roles that may start a rollout to ${name}: ${dispatch.join(", ")}.${because}`,
    fix: "Ask somebody who holds one of them to start it.",
  };
}

function judgeMigration({ path, pull }: MigrationEvidence): Refusal[] {
  if (!pull) return [withoutPull(path)];
  const { number, sameBytes, verdict, covers, appCheck } = pull;
  if (!sameBytes) {
    return [
      {
        code: "digest-mismatch",
        what: `${path} is not what pull request #${number} held when it was approved.`,
        fix: "Bring the present content in through a pull request of its own.",
      },
    ];
  }
  if (!verdict.passes) {
    return [
      {
        code: "flow-incomplete",
        what: `${path} would run now as nobody approved it whole in pull request #${number}, which brought it. ${verdict.reason}`,
        fix: `Let the missing roles approve #${number}, merged as it is${verdict.code === undefined ? "" : `, with \`${verdict.code}\` in the review`}: an approval given now counts. Then run this again. Or revert it and open it again.`,
      },
    ];
  }
  if (!covers) return [withoutPull(path)];
  return appCheck === "passed" || appCheck === "not-needed" ? [] : [judgeAppCheck(number, appCheck)];
}

function withoutPull(path: string): Refusal {
  return {
    code: "not-merged-through-a-pull-request",
    what: `${path} came to the branch past pull requests, so nobody approved it.`,
    fix: "Bring it in again through a pull request, or record it with `tollgate baseline` where it ran already.",
  };
}

function judgeAppCheck(number: number, check: "missing" | "other-digest"): Refusal {
  const what =
    check === "missing"
      ? `The app did not pass the head of pull request #${number} with its check.`
      : `The app's check on pull request #${number} was given to other content.`;
  return {
    code: "app-check-missing",
    what,
    fix: `Write \`/tollgate recheck\` as a comment on #${number}, then run this again.`,
  };
}

function judgePrevious({ environment, missing, unknown }: PreviousEvidence): Refusal[] {
  if (unknown !== undefined) {
    return [
      {
        code: "previous-environment-unknown",
        what: `It cannot be told what ran in ${environment}: ${unknown}`,
        fix: `Pass its connection to this job as well; an account that may SELECT from tollgate_ledger is enough.`,
      },
    ];
  }
  if (missing.length === 0) return [];
  return [
    {
      code: "previous-environment-not-done",
      what: `${missing.join(", ")} ${missing.length === 1 ? "has" : "have"} not run in ${environment} with these bytes.`,
      fix: `Roll out ${environment} first.`,
    },
  ];
}
