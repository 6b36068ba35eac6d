import type { Policy, Target } from "../../core/policy/policy.ts";
import { hiddenOf } from "../../core/report/comment/render-statistics.ts";
import { mysqlDatabases } from "../../mysql/mysql-databases.ts";
import { mysqlTargets } from "../../mysql/mysql-targets.ts";
import type { Databases, Targets } from "../../operations/ports/database.ts";
import { UserError } from "../../operations/user-error.ts";
import { type Diagnosis, fine, unknown, wrong } from "./diagnosis.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** Can each target be reached with the connections that are set here? Reads only. */
export async function lookAtConnections(policy: Policy, variables: Variables): Promise<Diagnosis[]> {
  const targets = policy.projects.flatMap((project) => project.targets);
  const unique = new Map(targets.map((target) => [`${target.instance}/${target.database}`, target]));
  const ports = {
    targets: mysqlTargets(variables),
    databases: mysqlDatabases(variables, { now: () => new Date() }),
  };
  return Promise.all([...unique.values()].map((target) => lookAt(target, variables, ports)));
}

interface Ports {
  targets: Pick<Targets, "look">;
  databases: Pick<Databases, "statistics">;
}

async function lookAt(
  target: Target,
  variables: Variables,
  { targets, databases }: Ports,
): Promise<Diagnosis> {
  const topic = `${target.environment}/${target.database}`;
  if (!variables[target.connection]) {
    return unknown(
      topic,
      `${target.connection} is not set here.`,
      `Set it to look at ${target.instance} from here.`,
    );
  }
  try {
    await targets.look(target);
    const hidden = hiddenOf(Object.values((await databases.statistics(target)).tables));
    return fine(topic, `${target.instance} answers${sayHidden(hidden)}.`);
  } catch (error) {
    if (error instanceof UserError) return wrong(topic, error.message, error.fix);
    throw error;
  }
}

/** Statistics count what is not visible as unknown. */
function sayHidden(hidden: readonly string[]): string {
  if (hidden.length === 0) return "";
  return `; without the privileges PROCESS and TRIGGER it hides ${hidden.join(", ")}`;
}
