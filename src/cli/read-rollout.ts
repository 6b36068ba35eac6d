import type { Policy, Target } from "../core/policy/policy.ts";
import { git } from "../git/git.ts";
import { type LocalRepository, openLocalRepository } from "../git/local-repository.ts";
import { mysqlTargets } from "../mysql/mysql-targets.ts";
import type { Targets } from "../operations/ports/database.ts";
import { readPolicy } from "../operations/read-policy.ts";
import { findEnvironment } from "../operations/rollout/read-current-policy.ts";
import { type Pending, readPending } from "../operations/rollout/read-pending.ts";
import { UserError } from "../operations/user-error.ts";
import type { Values } from "./command.ts";
import type { Io } from "./io.ts";
import type { rolloutOptions } from "./options.ts";
import { PolicyError } from "./policy-error.ts";
import { namedFloor, namedPolicy, raisedPolicy } from "./trusted-policy.ts";

export type RolloutOptions = Values<typeof rolloutOptions>;

export interface LocalRollout extends Pending {
  policy: Policy;
  environment: Policy["environments"][number];
  commit: string;
  targets: Targets;
}

interface LocalPlace extends Pick<LocalRollout, "policy" | "environment" | "commit" | "targets"> {
  repository: LocalRepository;
}

/** What the local clone would roll out to an environment, and what its targets say has run. */
export async function readRollout(options: RolloutOptions, io: Io): Promise<LocalRollout> {
  const { repository, ...place } = await readPlace(options, io);
  const { targets, commit } = place;
  return { ...(await readPending({ repository, targets }, place, commit)), ...place };
}

/** The clone, its policy and its commit; no target has been asked. */
export async function readPlace(options: RolloutOptions, io: Io): Promise<LocalPlace> {
  if (options.environment === undefined) {
    throw new UserError("usage", "Which environment?", "Add --environment with a name of the policy.");
  }
  const repository = await openLocalRepository(io.cwd);
  const commit = (
    await git(io.cwd, ["rev-parse", "--verify", "--end-of-options", `${options.commit}^{commit}`])
  )
    .toString()
    .trim();
  const own = await policyOf(options, repository, commit, io);
  const policy = onlyTargets(raisedPolicy(own, await namedFloor(options.floor, io)), options);
  const environment = findEnvironment(policy, options.environment);
  return { repository, policy, environment, commit, targets: mysqlTargets(io.env) };
}

async function policyOf(
  options: RolloutOptions,
  repository: LocalRepository,
  commit: string,
  io: Io,
): Promise<Policy> {
  const named = await namedPolicy(options.policy, io);
  if (named) return named;
  const read = await readPolicy(repository, commit);
  if (read.found === "valid") return read.policy;
  if (read.found === "invalid") throw new PolicyError(read.problems);
  throw new UserError(
    "policy-missing",
    "The commit has no policy.",
    "Name one with --policy, or write one with tollgate init.",
  );
}

function onlyTargets(policy: Policy, { instance, database }: RolloutOptions): Policy {
  const wanted = (target: Target) =>
    (instance === undefined || target.instance === instance) &&
    (database === undefined || target.database === database);
  const projects = policy.projects.map((project) => ({
    ...project,
    targets: project.targets.filter(wanted),
  }));
  if (projects.some(({ targets }) => targets.length > 0)) return { ...policy, projects };
  throw new UserError("no-target", "The policy has no such target.", "Look at its instances and databases.");
}
