import type { ParseArgsConfig } from "node:util";
import type { Policy, Target } from "../core/policy/policy.ts";
import { git } from "../git/git.ts";
import { type LocalRepository, openLocalRepository } from "../git/local-repository.ts";
import { mysqlTargets } from "../mysql/mysql-targets.ts";
import type { Targets } from "../operations/ports/database.ts";
import { readPolicy } from "../operations/read-policy.ts";
import { findEnvironment } from "../operations/rollout/read-current-policy.ts";
import { type Pending, readPending } from "../operations/rollout/read-pending.ts";
import { UserError } from "../operations/user-error.ts";
import type { Io } from "./io.ts";
import { PolicyError } from "./policy-error.ts";
import { namedFloor, raisedPolicy, trustedPolicy } from "./trusted-policy.ts";

/** Options of every command that looks at targets. */
export const rolloutOptions = {
  environment: { type: "string", short: "e" },
  policy: { type: "string" },
  floor: { type: "string" },
  commit: { type: "string", default: "HEAD" },
  instance: { type: "string" },
  database: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const satisfies ParseArgsConfig["options"];

export const rolloutOptionsHelp = `  -e, --environment E   the environment, by its name in the policy
  --policy FILE         the policy (default: .github/tollgate.yml of the commit)
  --floor FILE          the organisation's floor: a copy of tollgate.yml of its .github repository
  --commit REF          the commit whose migrations count (default: HEAD)
  --instance I, --database D
                        only this instance, only this database

Connections are read from the environment variables that the policy names.
`;

export interface RolloutOptions {
  environment?: string | undefined;
  policy?: string | undefined;
  floor?: string | undefined;
  commit: string;
  instance?: string | undefined;
  database?: string | undefined;
}

export interface LocalRollout extends Pending {
  policy: Policy;
  environment: Policy["environments"][number];
  commit: string;
  targets: Targets;
}

/** What the local clone would roll out to an environment, and what its targets say has run. */
export async function readRollout(options: RolloutOptions, io: Io): Promise<LocalRollout> {
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
  const targets = mysqlTargets(io.env);
  const pending = await readPending({ repository, targets }, policy, {
    commit,
    environment: environment.name,
  });
  return { ...pending, policy, environment, commit, targets };
}

async function policyOf(
  options: RolloutOptions,
  repository: LocalRepository,
  commit: string,
  io: Io,
): Promise<Policy> {
  if (options.policy !== undefined) {
    return trustedPolicy(await io.readFile(options.policy), options.policy);
  }
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
