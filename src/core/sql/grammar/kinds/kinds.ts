import { kindsOfAccounts } from "./accounts.ts";
import { kindsOfAdministration } from "./administration.ts";
import type { StatementKind } from "./kind.ts";
import { kindsOfManipulation } from "./manipulation.ts";
import { kindsOfPrograms } from "./programs.ts";
import { kindsOfShow } from "./show.ts";
import { kindsOfStorage } from "./storage.ts";
import { kindsOfTables } from "./tables.ts";
import { kindsOfTransactions } from "./transactions.ts";

/** Every kind of statement that is known; where two fit, the first one counts. */
export const statementKinds: readonly StatementKind[] = [
  ...kindsOfTables,
  ...kindsOfManipulation,
  ...kindsOfPrograms,
  ...kindsOfStorage,
  ...kindsOfTransactions,
  ...kindsOfAccounts,
  ...kindsOfAdministration,
  ...kindsOfShow,
];

/** Most kinds differ in their second word, so few have to be tried. */
export interface Opening {
  kind: StatementKind;
  /** undefined = there is a choice, or none is needed. */
  second: string | undefined;
  /** Nothing but these words opens it. */
  plain: boolean;
}

const byFirstWord = new Map<string, Opening[]>();
for (const kind of statementKinds) {
  const [, second] = /^[A-Z_]+ ([A-Z_]+)/.exec(kind.opens) ?? [];
  const opening = { kind, second, plain: /^[A-Z_]+(?: [A-Z_]+)?$/.test(kind.opens) };
  for (const word of firstWords(kind.opens)) {
    const listed = byFirstWord.get(word);
    if (listed) listed.push(opening);
    else byFirstWord.set(word, [opening]);
  }
}

function firstWords(opens: string): readonly string[] {
  const [, choice, single] = /^(?:\{([^}]*)\}|'?([^' ]+)'?)/.exec(opens) ?? [];
  return choice?.split("|") ?? [single ?? ""];
}

export function kindsThatOpenWith(word: string): readonly Opening[] | undefined {
  return byFirstWord.get(word);
}
