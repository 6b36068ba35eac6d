import type { SplitStatement } from "../sql/statement.ts";

/** The statement as it runs, and the placeholders that have no value. Its place stays that of the original text. */
export function replacePlaceholders(
  statement: SplitStatement,
  placeholders: RegExp,
  values: Readonly<Record<string, string>>,
): { statement: SplitStatement; missing: string[] } {
  const missing: string[] = [];
  const text = statement.text.replace(placeholders, (whole, braced: string | undefined) => {
    const name = braced ?? whole.slice(1);
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) missing.push(whole);
    return value ?? whole;
  });
  return { statement: { ...statement, text }, missing };
}
