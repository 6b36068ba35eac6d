import { renderAccount } from "../accounts/render-account.ts";
import { type Answer, queryOf, type RepositoryCall, type Route, reading } from "../route.ts";
import { nodeId } from "../world.ts";
import { answerCursor } from "./cursor.ts";

/** Newest first unless asked otherwise, as GitHub lists it. */
function listActivity(call: RepositoryCall): Answer {
  const { world, repository } = call;
  const ref = queryOf<string>(call, "ref");
  const wanted = ref === undefined || ref.startsWith("refs/") ? ref : `refs/heads/${ref}`;
  const actor = queryOf<string>(call, "actor");
  const type = queryOf<string>(call, "activity_type");
  const found = repository.activity.filter(
    (one) =>
      (wanted === undefined || one.ref === wanted) &&
      (actor === undefined || one.actor.login === actor) &&
      (type === undefined || one.type === type),
  );
  const ordered = queryOf<string>(call, "direction") === "asc" ? found : found.toReversed();
  const rendered = ordered.map((one) => ({
    id: one.id,
    node_id: nodeId("PSH", one.id),
    before: one.before,
    after: one.after,
    ref: one.ref,
    timestamp: one.timestamp,
    activity_type: one.type,
    actor: renderAccount(world, one.actor),
  }));
  return answerCursor(call, rendered, "after");
}

export const activityRoutes: Route[] = [
  { operation: "GET /repos/{owner}/{repo}/activity", needs: reading("contents"), handle: listActivity },
];
