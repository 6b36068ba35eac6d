import type { SplitStatement } from "../sql/statement.ts";

/** The statement as it runs, and the placeholders that have no value. Its place stays that of the original text. */
export function replacePlaceholders(
  statement: SplitStatement,
  values: Readonly<Record<string, string>>,
): { statement: SplitStatement; missing: string[] } {
  const missing: string[] = [];
  const text = statement.text.replace(/\$\{([^}\n]*)\}/g, (whole, name: string) => {
    if (Object.hasOwn(values, name)) return values[name] ?? whole;
    missing.push(name);
    return whole;
  });
  return { statement: { ...statement, text }, missing };
}
