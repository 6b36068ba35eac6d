import { renderAccount } from "../accounts/render-account.ts";
import { type Answer, queryOf, type RepositoryCall, type Route, reading } from "../route.ts";
import { nodeId } from "../world.ts";
import { answerCursor } from "./cursor.ts";

/** The sandbox's clock runs ahead of the machine's. */
const newest = ({ activity }: RepositoryCall["repository"]) =>
  Math.max(...activity.map(({ timestamp }) => Date.parse(timestamp)));

const days = { day: 1, week: 7, month: 31, quarter: 92, year: 366 };

/** Newest first unless asked otherwise, as GitHub lists it. */
function listActivity(call: RepositoryCall): Answer {
  const { world, repository } = call;
  const ref = queryOf<string>(call, "ref");
  const wanted = ref === undefined || ref.startsWith("refs/") ? ref : `refs/heads/${ref}`;
  const actor = queryOf<string>(call, "actor");
  const type = queryOf<string>(call, "activity_type");
  const period = queryOf<keyof typeof days>(call, "time_period");
  const since = period === undefined ? 0 : newest(repository) - days[period] * 86_400_000;
  const found = repository.activity.filter(
    (one) =>
      (wanted === undefined || one.ref === wanted) &&
      (actor === undefined || one.actor.login === actor) &&
      (type === undefined || one.type === type) &&
      Date.parse(one.timestamp) >= since,
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
