const integers: ReadonlySet<string> = new Set(["tinyint", "smallint", "mediumint", "int", "bigint"]);

/** By the name of a column's type, synonyms resolved. */
export function isIntegerType(name: string): boolean {
  return integers.has(name);
}
