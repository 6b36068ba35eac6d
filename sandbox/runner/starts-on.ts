import type { EventsConfig } from "@actions/workflow-parser/model/workflow-template";

/** Something that happened, with what the filters under `on:` look at. */
export interface Happening {
  event: string;
  /** `action` of the payload: `opened`, `submitted`, … */
  action: string | undefined;
  /** The branch that was pushed, or the pull request's base. */
  branch: string | undefined;
  /** Files that the push or the pull request changed. */
  paths: readonly string[];
}

/** Activity types that start a workflow which names none (GitHub Docs, "Events that trigger workflows"). */
const defaultTypes: Record<string, readonly string[]> = {
  pull_request: ["opened", "synchronize", "reopened"],
  pull_request_target: ["opened", "synchronize", "reopened"],
};

/** Does the workflow's `on:` answer to this? Every filter that it names must agree. */
export function startsOn(events: EventsConfig, happening: Happening): boolean {
  const config = events[happening.event];
  if (config === undefined) return false;
  const filters = (config ?? {}) as Filters;
  const types = filters.types ?? defaultTypes[happening.event];
  if (types && happening.action !== undefined && !types.includes(happening.action)) return false;
  return (
    passes(
      happening.branch === undefined ? [] : [happening.branch],
      filters.branches,
      filters["branches-ignore"],
    ) && passes(happening.paths, filters.paths, filters["paths-ignore"])
  );
}

interface Filters {
  types?: readonly string[];
  branches?: readonly string[];
  "branches-ignore"?: readonly string[];
  paths?: readonly string[];
  "paths-ignore"?: readonly string[];
}

/** `names` pass when one of them is wanted, or when one of them is not ignored. */
function passes(names: readonly string[], only?: readonly string[], ignore?: readonly string[]): boolean {
  if (only) return names.some((name) => matches(only, name));
  if (ignore) return names.some((name) => !matches(ignore, name));
  return true;
}

/** The last pattern that matches decides, and `!` takes away (GitHub Docs, "Filter pattern cheat sheet"). */
function matches(patterns: readonly string[], name: string): boolean {
  return patterns.reduce((wanted, pattern) => {
    const away = pattern.startsWith("!");
    return patternOf(away ? pattern.slice(1) : pattern).test(name) ? !away : wanted;
  }, false);
}

function patternOf(glob: string): RegExp {
  const source = glob.replace(/\*\*\/|\*\*|\*|[.\\^${}()|]/g, (part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    return part === "*" ? "[^/]*" : `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}
