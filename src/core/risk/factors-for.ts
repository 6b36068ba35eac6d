import type { DescribedStatement } from "../change/change.ts";
import type { ClauseKind } from "../sql/clause.ts";
import type { ChangeFactor, StatementFactor } from "./factor.ts";
import { factors } from "./factors.ts";

/** The factors that are asked about a statement; the others list types or kinds that it has not. */
interface AskedFactors {
  aboutStatement: readonly StatementFactor[];
  aboutChange(kind: ClauseKind): readonly ChangeFactor[];
  /** Of what the pull request creates. */
  aboutNew(kind: ClauseKind): readonly ChangeFactor[];
}

export function factorsFor({ type }: DescribedStatement): AskedFactors {
  return askedAbout(type);
}

const askedAbout = oncePer((type: string) => ask(type));

function ask(type: string): AskedFactors {
  const members = factors.filter(({ types }) => types?.includes(type) ?? true);
  const aboutChanges = members.filter((factor) => "find" in factor);
  const aboutChange = oncePer((kind: ClauseKind) =>
    aboutChanges.filter(({ kinds }) => kinds?.includes(kind) ?? true),
  );
  return {
    aboutStatement: members.filter((factor) => "findInStatement" in factor),
    aboutChange,
    aboutNew: oncePer((kind) => aboutChange(kind).filter(({ ofNew }) => ofNew)),
  };
}

function oncePer<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
