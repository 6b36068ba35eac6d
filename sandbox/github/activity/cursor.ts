import { type Answer, type Call, queryOf } from "../route.ts";

/** A page of a list that GitHub pages by cursor, not by number; `parameter` is what the list calls it. */
export function answerCursor<Item extends { id: number }>(
  call: Call,
  items: readonly Item[],
  parameter: "after" | "cursor",
): Answer {
  const size = Math.min(queryOf<number>(call, "per_page") ?? 30, 100);
  const after = queryOf<string>(call, parameter);
  const start = after === undefined ? 0 : items.findIndex(({ id }) => String(id) === after) + 1;
  const body = items.slice(start, start + size);
  const last = body.at(-1);
  if (!last || start + size >= items.length) return { status: 200, body };
  const query = new URLSearchParams(
    Object.entries(call.query).map(([key, value]): [string, string] => [key, String(value)]),
  );
  query.set(parameter, String(last.id));
  return { status: 200, body, headers: { link: `<${call.url}?${query}>; rel="next"` } };
}
