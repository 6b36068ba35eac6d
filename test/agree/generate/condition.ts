import { type Condition, combined, combinedKinds, simple, simpleKinds } from "./condition/combine.ts";
import { constants } from "./condition/constants.ts";
import { fill, type Scope } from "./condition/fill.ts";
import { joinKinds } from "./condition/joins.ts";
import type { JoinKind } from "./condition/kind.ts";
import type { Table } from "./condition/table.ts";
import type { Schema } from "./condition/tables.ts";
import type { Random } from "./random.ts";

/** An UPDATE or DELETE whose condition may hold for every row. */
export interface Change {
  /** What its condition is made of. */
  kind: string;
  sql: string;
  /** The tables whose rows it changes. */
  tables: readonly Table[];
  /** Which rows it meets depends on nothing but their own columns and on literals. */
  ownRows: boolean;
}

type Generator = (random: Random, schema: Schema) => Change | undefined;

const generators: readonly Generator[] = [
  ...simpleKinds.map(
    (kind): Generator =>
      (random, schema) =>
        single(random, schema, (scope) => simple(random, scope, kind)),
  ),
  ...combinedKinds.flatMap((kind): Generator[] => {
    const generate: Generator = (random, schema) =>
      single(random, schema, (scope) => combined(random, scope, kind));
    return [generate, generate];
  }),
  ...joinKinds.map(
    (kind): Generator =>
      (random, schema) =>
        joined(random, schema, kind),
  ),
  unbounded,
];

/** Each kind as often as the others; a combination twice as often. */
export function change(random: Random, schema: Schema): Change {
  for (;;) {
    const generate = random.pick(generators);
    for (let tries = 0; tries < mostTries; tries++) {
      const generated = generate(random, schema);
      if (generated) return generated;
    }
  }
}

const mostTries = 20;

function changedTable(random: Random, { tables, changed }: Schema): Table {
  const name = random.pick(changed);
  const table = tables.find((one) => one.name === name);
  if (!table) throw new Error(`There is no table ${name}.`);
  return table;
}

type Verb = "UPDATE" | "DELETE";

const verb = (random: Random): Verb => (random.chance(0.5) ? "UPDATE" : "DELETE");

/** How a statement may name its one table, `a` where the name is an alias. */
const openings: Record<Verb, readonly { text: string; alias?: true; ordered?: true }[]> = {
  UPDATE: [
    { text: "UPDATE {table} SET {mark} = 1", ordered: true },
    { text: "UPDATE {table} SET {mark} = {mark} + 1" },
    { text: "UPDATE `{table}` SET `{mark}` = 1" },
    { text: "UPDATE {table} a SET {mark} = 1", alias: true },
    { text: "UPDATE {table} AS a SET a.{mark} = {mark} + 2", alias: true },
    { text: "UPDATE LOW_PRIORITY {table} SET {table}.{mark} = 3" },
  ],
  DELETE: [
    { text: "DELETE FROM {table}", ordered: true },
    { text: "DELETE FROM `{table}`" },
    { text: "DELETE FROM {table} AS a", alias: true },
    { text: "DELETE a FROM {table} a", alias: true },
    { text: "DELETE {table}.* FROM {table}" },
    { text: "DELETE FROM a USING {table} AS a", alias: true },
  ],
};

function single(
  random: Random,
  schema: Schema,
  condition: (scope: Scope) => Condition | undefined,
): Change | undefined {
  const table = changedTable(random, schema);
  const opening = random.pick(openings[verb(random)]);
  const row = opening.alias ? "a" : table.name;
  const ways = [(name: string) => name, (name: string) => `${row}.${name}`, (name: string) => `\`${name}\``];
  const way = random.pick([...ways, (name: string) => random.pick(ways)(name)]);
  const found = condition({ schema, table, row, nameOf: way });
  if (!found) return undefined;
  const { kind, sql } = found;
  const where = random.chance(0.15) ? `(${sql})` : sql;
  const order = opening.ordered && random.chance(0.2) ? ` ORDER BY ${table.key[0]} DESC` : "";
  return {
    kind,
    sql: `${headed(opening.text, table)} WHERE ${where}${order}`,
    tables: [table],
    ownRows: !elsewhere.test(sql) && !functions.some((form) => sql.includes(form)),
  };
}

/** Other tables and the session. */
const elsewhere = /SELECT|@/;

/** Constants that a reader may leave uncomputed and take for the worst. */
const functions = constants.flatMap(({ name, forms }) => (name === "constant function" ? forms : []));

function headed(text: string, { name, mark }: Table): string {
  return text.replaceAll("{table}", name).replaceAll("{mark}", mark);
}

/** No WHERE, and perhaps a LIMIT that is far below or far above what a table holds. */
function unbounded(random: Random, schema: Schema): Change {
  const table = changedTable(random, schema);
  const { text, ordered } = random.pick(openings[verb(random)]);
  const order = random.chance(0.5) ? ` ORDER BY ${table.key[0]}` : "";
  const limit = random.pick(["", "", " LIMIT 2", " LIMIT 18446744073709551615"]);
  const tail = ordered ? order + limit : "";
  return {
    kind: tail.includes(" LIMIT 2") ? "bounded" : "no condition",
    sql: headed(text, table) + tail,
    tables: [table],
    ownRows: true,
  };
}

function joined(random: Random, schema: Schema, kind: JoinKind): Change | undefined {
  const table = changedTable(random, schema);
  const [references, where = "", expressions = ""] = random.pick(kind.forms);
  const scope: Scope = { schema, table, row: "a", nameOf: (name) => `a.${name}` };
  // Filled as one, so that a place has the same in all three.
  const filled = fill(random, scope, [references, where, expressions].join(separator), () => true);
  if (!filled) return undefined;
  const [from, condition, named] = filled.sql.split(separator);
  const { other } = filled;
  const changed = kind.changed === "a and b" && other ? [table, other] : [table];
  const aliases = changed.map((_, i) => (i === 0 ? "a" : "b"));
  const assigned = changed.map(({ mark }, i) => `${aliases[i]}.${mark} = 1`).join(", ");
  const statement = random.pick([
    `UPDATE ${from} SET ${assigned}`,
    `DELETE ${aliases.join(", ")} FROM ${from}`,
    `DELETE FROM ${aliases.join(", ")} USING ${from}`,
  ]);
  const sql = `${named ? `WITH ${named} ` : ""}${statement}${condition ? ` WHERE ${condition}` : ""}`;
  return { kind: kind.name, sql, tables: changed, ownRows: false };
}

const separator = " ;; ";
