import type { Column, Table } from "../../schema/table.ts";
import { foldName } from "../../sql/fold-name.ts";
import { isIntegerType } from "../../sql/integer-type.ts";
import type { ServerRefusal, Shape } from "./refusal.ts";

/** Defaults that no row could have (manual 13.6), by a session in strict mode. */
export function badDefaults({ table, name, session }: Shape): ServerRefusal[] {
  const found: ServerRefusal[] = [];
  if (!session.strict) return found;
  for (const column of table.columns) {
    const error = defaultError(column, table, session.zeroDates);
    if (error === undefined) continue;
    const shown =
      error === 1101 ? "may have no default but an expression" : `cannot have the default ${column.default}`;
    found.push({ error, why: `${name}.${column.name} ${shown}.` });
  }
  return found;
}

/** The error for the column's default, where the server takes no such. */
export function defaultError(column: Column, table: Table, zeroDates: boolean): number | undefined {
  const { type, autoIncrement, default: value } = column;
  if (value === undefined || column.defaultIsExpression) return undefined;
  if (value.toUpperCase() === "NULL") return isRequired(column, table) ? 1067 : undefined;
  if (/(text|blob)$|^json$|^geometry$|^point$/.test(type.name)) return 1101;
  if (autoIncrement) return 1067;
  if (/^(date|datetime|timestamp)$/.test(type.name) && !zeroDates && /^'0000-00-00/.test(value)) return 1067;
  if ((isIntegerType(type.name) || type.name === "decimal") && /^'\s*([a-z_]\w*)?'$/i.test(value))
    return 1067;
  return type.name === "enum" && isNoMember(type.members, value) ? 1067 : undefined;
}

/** A column of the primary key is NOT NULL too, but there the server answers with another error. */
function isRequired({ nullable, name }: Column, { indexes }: Table): boolean {
  const primary = indexes.find(({ kind }) => kind === "primary")?.parts ?? [];
  return !nullable && !primary.some(({ column }) => foldName(column ?? "") === foldName(name));
}

/** Members are compared by their collation: only what differs in more than case and accents is none. */
function isNoMember(members: readonly string[], value: string): boolean {
  const [, text] = /^'([\w -]*)'$/.exec(value) ?? [];
  return (
    text !== undefined && !members.some((member) => foldName(member.trimEnd()) === foldName(text.trimEnd()))
  );
}
