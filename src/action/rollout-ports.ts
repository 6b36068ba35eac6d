import type { Policy } from "../core/policy/policy.ts";
import { actionClient } from "../github/action-client.ts";
import { githubAppChecks } from "../github/app-checks.ts";
import { githubComments } from "../github/comments.ts";
import { githubDeployments } from "../github/deployments.ts";
import { immutableCache } from "../github/immutable-cache.ts";
import { githubPullRequests } from "../github/pull-requests.ts";
import { recentlyWritten } from "../github/recently-written.ts";
import { githubRepository } from "../github/repository.ts";
import { githubRoles } from "../github/roles.ts";
import { mysqlAccounts } from "../mysql/mysql-accounts.ts";
import { mysqlTargets } from "../mysql/mysql-targets.ts";
import { largeTables } from "../mysql/online/large-tables.ts";
import { onlineTools } from "../mysql/online/online-tools.ts";
import type { RolloutPorts } from "../operations/rollout/request.ts";

const megabytes = 1024 * 1024;

export function rolloutPorts(
  place: Parameters<typeof githubRepository>[0],
  { login, teamsToken }: { login: string; teamsToken: string },
): RolloutPorts {
  const repository = githubRepository(place, immutableCache(256 * megabytes));
  const commentsOf = ({ gate, appId }: Pick<Policy, "gate" | "appId">) =>
    githubComments(
      place,
      gate === "app" && appId !== undefined ? { app: appId } : { login },
      recentlyWritten(),
    );
  return {
    repository,
    pulls: githubPullRequests(place, repository),
    roles: githubRoles(actionClient(teamsToken), immutableCache(1000)),
    appChecks: githubAppChecks(place),
    targets: mysqlTargets(process.env),
    accounts: mysqlAccounts(process.env),
    online: { tables: largeTables(process.env), tools: onlineTools(process.env) },
    deployments: githubDeployments(place),
    commentsOf,
    clock: { now: () => new Date() },
  };
}
