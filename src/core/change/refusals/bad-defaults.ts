import type { Column, Table } from "../../schema/table.ts";
import { foldName } from "../../schema/table.ts";
import type { Refusal, Scene } from "./refusal.ts";

/** Defaults that no row could have (manual 13.6), by a session in strict mode. */
export function badDefaults(table: Table, { name, session }: Scene): Refusal[] {
  if (!session.strict) return [];
  return table.columns.flatMap((column) => {
    const { default: value, defaultIsExpression } = column;
    if (value === undefined || defaultIsExpression) return [];
    const error = errorOf(column, value, table, session.zeroDates);
    const shown =
      error === 1101 ? "may have no default but an expression" : `cannot have the default ${value}`;
    return error === undefined ? [] : [{ error, why: `${name}.${column.name} ${shown}.` }];
  });
}

function errorOf(column: Column, value: string, table: Table, zeroDates: boolean): number | undefined {
  const { type, autoIncrement } = column;
  if (value.toUpperCase() === "NULL") return isRequired(column, table) ? 1067 : undefined;
  if (/(text|blob)$|^json$|^geometry$|^point$/.test(type.name)) return 1101;
  if (autoIncrement) return 1067;
  if (/^(date|datetime|timestamp)$/.test(type.name) && !zeroDates && /^'0000-00-00/.test(value)) return 1067;
  if (/int$|^decimal$/.test(type.name) && /^'\s*([a-z_]\w*)?'$/i.test(value)) return 1067;
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
