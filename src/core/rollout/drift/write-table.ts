import { quoteName } from "../../sql/write/quote.ts";
import type { Attributes, SchemaObject } from "./schema-snapshot.ts";

/** What is not worth a word; a name alone: it follows from others, the type, the collation or the keys. */
const usual: Readonly<Record<string, readonly (string | number)[] | "follows">> = {
  ...{ COLUMN_KEY: "follows", DATA_TYPE: "follows", NUMERIC_PRECISION: "follows", NUMERIC_SCALE: "follows" },
  ...{
    CHARACTER_MAXIMUM_LENGTH: "follows",
    CHARACTER_OCTET_LENGTH: "follows",
    CHARACTER_SET_NAME: "follows",
  },
  ...{ DATETIME_PRECISION: "follows", NULLABLE: "follows", AFTER: "follows", CATALOG_NAME: "follows" },
  ...{ COLUMN_COMMENT: [""], GENERATION_EXPRESSION: [""], EXTRA: [""], IS_NULLABLE: ["YES"] },
  ...{ IS_GENERATED: "follows", IS_SYSTEM_TIME_PERIOD_START: ["NO"], IS_SYSTEM_TIME_PERIOD_END: ["NO"] },
  ...{ COLLATION: ["A"], COMMENT: [""], INDEX_COMMENT: [""], INDEX_TYPE: ["BTREE"], IS_VISIBLE: ["YES"] },
  ...{ IGNORED: ["NO"], CONSTRAINT_TYPE: "follows", ENFORCED: ["YES"], LEVEL: ["Table"] },
  ...{ POSITION_IN_UNIQUE_CONSTRAINT: "follows", UNIQUE_CONSTRAINT_SCHEMA: "follows" },
  ...{ UNIQUE_CONSTRAINT_NAME: ["PRIMARY"], MATCH_OPTION: ["NONE"], TABLE_TYPE: ["BASE TABLE", "VIEW"] },
  ...{ CREATE_OPTIONS: [""], TABLE_COMMENT: ["", "VIEW"], ROW_FORMAT: ["Dynamic"] },
};

/** `NAME=value, …` of all that is not said otherwise; "" = nothing. */
export function leftOver(attributes: Attributes, said: readonly string[]): string {
  const isUsual = (name: string) => {
    const values = usual[name];
    return values === "follows" || values?.includes(attributes[name] ?? "") === true;
  };
  const names = Object.keys(attributes).filter((name) => !said.includes(name) && !isUsual(name));
  return names
    .sort()
    .map((name) => `${name}=${attributes[name]}`)
    .join(", ");
}

export function writeTable(name: string, object: SchemaObject): string[] {
  const { "": table = {} } = object;
  const lines = [...columns(object), ...indexes(object), ...foreignKeys(object), ...others(object)];
  const options = leftOver(table, ["ENGINE", "TABLE_COLLATION"]);
  const end = [`) ENGINE=${table.ENGINE} COLLATE=${table.TABLE_COLLATION}`, options]
    .filter(Boolean)
    .join(" ");
  return [`CREATE TABLE ${quoteName(name)} (`, ...lines.map((line) => `  ${line},`), end];
}

/** Parts of one kind, by the name that follows it. */
function partsOf(object: SchemaObject, kind: string): [string, Attributes][] {
  const begin = `${kind} `;
  const own = Object.entries(object).filter(([part]) => part.startsWith(begin));
  return own.map(([part, attributes]) => [part.slice(begin.length), attributes]);
}

/** Each stands after the one that it names. */
function columns(object: SchemaObject): string[] {
  const left = new Map(partsOf(object, "column"));
  const ordered: string[] = [];
  for (let last: string | undefined; left.size > 0; ) {
    const next: string | undefined =
      [...left].find(([, { AFTER }]) => AFTER === last)?.[0] ?? [...left.keys()][0];
    if (next === undefined) break;
    ordered.push(writeColumn(next, left.get(next) ?? {}));
    left.delete(next);
    last = next;
  }
  return ordered;
}

function writeColumn(name: string, attributes: Attributes): string {
  const { COLUMN_TYPE, COLLATION_NAME, IS_NULLABLE, COLUMN_DEFAULT, GENERATION_EXPRESSION } = attributes;
  const { EXTRA, COLUMN_COMMENT } = attributes;
  const words = [
    ...[quoteName(name), String(COLUMN_TYPE)],
    COLLATION_NAME === undefined ? "" : `COLLATE ${COLLATION_NAME}`,
    IS_NULLABLE === "NO" ? "NOT NULL" : "",
    COLUMN_DEFAULT === undefined ? "" : `DEFAULT ${COLUMN_DEFAULT}`,
    GENERATION_EXPRESSION ? `AS (${GENERATION_EXPRESSION})` : "",
    String(EXTRA ?? ""),
    COLUMN_COMMENT ? `COMMENT '${COLUMN_COMMENT}'` : "",
    leftOver(attributes, [
      ...["COLUMN_TYPE", "COLLATION_NAME", "IS_NULLABLE", "COLUMN_DEFAULT", "GENERATION_EXPRESSION"],
      ...["EXTRA", "COLUMN_COMMENT"],
    ]),
  ];
  return words.filter((word) => word !== "").join(" ");
}

/** `by_name, part 1` and the like, together by the name before the comma. */
function grouped(parts: readonly [string, Attributes][], mark: string): Map<string, Attributes[]> {
  const groups = new Map<string, Attributes[]>();
  for (const [part, attributes] of parts) {
    const at = part.lastIndexOf(mark);
    if (at < 0) continue;
    const [name, place] = [part.slice(0, at), Number(part.slice(at + mark.length)) - 1];
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group[place] = attributes;
  }
  return groups;
}

function indexes(object: SchemaObject): string[] {
  return [...grouped(partsOf(object, "index"), ", part ")].map(([name, parts]) => {
    const list = parts.map(({ COLUMN_NAME, EXPRESSION, SUB_PART, COLLATION }) => {
      const what = COLUMN_NAME === undefined ? `(${EXPRESSION})` : quoteName(String(COLUMN_NAME));
      return `${what}${SUB_PART === undefined ? "" : `(${SUB_PART})`}${COLLATION === "D" ? " DESC" : ""}`;
    });
    const unique = parts[0]?.NON_UNIQUE === 0;
    const head = name === "PRIMARY" ? "PRIMARY KEY" : `${unique ? "UNIQUE KEY" : "KEY"} ${quoteName(name)}`;
    const said = ["COLUMN_NAME", "EXPRESSION", "SUB_PART", "COLLATION", "NON_UNIQUE"];
    return [`${head} (${list.join(",")})`, leftOver(parts[0] ?? {}, said)].filter(Boolean).join(" ");
  });
}

function foreignKeys(object: SchemaObject): string[] {
  const pairs = grouped(partsOf(object, "foreign key"), ", column ");
  return [...pairs].map(([name, parts]) => {
    const [first] = parts;
    const list = (field: "COLUMN_NAME" | "REFERENCED_COLUMN_NAME") =>
      parts.map((part) => quoteName(String(part[field]))).join(",");
    const place = [first?.REFERENCED_TABLE_SCHEMA, first?.REFERENCED_TABLE_NAME];
    const rules = object[`reference ${name}`] ?? {};
    return [
      `CONSTRAINT ${quoteName(name)} FOREIGN KEY (${list("COLUMN_NAME")})`,
      `REFERENCES ${place.map((one) => quoteName(String(one))).join(".")} (${list("REFERENCED_COLUMN_NAME")})`,
      `ON DELETE ${rules.DELETE_RULE} ON UPDATE ${rules.UPDATE_RULE}`,
      leftOver(rules, ["DELETE_RULE", "UPDATE_RULE", "REFERENCED_TABLE_NAME"]),
    ]
      .filter(Boolean)
      .join(" ");
  });
}

const written = /^(column|index|reference) |^foreign key .*, column \d+$|^$/;

/** Checks, partitions, periods, and whatever a server comes to say besides. */
function others(object: SchemaObject): string[] {
  return Object.keys(object)
    .filter((part) => !written.test(part))
    .sort()
    .flatMap((part) => {
      const { CHECK_CLAUSE, ...attributes } = object[part] ?? {};
      const rest = leftOver(attributes, []);
      const isKey = /^(primary key|unique|foreign key) /.test(part);
      if (CHECK_CLAUSE === undefined)
        return isKey && rest === "" ? [] : [[part, rest].filter(Boolean).join(": ")];
      const name = quoteName(part.slice("check ".length));
      return [[`CONSTRAINT ${name} CHECK (${CHECK_CLAUSE})`, rest].filter(Boolean).join(" ")];
    });
}
