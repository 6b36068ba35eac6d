import type { Target } from "../policy/policy.ts";
import type { DatabasesNamed } from "../schema/databases-named.ts";
import { type Home, unknownHome } from "../schema/names.ts";

/** One way to read a project's migrations. Where several may be right for a target, the worst of them counts. */
export interface Reading {
  /** As the policy names it. */
  engine: string;
  home: Home;
  /** The targets that it may be right for. */
  targets: readonly Target[];
}

/**
 * How migrations are to be read for targets of one engine, once it is known which databases they name. A database that
 * none of them names is home under any name; one that they do name is home for itself and another one for the others.
 */
export function readingsFor(engine: string, targets: readonly Target[], named: DatabasesNamed): Reading[] {
  const reading = (home: Home, its: readonly Target[]): Reading => ({ engine, home, targets: its });
  if (targets.some(({ isDatabaseAssumed }) => isDatabaseAssumed))
    return homesOfUnknown(named).map((home) => reading(home, targets));
  const own = [...new Set(targets.map(({ database }) => database))];
  const apart = own.length === 1 ? own : own.filter((name) => isNamed(name, named)).slice(0, most);
  const others = targets.filter(({ database }) => !apart.includes(database));
  return [
    ...(others.length > 0 ? [reading(known([]), others)] : []),
    ...apart.flatMap((name) => {
      const its = targets.filter(({ database }) => database === name);
      const alike = spellings(name, named).filter((other) => !own.includes(other));
      // A server that folds names takes them for one (lower_case_table_names, manual 9.2.3); another has two databases.
      return [known([name]), ...(alike.length > 0 ? [known([name, ...alike])] : [])].map((home) =>
        reading(home, its),
      );
    }),
  ];
}

/** Where nobody knows what home is called: it is none of those that are named, or each of them in turn. */
export function homesOfUnknown({ names, home }: DatabasesNamed): Home[] {
  if (!home) return [unknownHome];
  const alike = new Map<string, Set<string>>();
  for (const name of names) {
    const folded = name.toLowerCase();
    alike.set(folded, (alike.get(folded) ?? new Set()).add(name));
  }
  const groups = [...alike.values()].slice(0, most);
  return [unknownHome, ...groups.map((group) => ({ names: group, isKnown: false }))];
}

/**
 * Each takes the time of one more reading. Those that come after are read as other databases, which is a finding of its
 * own.
 */
const most = 8;

function known(names: readonly string[]): Home {
  return { names: new Set(names), isKnown: true };
}

function isNamed(name: string, named: DatabasesNamed): boolean {
  return named.names.has(name) || spellings(name, named).length > 0;
}

/** Other names that differ from it in case alone. */
function spellings(name: string, { names }: DatabasesNamed): string[] {
  return [...names].filter((other) => other !== name && other.toLowerCase() === name.toLowerCase());
}

export function isSameHome(a: Home, b: Home): boolean {
  return (
    a.isKnown === b.isKnown &&
    a.names.size === b.names.size &&
    [...a.names].every((name) => b.names.has(name))
  );
}
