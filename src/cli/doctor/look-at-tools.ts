import type { Policy } from "../../core/policy/policy.ts";
import type { OnlineTools } from "../../operations/ports/online.ts";
import { sayInstall } from "../../operations/rollout/online/foresee-online.ts";
import { type Diagnosis, fine, wrong } from "./diagnosis.ts";

/** Are the tools here that the policy gives large tables to? Rollouts look for them on their own PATH. */
export async function lookAtTools(
  { environments }: Pick<Policy, "environments">,
  tools: Pick<OnlineTools, "version">,
): Promise<Diagnosis[]> {
  const found: Diagnosis[] = [];
  for (const { name, online } of environments) {
    if (!online) continue;
    const version = await tools.version(online.tool);
    const topic = `${name}/online`;
    found.push(
      version === undefined
        ? wrong(topic, `${online.tool} is not on the PATH here.`, sayInstall(online.tool))
        : fine(topic, `${online.tool} ${version} is on the PATH.`),
    );
  }
  return found;
}
