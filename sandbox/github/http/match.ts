import type { Method, Route } from "../route.ts";

interface Matched {
  route: Route;
  path: Record<string, string>;
}

/** The last parameter of these takes slashes too: branch names and file paths have them. */
const greedy = new Set(["path", "ref", "branch", "basehead"]);

interface Pattern {
  route: Route;
  method: string;
  expression: RegExp;
  names: string[];
  segments: string[];
}

function compile(route: Route): Pattern {
  const [method = "", template = ""] = route.operation.split(" ");
  const segments = template.split("/").slice(1);
  const names: string[] = [];
  const parts = segments.map((segment, index) =>
    segment.replace(/\{(\w+)\}/g, (_, name: string) => {
      names.push(name);
      return greedy.has(name) && index === segments.length - 1 ? "(.+)" : "([^/]+)";
    }),
  );
  return { route, method, expression: new RegExp(`^/${parts.join("/")}$`), names, segments };
}

function literals(pattern: Pattern): number {
  return pattern.segments.filter((segment) => !segment.includes("{")).length;
}

/** The route of a method and path; the most literal one where several fit. */
export function createMatcher(
  routes: readonly Route[],
): (method: Method, path: string) => Matched | undefined {
  const patterns = routes
    .map(compile)
    .sort((one, other) => other.segments.length - one.segments.length || literals(other) - literals(one));
  return (method, path) => {
    for (const pattern of patterns) {
      if (pattern.method !== method) continue;
      const found = pattern.expression.exec(path);
      if (!found) continue;
      const values = found.slice(1).map((value) => decodeURIComponent(value));
      return {
        route: pattern.route,
        path: Object.fromEntries(pattern.names.map((name, i) => [name, values[i] ?? ""])),
      };
    }
    return undefined;
  };
}
