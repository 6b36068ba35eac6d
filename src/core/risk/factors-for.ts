import type { DescribedStatement } from "../change/change.ts";
import type { ClauseKind } from "../sql/clause.ts";
import type { ChangeFactor, RiskFactor, StatementFactor } from "./factor.ts";
import { factors } from "./factors.ts";
import type { StatementWords } from "./words.ts";

/** The factors that are asked about a statement; the others list types, kinds or words that it has not. */
interface AskedFactors {
  aboutStatement: readonly StatementFactor[];
  aboutChange(kind: ClauseKind): readonly ChangeFactor[];
}

export function factorsFor({ type }: DescribedStatement, { upperText }: StatementWords): AskedFactors {
  const panelOf = anyWord.test(upperText) ? wholePanel : wordlessPanel;
  return panelOf(type);
}

/** What PREPARE runs stands in a string, where an escape may part any word. */
const anyWord = new RegExp(["PREPARE", ...factors.flatMap(({ words = [] }) => words)].join("|"));

const wholePanel = oncePer((type: string) => ask(factors, type));
const wordlessPanel = oncePer((type: string) => ask(wordless, type));
const wordless = factors.filter(({ words }) => words === undefined);

function ask(all: readonly RiskFactor[], type: string): AskedFactors {
  const members = all.filter(({ types }) => types?.includes(type) ?? true);
  const aboutChanges = members.filter((factor) => "find" in factor);
  return {
    aboutStatement: members.filter((factor) => "findInStatement" in factor),
    aboutChange: oncePer((kind) => aboutChanges.filter(({ kinds }) => kinds?.includes(kind) ?? true)),
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
