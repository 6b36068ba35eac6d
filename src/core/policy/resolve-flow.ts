import { isPinned, nameOf, pinnedOf } from "./pinned.ts";
import type { Flow, PolicyFile, Role } from "./policy.ts";

type FlowFile = NonNullable<NonNullable<PolicyFile["approval"]>["flows"]>[string];
type StepFile = FlowFile["steps"][number];

/** The roles of the file, and one for each `any` of a step. */
export function resolveRoles({
  roles = {},
  approval,
}: Pick<PolicyFile, "roles" | "approval">): Map<string, Role> {
  const own = Object.entries(roles).map(([id, role]): [string, Role] => [id, resolveRole(id, role)]);
  const steps = Object.values(approval?.flows ?? {}).flatMap((flow) => flow.steps);
  const joint = steps.map(rolesOf).filter((ids) => ids.length > 1);
  return gatherRoles(new Map([...own, ...joint.map((ids): [string, Role] => [idOf(ids), jointRole(ids)])]));
}

function resolveRole(id: string, role: NonNullable<PolicyFile["roles"]>[string]): Role {
  const { title = id, description = "", users = [], teams = [] } = role;
  const pinned = [...users, ...teams].filter(isPinned).map(pinnedOf);
  return {
    ...{ id, title, description },
    users: users.map(nameOf),
    teams: teams.map(nameOf),
    ids: new Map(pinned.map(({ name, id }) => [name.toLowerCase(), id])),
  };
}

/**
 * Joint roles have the people that their roles have in this very map: an organisation's floor may have given one of these
 * to others.
 */
export function gatherRoles(roles: ReadonlyMap<string, Role>): Map<string, Role> {
  const gathered = [...roles].map(([id, role]): [string, Role] => {
    if (!role.anyOf) return [id, role];
    const members = role.anyOf.flatMap((one) => roles.get(one) ?? []);
    return [
      id,
      {
        ...role,
        title: members.map(({ title }) => title).join(" or "),
        users: [...new Set(members.flatMap(({ users }) => users))],
        teams: [...new Set(members.flatMap(({ teams }) => teams))],
        ids: new Map(members.flatMap(({ ids }) => [...ids])),
      },
    ];
  });
  return new Map(gathered);
}

function jointRole(anyOf: readonly string[]): Role {
  return { id: idOf(anyOf), title: "", description: "", users: [], teams: [], ids: new Map(), anyOf };
}

/** No role of a file has such a name. */
function idOf(ids: readonly string[]): string {
  return ids.join("|");
}

export function resolveFlow(roles: ReadonlyMap<string, Role>, id: string, { title, steps }: FlowFile): Flow {
  const titles = steps.map((step) => {
    const named = roles.get(idOf(rolesOf(step)))?.title ?? idOf(rolesOf(step));
    return approvalsOf(step) === 1 ? named : `${approvalsOf(step)} × ${named}`;
  });
  const expanded = steps.flatMap((step) =>
    Array.from({ length: approvalsOf(step) }, () => idOf(rolesOf(step))),
  );
  return { id, title: title ?? titles.join(" -> "), steps: expanded };
}

/** Sorted, so that the same roles in another order are the same step. */
function rolesOf(step: StepFile): string[] {
  if (typeof step === "string") return [step];
  return step.any ? [...step.any].sort() : [step.role ?? ""];
}

function approvalsOf(step: StepFile): number {
  return typeof step === "string" ? 1 : (step.approvals ?? 1);
}
