import type { Environment } from "../../../core/policy/policy.ts";
import type { Online } from "../../ports/online.ts";

/** Also where no rule is left: what an earlier run gave to a tool may have to be found out. undefined = nobody can. */
export function onlineFor(
  { name, online: rule }: Pick<Environment, "name" | "online">,
  ports: Pick<Online, "tables" | "tools"> | undefined,
): Online | undefined {
  if (ports) return { ...ports, rule };
  if (rule) throw new Error(`Alterations of ${name} are given to a tool, and nobody here can call one.`);
  return undefined;
}
