import type { Policy, Target } from "../../core/policy/policy.ts";
import { hiddenOf } from "../../core/report/comment/render-statistics.ts";
import { mysqlAccounts } from "../../mysql/mysql-accounts.ts";
import { mysqlDatabases } from "../../mysql/mysql-databases.ts";
import { mysqlTargets } from "../../mysql/mysql-targets.ts";
import type { Accounts, Databases, Targets } from "../../operations/ports/database.ts";
import { UserError } from "../../operations/user-error.ts";
import { type Diagnosis, fine, unknown, wrong } from "./diagnosis.ts";
import { lookAtAccount } from "./look-at-account.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** Can each target be reached with the connections that are set here? Reads only. */
export async function lookAtConnections(policy: Policy, variables: Variables): Promise<Diagnosis[]> {
  const targets = policy.projects.flatMap((project) => project.targets);
  const unique = new Map(targets.map((target) => [`${target.instance}/${target.database}`, target]));
  const ports = {
    targets: mysqlTargets(variables),
    databases: mysqlDatabases(variables, { now: () => new Date() }),
    accounts: mysqlAccounts(variables),
  };
  const keeping = new Set(
    policy.environments.filter(({ rowRules }) => rowRules?.undo).map(({ name }) => name),
  );
  const looks = await Promise.all(
    [...unique.values()].map((target) =>
      lookAt(target, variables, { ...ports, keepsRows: keeping.has(target.environment) }),
    ),
  );
  return looks.flat();
}

interface Ports {
  targets: Pick<Targets, "look">;
  databases: Pick<Databases, "statistics">;
  accounts: Accounts;
  /** The environment's rows are kept for `undo`. */
  keepsRows: boolean;
}

async function lookAt(
  target: Target,
  variables: Variables,
  { targets, databases, accounts, keepsRows }: Ports,
): Promise<Diagnosis[]> {
  const topic = `${target.environment}/${target.database}`;
  if (!variables[target.connection]) {
    const fix = `Set it to look at ${target.instance} from here.`;
    return [unknown(topic, `${target.connection} is not set here.`, fix)];
  }
  try {
    await targets.look(target);
    const hidden = hiddenOf(Object.values((await databases.statistics(target)).tables));
    const account = lookAtAccount(topic, target, await accounts.access(target), keepsRows);
    return [fine(topic, `${target.instance} answers${sayHidden(hidden)}.`), ...account];
  } catch (error) {
    if (error instanceof UserError) return [wrong(topic, error.message, error.fix)];
    throw error;
  }
}

/** Statistics count what is not visible as unknown. */
function sayHidden(hidden: readonly string[]): string {
  if (hidden.length === 0) return "";
  return `; without the privileges PROCESS and TRIGGER it hides ${hidden.join(", ")}`;
}
