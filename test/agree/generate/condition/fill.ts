import type { Random } from "../random.ts";
import type { Column, Limits, Table } from "./table.ts";
import type { Link, Schema } from "./tables.ts";

/** Where a condition stands. */
export interface Scope {
  schema: Schema;
  table: Table;
  /** The changed table's name or alias. */
  row: string;
  /** How the statement names a column of the changed table. */
  nameOf(column: string): string;
}

export interface Filled {
  sql: string;
  /** The table in the place of {other}, {linked} or {sharing}. */
  other: Table | undefined;
}

type Words = Record<string, string>;

/** The form with its places filled; undefined = chance chose what the form cannot have. */
export function fill(
  random: Random,
  scope: Scope,
  form: string,
  about: (column: Column) => boolean,
): Filled | undefined {
  const places = new Set([...form.matchAll(/\{([a-z ]+)\}/g)].map(([, place]) => String(place)));
  const needs = (...some: string[]) => some.some((place) => places.has(place));
  const { table, row } = scope;
  const column = pickColumn(random, table, about);
  const other = pickOther(random, scope, places, column);
  if (!column || (needs("other", "linked", "sharing", "apart") && !other)) return undefined;
  const words: Words = {
    table: table.name,
    key: String(table.key[0]),
    row,
    ...columnWords(random, scope, column),
    ...other?.words,
  };
  if (needs("x") && other)
    Object.assign(words, otherWords(random, other.table, needs("c") ? column : undefined));
  for (const place of places) if (words[place] === undefined) return undefined;
  const sql = form.replace(/\{([a-z ]+)\}/g, (_, place: string) => String(words[place]));
  return { sql, other: other?.table };
}

/** NOT NULL rather more often: most facts need it. */
function pickColumn(
  random: Random,
  { columns }: Table,
  about: (column: Column) => boolean,
): Column | undefined {
  const fit = columns.filter(about);
  const nullable = random.chance(0.4);
  const wanted = fit.filter((column) => column.nullable === nullable);
  const among = wanted.length > 0 ? wanted : fit;
  return among.length > 0 ? random.pick(among) : undefined;
}

function columnWords(random: Random, { table, nameOf }: Scope, column: Column): Words {
  const [low, middle, high] = column.probes;
  const alike = table.columns.filter((one) => one.kind === column.kind && one.name !== column.name);
  return {
    c: nameOf(column.name),
    "c name": column.name,
    ...{ low, middle, high },
    ...(alike.length > 0 ? { d: nameOf(random.pick(alike).name) } : {}),
    ...(column.limits ? limitWords(column.limits) : {}),
  };
}

function limitWords({ least, greatest }: Limits): Words {
  const [whole, parts = ""] = greatest.split(".");
  const more = String(BigInt(String(whole)) + 1n);
  const beyond = (limit: string) => String(BigInt(String(limit.split(".")[0])) - 1n);
  return { least, greatest, less: beyond(least), more: parts === "" ? more : `${more}.${parts}` };
}

interface Other {
  table: Table;
  words: Words;
}

function pickOther(
  random: Random,
  { schema, table, nameOf }: Scope,
  places: ReadonlySet<string>,
  column: Column | undefined,
): Other | undefined {
  const others = schema.tables.filter(({ name }) => name !== table.name);
  if (places.has("linked")) return linkedTo(random, schema, table, nameOf, places);
  if (places.has("sharing")) return sharingWith(random, table, others);
  const apart = others.filter(({ columns }) => columns.every(({ name }) => name !== column?.name));
  const among = places.has("apart") ? apart : others;
  if (among.length === 0) return undefined;
  const other = random.pick(among);
  return { table: other, words: { other: other.name, apart: other.name } };
}

function linkedTo(
  random: Random,
  { tables, links }: Schema,
  table: Table,
  nameOf: Scope["nameOf"],
  places: ReadonlySet<string>,
): Other {
  const link: Link = random.pick(links.filter((one) => one.table === table.name));
  const linked = tables.find(({ name }) => name === link.other);
  if (!linked) throw new Error(`There is no table ${link.other}.`);
  const third = random.pick(tables.filter(({ name }) => name !== table.name));
  return {
    table: linked,
    words: {
      linked: linked.name,
      own: nameOf(link.column),
      "own name": link.column,
      its: link.otherColumn,
      ...(places.has("other") ? { other: third.name } : {}),
    },
  };
}

function sharingWith(random: Random, { columns }: Table, others: readonly Table[]): Other | undefined {
  const pairs = others.flatMap((other) =>
    columns
      .filter(({ name }) => other.columns.some((one) => one.name === name))
      .map(({ name }) => ({ table: other, words: { sharing: other.name, shared: name } })),
  );
  return pairs.length > 0 ? random.pick(pairs) : undefined;
}

/** A column that compares as the given one does, where one is given. */
function otherWords(random: Random, { columns }: Table, as: Column | undefined): Words {
  const fit = as ? columns.filter(({ kind }) => kind === as.kind) : columns;
  if (fit.length === 0) return {};
  const { name, probes } = random.pick(fit);
  const [low, middle, high] = probes;
  return { x: name, "x low": low, "x middle": middle, "x high": high };
}
