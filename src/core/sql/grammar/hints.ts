import type { Clause } from "../clause.ts";
import { lex } from "../lex/lex.ts";
import type { Token } from "../lex/token.ts";
import type { LexMode } from "../mode.ts";
import { mayBeMysql } from "./may-be.ts";

/** Hints change how a statement runs, not what it is: the grammar reads it without them. */
export function withoutHints(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter(({ kind }) => kind !== "hint");
}

/** What the SET_VAR hints of a statement set while it runs (manual 10.9.3); MariaDB takes hints for comments. */
export function hintedSettings(tokens: readonly Token[], mode: LexMode): Clause[] {
  if (!mayBeMysql({ engine: mode.engine })) return [];
  return tokens.flatMap(({ kind, value }) => (kind === "hint" ? settingsIn(value.slice(3, -2), mode) : []));
}

/** In a program they hold while its body runs. */
export function withSettings(clauses: readonly Clause[], settings: readonly Clause[]): readonly Clause[] {
  const deferred = settings.length > 0 && clauses.some((clause) => clause.deferred);
  return [...clauses, ...(deferred ? settings.map((clause) => ({ ...clause, deferred })) : settings)];
}

function settingsIn(text: string, mode: LexMode): Clause[] {
  const tokens = lex(text, mode);
  return tokens.flatMap((token, i) => {
    const [open, name, equals, value] = tokens.slice(i + 1, i + 5);
    const isSetting = token.upper === "SET_VAR" && open?.value === "(" && equals?.value === "=";
    return isSetting && name && value ? [settingOf(name.value, value.value)] : [];
  });
}

function settingOf(name: string, value: string): Clause {
  const variable = name.toLowerCase();
  return { kind: "set-session", table: "", target: undefined, variable, value, forStatement: true };
}
