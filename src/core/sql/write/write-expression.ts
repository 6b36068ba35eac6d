import type { Expression, ExpressionKind, OfKind } from "../tree/expression.ts";
import type { Placed } from "../tree/node.ts";
import type { ColumnReference } from "../tree/nodes/atoms.ts";
import type { CastType } from "../tree/nodes/operations.ts";
import { quoteName, quoteText } from "./quote.ts";

/** How names and what is too much to write anew are spelled. */
export interface Spelling {
  column(column: ColumnReference): string;
  /** A query without parentheses around it, or a call with an order or a window: as it stands in the statement. */
  source(node: Placed): string;
}

type Writer = (node: Expression) => string;

/** An expression as SQL text with every parenthesis written, so that no sql_mode reads it in another way. */
export function writeExpression(node: Expression, spelling: Spelling): string {
  const write: Writer = (inner) =>
    // One entry per kind, so the entry fits the node; TypeScript cannot follow that through an index.
    (writers[inner.kind] as (node: Expression, write: Writer, spelling: Spelling) => string)(
      inner,
      write,
      spelling,
    );
  return write(node);
}

/** Exhaustive: a new kind of expression does not compile until it says how it is written. */
const writers: {
  readonly [K in ExpressionKind]: (node: OfKind<K>, write: Writer, spelling: Spelling) => string;
} = {
  number: ({ text }) => text,
  text: ({ value, charset }) => `${charset ? `_${charset} ` : ""}${quoteText(value)}`,
  bits: ({ text }) => text,
  temporal: ({ type, value }) => `${type.toUpperCase()} ${quoteText(value)}`,
  null: () => "NULL",
  truth: ({ value }) => (value ? "TRUE" : "FALSE"),
  default: () => "DEFAULT",
  parameter: () => "?",
  "user-variable": ({ name }) => `@${quoteName(name)}`,
  "system-variable": ({ name }) => `@@${name}`,
  assignment: ({ variable, value }, write) => `(@${quoteName(variable)} := ${write(value)})`,
  column: (node, _, { column }) => column(node),
  "default-of": ({ column }, write) => `DEFAULT(${write(column)})`,
  "inserted-value": ({ column }, write) => `VALUES(${write(column)})`,
  "sequence-value": ({ sequence, which }) => {
    const { database, table } = sequence;
    const name = database === undefined ? quoteName(table) : `${quoteName(database)}.${quoteName(table)}`;
    return `(${which.toUpperCase()} VALUE FOR ${name})`;
  },
  call: writeCall,
  cast: ({ operand, type, array }, write) =>
    `CAST(${write(operand)} AS ${writeType(type)}${array ? " ARRAY" : ""})`,
  "convert-using": ({ operand, charset }, write) => `CONVERT(${write(operand)} USING ${charset})`,
  collate: ({ operand, collation }, write) => `(${write(operand)} COLLATE ${collation})`,
  "at-time-zone": ({ operand, zone }, write) => `(${write(operand)} AT TIME ZONE ${quoteText(zone)})`,
  "json-path": ({ operand, path, unquotes }, write) =>
    `(${write(operand)} ${unquotes ? "->>" : "->"} ${quoteText(path)})`,
  match: ({ columns, against, mode }, write) =>
    `MATCH (${columns.map(write).join(", ")}) AGAINST (${write(against)}${searchModes[mode]})`,
  interval: ({ value, unit }, write) => `INTERVAL ${write(value)} ${unit}`,
  sign: ({ operator, operand }, write) =>
    `(${operator === "binary" ? "BINARY " : operator}${write(operand)})`,
  not: ({ operand }, write) => `(NOT ${write(operand)})`,
  arithmetic: ({ operands, operators }, write) =>
    operands.map(write).reduce((left, right, i) => `(${left} ${operators[i - 1]?.toUpperCase()} ${right})`),
  concatenation: ({ operands }, write) => `CONCAT(${operands.map(write).join(", ")})`,
  and: ({ operands }, write) => `(${operands.map(write).join(" AND ")})`,
  or: ({ operands }, write) => `(${operands.map(write).join(" OR ")})`,
  xor: ({ operands }, write) => `(${operands.map(write).join(" XOR ")})`,
  comparison: ({ operator, left, right }, write) => `(${write(left)} ${operator} ${write(right)})`,
  quantified: ({ operator, quantifier, left, query }, write, spelling) =>
    `(${write(left)} ${operator} ${quantifier.toUpperCase()} (${spelling.source(query)}))`,
  is: ({ operand, what, negated }, write) =>
    `(${write(operand)} IS ${negated ? "NOT " : ""}${what.toUpperCase()})`,
  "in-list": ({ value, list, negated }, write) =>
    `(${write(value)} ${not(negated)}IN (${list.map(write).join(", ")}))`,
  "in-subquery": ({ value, query, negated }, write, spelling) =>
    `(${write(value)} ${not(negated)}IN (${spelling.source(query)}))`,
  between: ({ value, low, high, negated }, write) =>
    `(${write(value)} ${not(negated)}BETWEEN ${write(low)} AND ${write(high)})`,
  like: ({ value, pattern, escapedBy, negated }, write) =>
    `(${write(value)} ${not(negated)}LIKE ${write(pattern)}${escapedBy ? ` ESCAPE ${write(escapedBy)}` : ""})`,
  regexp: ({ value, pattern, negated }, write) => `(${write(value)} ${not(negated)}REGEXP ${write(pattern)})`,
  "sounds-like": ({ left, right }, write) => `(${write(left)} SOUNDS LIKE ${write(right)})`,
  "member-of": ({ value, array }, write) => `(${write(value)} MEMBER OF (${write(array)}))`,
  case: ({ value, branches, otherwise }, write) => {
    const tried = branches.map(({ when, then }) => ` WHEN ${write(when)} THEN ${write(then)}`).join("");
    return `(CASE${value ? ` ${write(value)}` : ""}${tried}${otherwise ? ` ELSE ${write(otherwise)}` : ""} END)`;
  },
  row: ({ operands }, write) => `ROW(${operands.map(write).join(", ")})`,
  subquery: ({ query }, _, spelling) => `(${spelling.source(query)})`,
  exists: ({ query }, _, spelling) => `EXISTS (${spelling.source(query)})`,
};

const searchModes: Readonly<Record<OfKind<"match">["mode"], string>> = {
  natural: "",
  boolean: " IN BOOLEAN MODE",
  expansion: " WITH QUERY EXPANSION",
};

function not(negated: boolean): string {
  return negated ? "NOT " : "";
}

function writeType({ name, length, scale, charset }: CastType): string {
  const size = length === undefined ? "" : `(${length}${scale === undefined ? "" : `, ${scale}`})`;
  return `${name}${size}${charset === undefined ? "" : ` CHARACTER SET ${charset}`}`;
}

function writeCall(node: OfKind<"call">, write: Writer, { source }: Spelling): string {
  const { name, foreign, operands, star, distinct, word, orderBy, over } = node;
  if (over || orderBy.length > 0) return source(node);
  const given = star ? ["*"] : operands.map(write);
  const special = withWords[name]?.(given, word);
  if (special !== undefined) return `${name}(${special})`;
  const called = foreign ? foreignName(node) : name;
  const all = [...(word === undefined ? [] : [word]), ...given].join(", ");
  return `${called}(${distinct ? "DISTINCT " : ""}${all})`;
}

function foreignName({ name, database }: OfKind<"call">): string {
  return database === undefined ? quoteName(name) : `${quoteName(database)}.${quoteName(name)}`;
}

/** Functions with words between their arguments. */
const withWords: Readonly<Record<string, (given: readonly string[], word: string | undefined) => string>> = {
  EXTRACT: ([value], word) => `${word} FROM ${value}`,
  JSON_VALUE: (given, word) => `${given.join(", ")}${word === undefined ? "" : ` ${word}`}`,
  POSITION: (given) => given.join(" IN "),
  CHAR: (given, word) => `${given.join(", ")}${word === undefined ? "" : ` USING ${word}`}`,
  TRIM: ([first = "", second], word) => {
    const side = word === undefined ? "" : `${word} `;
    if (second !== undefined) return `${side}${first} FROM ${second}`;
    return side === "" ? first : `${side}FROM ${first}`;
  },
};
