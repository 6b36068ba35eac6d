import type { ReviewView } from "../review-view.ts";
import { code } from "../say/neutralise.ts";

const most = 10;

/** Other open pull requests that may not fit together with this one. They do not change how it is judged. */
export function collisionsBlock({ collisions = [] }: ReviewView): string {
  if (collisions.length === 0) return "";
  const items = collisions.slice(0, most).map(({ number, url, tables, versions }) => {
    const facts = [
      versions.length > 0
        ? `version ${versions.map(code).join(", ")}, which only the first to be merged can have`
        : "",
      tables.length > 0 ? `${tables.length === 1 ? "table" : "tables"} ${tables.map(code).join(", ")}` : "",
    ];
    return `- [#${number}](${url}): ${facts.filter((fact) => fact !== "").join("; ")}`;
  });
  const rest = collisions.length > most ? [`- … and ${collisions.length - most} more`] : [];
  return ["**Other open pull requests touch the same:**", "", ...items, ...rest].join("\n");
}
