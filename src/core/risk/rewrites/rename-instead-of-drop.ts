import type { Catalog } from "../../schema/catalog.ts";
import { keyOf, type TableKey } from "../../schema/names.ts";
import { writeName } from "../../sql/write/write-name.ts";
import type { Rewrite, RewriteContext } from "../factor.ts";

/** The table goes out of use under another name, with its rows, and is dropped in a later migration. */
export function renameInsteadOfDrop({ statement, catalog }: RewriteContext): Rewrite[] {
  const { changes, type, scope } = statement;
  const isPlain = changes.every(
    ({ clause, temporary, created }) => clause.kind === "drop-table" && !temporary && !created,
  );
  if (type !== "DROP_TABLE" || !isPlain || statement.hidden) return [];
  const renames = changes.flatMap(({ clause: { target } }) => {
    if (target === undefined || !catalog.tables.has(keyOf(target, scope))) return [];
    const isTaken = (name: string) => catalog.tables.has(keyOf({ ...target, table: name }, scope));
    const table = graveyardName(target.table, isTaken);
    return [{ from: written(target), to: written({ ...target, table }) }];
  });
  if (renames.length < changes.length) return [];
  return [
    {
      now: [`RENAME TABLE ${renames.map(({ from, to }) => `${from} TO ${to}`).join(", ")}`],
      later: [`DROP TABLE ${renames.map(({ to }) => to).join(", ")}`],
      note: "The rows are kept until the later migration; whoever still needs the table gets an error that renaming it back undoes.",
    },
  ];
}

/** The same with an empty copy put in the table's place. */
export function swapInsteadOfTruncate({ statement, catalog }: RewriteContext): Rewrite[] {
  const [change] = statement.changes;
  if (statement.type !== "TRUNCATE" || !change?.clause.target || change.created || statement.hidden)
    return [];
  const { target } = change.clause;
  const { scope } = statement;
  if (hasTrigger(catalog, keyOf(target, scope))) return [];
  const isTaken = (name: string) => catalog.tables.has(keyOf({ ...target, table: name }, scope));
  const [fresh, old] = ["new", "old"].map((word) => graveyardName(target.table, isTaken, word));
  const [name, freshName, oldName] = [
    written(target),
    written({ ...target, table: fresh ?? "" }),
    written({ ...target, table: old ?? "" }),
  ];
  return [
    {
      now: [
        `CREATE TABLE ${freshName} LIKE ${name}`,
        `RENAME TABLE ${name} TO ${oldName}, ${freshName} TO ${name}`,
      ],
      later: [`DROP TABLE ${oldName}`],
      note: `The rows are kept in ${old} until the later migration.`,
    },
  ];
}

/** They stay with the table that is renamed away. */
function hasTrigger({ programs }: Catalog, key: TableKey): boolean {
  return [...programs.values()].some(({ kind, tables }) => kind === "trigger" && tables.includes(key));
}

const longestName = 64;

function graveyardName(table: string, isTaken: (name: string) => boolean, word = "dropped"): string {
  for (let i = 1; ; i++) {
    const tail = `_${word}${i === 1 ? "" : i}`;
    const name = `${[...table].slice(0, longestName - tail.length).join("")}${tail}`;
    if (!isTaken(name)) return name;
  }
}

function written({ database, table }: { database: string | undefined; table: string }): string {
  return database === undefined ? writeName(table) : `${writeName(database)}.${writeName(table)}`;
}
