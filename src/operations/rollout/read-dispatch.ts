import type { Policy, Role } from "../../core/policy/policy.ts";
import type { GateEvidence } from "../../core/rollout/gate.ts";
import type { Clock } from "../ports/clock.ts";
import type { Repository, Roles } from "../ports/code-host.ts";
import type { CurrentPolicy } from "./read-current-policy.ts";
import type { RolloutRequest } from "./request.ts";

/** Where the commit stands, and which dispatch roles those hold who say go. What rolls out by itself needs nobody. */
export async function readDispatch(
  { repository, roles, clock }: { repository: Pick<Repository, "compare">; roles: Roles; clock: Clock },
  { branch, tip, policy, environment }: CurrentPolicy,
  { commit, actors }: Pick<RolloutRequest, "commit" | "actors">,
): Promise<GateEvidence> {
  const onBranch = commit === tip || (await repository.compare(tip, commit))?.ahead === 0;
  const now = clock.now().getTime();
  const place = { environment, commit, branch, onBranch, now, migrations: [], previous: [] };
  if (environment.rollout === "automatic") return { ...place, actors: [], unknownRoles: [] };
  const dispatch = environment.dispatch.map((id) => roleOf(policy, id));
  const held = await Promise.all(
    dispatch.map(async (role) => ({ role, holders: await roles.holders(role) })),
  );
  return {
    ...place,
    actors: distinct(actors).map((person) => ({
      person,
      roles: held.flatMap(({ role, holders }) =>
        holders.known && !person.bot && holders.people.some(({ id }) => id === person.id) ? role.title : [],
      ),
    })),
    unknownRoles: held.flatMap(({ role, holders }) =>
      holders.known ? [] : { title: role.title, why: holders.why },
    ),
  };
}

function roleOf(policy: Pick<Policy, "roles">, id: string): Role {
  const role = policy.roles.get(id);
  if (!role) throw new Error(`The policy has no role ${id}.`);
  return role;
}

function distinct<Actor extends { id: number }>(actors: readonly Actor[]): Actor[] {
  return [...new Map(actors.map((actor) => [actor.id, actor])).values()];
}
