import type { Policy, Target } from "../../core/policy/policy.ts";
import { mysqlTargets } from "../../mysql/mysql-targets.ts";
import type { Targets } from "../../operations/ports.ts";
import { UserError } from "../../operations/user-error.ts";
import { type Diagnosis, fine, unknown, wrong } from "./diagnosis.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** Can each target be reached with the connections that are set here? Reads only. */
export async function lookAtConnections(policy: Policy, variables: Variables): Promise<Diagnosis[]> {
  const targets = policy.projects.flatMap((project) => project.targets);
  const unique = new Map(targets.map((target) => [`${target.instance}/${target.database}`, target]));
  const open = mysqlTargets(variables);
  return Promise.all([...unique.values()].map((target) => lookAt(target, variables, open)));
}

async function lookAt(target: Target, variables: Variables, targets: Targets): Promise<Diagnosis> {
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
    return fine(topic, `${target.instance} answers.`);
  } catch (error) {
    if (error instanceof UserError) return wrong(topic, error.message, error.fix);
    throw error;
  }
}
