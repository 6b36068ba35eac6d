import { type Answer, type Call, queryOf } from "./route.ts";

/** One page of a list with GitHub's `Link` header; `wrap` puts the items into the object that some lists come in. */
export function answerPage<Item>(
  call: Call,
  items: readonly Item[],
  wrap: (page: Item[], total: number) => unknown = (page) => page,
): Answer {
  const size = Math.min(queryOf<number>(call, "per_page") ?? 30, 100);
  const number = queryOf<number>(call, "page") ?? 1;
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (page: number, rel: string) => {
    const query = new URLSearchParams(
      Object.entries(call.query).map(([key, value]): [string, string] => [key, String(value)]),
    );
    query.set("page", String(page));
    return `<${call.url}?${query}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, "prev")] : []),
    ...(number < last ? [link(number + 1, "next"), link(last, "last")] : []),
    ...(number > 1 ? [link(1, "first")] : []),
  ];
  const body = wrap(items.slice((number - 1) * size, number * size), items.length);
  return { status: 200, body, ...(links.length > 0 ? { headers: { link: links.join(", ") } } : {}) };
}
