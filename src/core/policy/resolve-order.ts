import type { GroupRule, PolicyFile, TargetOrder } from "./policy.ts";

type EnvironmentFile = PolicyFile["environments"][string];

/** undefined = nothing is said: one after the other, and the first failure stops. */
export function resolveOrder({
  parallel,
  on_error: onError,
  groups,
}: Pick<EnvironmentFile, "parallel" | "on_error" | "groups">): TargetOrder | undefined {
  if (parallel === undefined && onError === undefined && groups === undefined) return undefined;
  const rule = onError ?? "stop";
  return {
    parallel: parallel ?? 1,
    onError: rule,
    groups: (groups ?? []).map(
      ({ name, databases, instances, on_error: own }): GroupRule => ({
        name,
        databases,
        instances,
        onError: own ?? rule,
      }),
    ),
  };
}
