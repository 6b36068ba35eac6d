import type { ClauseKind } from "../sql/clause.ts";
import type { ChangeFactor, RiskContext, StatementFactor } from "./factor.ts";
import { factors } from "./factors.ts";
import { bitsOf, type Holdings, holdingsOf, kindBits } from "./holdings.ts";

/** The factors that are asked about a statement; the others list types, kinds or holdings that it has not. */
interface AskedFactors {
  aboutStatement: readonly StatementFactor[];
  aboutChange(kind: ClauseKind): readonly ChangeFactor[];
  /** Of what the pull request creates. */
  aboutNew(kind: ClauseKind): readonly ChangeFactor[];
}

const kinds = kindBits(factors);

export function factorsFor(context: RiskContext): AskedFactors {
  return askedAbout(context.statement.type)(holdingsOf(context, kinds));
}

const askedAbout = oncePer((type: string) => oncePer((held: Holdings) => ask(type, held)));

function ask(type: string, held: Holdings): AskedFactors {
  const members = factors.filter(
    ({ types, onlyWith }) =>
      (types?.includes(type) ?? true) && (onlyWith === undefined || (bitsOf(onlyWith, kinds) & held) !== 0),
  );
  const aboutChanges = members.filter((factor) => "find" in factor);
  const aboutChange = oncePer((kind: ClauseKind) =>
    aboutChanges.filter((factor) => factor.kinds?.includes(kind) ?? true),
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
