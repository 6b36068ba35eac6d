import type { ChangeKind, ReadStatement } from "../change/change.ts";
import type { ChangeFactor, RiskFactor, StatementFactor } from "./factor.ts";
import { factors } from "./factors.ts";
import { upperText } from "./words.ts";

/** The factors that are asked about a statement; the others list types, kinds or words that it has not. */
interface Panel {
  aboutStatement: readonly StatementFactor[];
  aboutChange(kind: ChangeKind): readonly ChangeFactor[];
}

export function panelFor(statement: ReadStatement): Panel {
  const panelOf = anyWord.test(upperText(statement)) ? wholePanel : wordlessPanel;
  return panelOf(statement.type);
}

/** What PREPARE runs stands in a string, where an escape may part any word. */
const anyWord = new RegExp(["PREPARE", ...factors.flatMap(({ words = [] }) => words)].join("|"));

const wholePanel = oncePer((type: string) => panel(factors, type));
const wordlessPanel = oncePer((type: string) => panel(wordless, type));
const wordless = factors.filter(({ words }) => words === undefined);

function panel(all: readonly RiskFactor[], type: string): Panel {
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
