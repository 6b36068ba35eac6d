import type { Assessment, KnownSize, Verdict } from "../../assessment.ts";
import { saySize } from "./size.ts";
import { sayTime } from "./time.ts";

export interface EnvironmentSizes {
  environment: string;
  /** What follows "Sizes on prod". */
  text: string;
}

const mostTables = 8;

/** How large the tables are, as of when, or why nobody knows: a sentence for each environment that the change goes to. */
export function saySizes(
  { statistics, migrations }: Assessment,
  { name, sentence }: { name: (table: string) => string; sentence: (text: string) => string },
): EnvironmentSizes[] {
  const verdicts = migrations.flatMap(({ statements }) => statements.flatMap((one) => one.verdicts));
  return (statistics?.environments ?? []).flatMap(({ environment, unknown }) => {
    const here = verdicts.filter((verdict) => verdict.environment === environment);
    if (here.length === 0) return [];
    if (unknown !== undefined)
      return [{ environment, text: ` are not known and count as large: ${sentence(unknown)}.` }];
    const text = sayKnown(here, name);
    return text === undefined ? [] : [{ environment, text }];
  });
}

/** Each table once, as large as it is on the largest of the environment's databases. */
function sayKnown(verdicts: readonly Verdict[], name: (table: string) => string): string | undefined {
  const unsized = new Set(verdicts.flatMap((verdict) => verdict.unsized ?? []));
  const largest = new Map<string, KnownSize>();
  for (const size of verdicts.flatMap(({ sizes }) => sizes ?? [])) {
    const before = largest.get(size.table);
    if (before === undefined || size.rows > before.rows) largest.set(size.table, size);
  }
  const tables = [...new Set([...largest.keys(), ...unsized])];
  if (tables.length === 0) return undefined;
  const said = tables.slice(0, mostTables).map((table) => {
    const size = largest.get(table);
    if (unsized.has(table) || !size) return `${name(table)} not known, so it counts as large`;
    return `${name(table)} ${saySize(size)}`;
  });
  const rest = tables.length > mostTables ? [`${tables.length - mostTables} more`] : [];
  const [first] = [...largest.values()].map(({ takenAt }) => takenAt).sort();
  const when = first === undefined ? "" : ` as of ${sayTime(first)}`;
  return `${when}: ${[...said, ...rest].join("; ")}.`;
}
