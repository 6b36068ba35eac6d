import type { StatisticsSnapshot } from "./statistics.ts";

/** The snapshot that a text holds, or what is wrong with it first: the end of a sentence that begins with the file. */
export function parseStatistics(
  text: string,
  environment: string,
): { snapshot: StatisticsSnapshot } | { wrong: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { wrong: "is not JSON" };
  }
  const wrong = snapshot(value, "");
  if (wrong !== undefined) return { wrong };
  const valid = value as StatisticsSnapshot;
  if (valid.environment !== environment) return { wrong: `is of the environment ${valid.environment}` };
  const names = valid.databases.map(({ instance, database }) => `${database} on ${instance}`);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  return twice === undefined ? { snapshot: valid } : { wrong: `holds ${twice} twice` };
}

/** What is wrong with a value, the first of it, by its path; undefined = nothing. */
type Check = (value: unknown, path: string) => string | undefined;

const text: Check = (value, path) =>
  typeof value === "string" && value !== "" ? undefined : `has no text at ${path}`;

const count: Check = (value, path) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? undefined : `has no whole number at ${path}`;

const time: Check = (value, path) =>
  typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)
    ? undefined
    : `has no UTC time like 2026-01-31T04:00:00Z at ${path}`;

const one: Check = (value, path) => (value === 1 ? undefined : `has another ${path} than 1`);

const optional =
  (check: Check): Check =>
  (value, path) =>
    value === undefined ? undefined : check(value, path);

const list =
  (check: Check): Check =>
  (value, path) =>
    Array.isArray(value)
      ? firstWrong(value.map((item, i) => () => check(item, `${path}[${i}]`)))
      : `has no list at ${path}`;

const byName =
  (check: Check): Check =>
  (value, path) =>
    isObject(value)
      ? firstWrong(
          Object.entries(value).map(
            ([name, item]) =>
              () =>
                check(item, `${path}.${name}`),
          ),
        )
      : `has no object at ${path}`;

/** Other keys are left for later versions to use. */
const object =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value, path) =>
    isObject(value)
      ? firstWrong(
          Object.entries(checks).map(
            ([key, check]) =>
              () =>
                check(
                  Object.hasOwn(value, key) ? value[key] : undefined,
                  path === "" ? key : `${path}.${key}`,
                ),
          ),
        )
      : `has no object at ${path === "" ? "its top" : path}`;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function firstWrong(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const wrong = check();
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

const snapshot = object({
  version: one,
  environment: text,
  databases: list(
    object({
      instance: text,
      database: text,
      takenAt: time,
      serverVersion: text,
      tables: byName(
        object({
          rows: count,
          bytes: count,
          rowVersions: optional(count),
          triggers: optional(count),
          referencedBy: optional(list(text)),
        }),
      ),
    }),
  ),
});
