import type { StatisticsSnapshot } from "./statistics.ts";
import { validateStatistics } from "./validate-statistics.generated.js";

/** The snapshot that a text holds, or what is wrong with it first: the end of a sentence that begins with the file. */
export function parseStatistics(
  text: string,
  environment: string,
): { snapshot: StatisticsSnapshot } | { wrong: string } {
  let snapshot: unknown;
  try {
    snapshot = JSON.parse(text);
  } catch {
    return { wrong: "is not JSON" };
  }
  if (!validateStatistics(snapshot)) return { wrong: firstWrong() };
  if (snapshot.environment !== environment) return { wrong: `is of the environment ${snapshot.environment}` };
  const names = snapshot.databases.map(({ instance, database }) => `${database} on ${instance}`);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  return twice === undefined ? { snapshot } : { wrong: `holds ${twice} twice` };
}

/** By JSON pointer (RFC 6901) and by what the schema asks for there. */
function firstWrong(): string {
  const [error] = validateStatistics.errors ?? [];
  const at = error?.instancePath || "its top";
  const { missingProperty, additionalProperty, type } = error?.params ?? {};
  if (missingProperty !== undefined) return `has no ${missingProperty} at ${at}`;
  if (additionalProperty !== undefined)
    return `has a key ${additionalProperty} at ${at} that means nothing here`;
  return type === undefined ? `holds a value at ${at} that cannot be` : `has no ${type} at ${at}`;
}
