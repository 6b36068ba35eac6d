import type { Environment, GroupRule, OnError, Target, TargetOrder } from "../policy/policy.ts";
import { selectDatabases } from "../policy/select-databases.ts";

export interface TargetGroup<Item> {
  name: string;
  onError: OnError;
  items: readonly Item[];
}

const oneAfterTheOther: TargetOrder = { parallel: 1, onError: "stop", groups: [] };

/** Where the policy says nothing, one target after the other, and the first failure stops. */
export function orderOf({ order }: Pick<Environment, "order">): TargetOrder {
  return order ?? oneAfterTheOther;
}

/** Every target stands in the first group that names it, or in the last one; the order within a group is kept. */
export function groupTargets<Item extends { target: Target }>(
  { groups, onError }: TargetOrder,
  items: readonly Item[],
): TargetGroup<Item>[] {
  let left = [...items];
  const named = groups.map(({ name, onError: own, ...rule }) => {
    const chosen = new Set(left.filter(({ target }) => isNamed(rule, target)));
    left = left.filter((item) => !chosen.has(item));
    return { name, onError: own, items: [...chosen] };
  });
  return [...named, { name: "rest", onError, items: left }];
}

function isNamed({ databases, instances }: Pick<GroupRule, "databases" | "instances">, target: Target) {
  const { database: name, labels, instance } = target;
  if (instances && !instances.includes(instance)) return false;
  return !databases || databases.some((selector) => selectDatabases(selector, [{ name, labels }]).length > 0);
}
