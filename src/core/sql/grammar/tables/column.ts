import type { ColumnDefinition } from "../../definition.ts";
import type { WrittenColumnDraft } from "../building/building.ts";
import { noteDefinition, spanFrom } from "../building/place.ts";
import {
  type Cursor,
  expression,
  fail,
  isNext,
  need,
  needOne,
  take,
  takeAll,
  takeOne,
  textFrom,
} from "../cursor.ts";
import { mayBeMariadb, mayBeMysql } from "../may-be.ts";
import { charsetName, identifier, ownColumn, text, whole } from "../names.ts";
import { check, references } from "./constraint.ts";
import { dataType } from "./data-type.ts";
import { defaultValue, takeNow } from "./default-value.ts";

export type ColumnDraft = { -readonly [K in keyof ColumnDefinition]: ColumnDefinition[K] };

/** `name type attributes…` (manual 15.1.20), without a position. */
export function columnDefinition(c: Cursor): ColumnDraft {
  return columnAfterName(c, ownColumn(c));
}

export function columnAfterName(c: Cursor, name: string): ColumnDraft {
  const from = c.at;
  const written = noteColumn(c, name);
  const column = attributesOf(c, name);
  if (written) Object.assign(written, spanFrom(c, from));
  return column;
}

function noteColumn({ building }: Cursor, name: string): WrittenColumnDraft | undefined {
  const written = building && { name, start: 0, end: 0, notNull: undefined, position: undefined };
  if (written) building.columns.push(written);
  return written;
}

function attributesOf(c: Cursor, name: string): ColumnDraft {
  const serial = isNext(c, "SERIAL");
  const type = dataType(c);
  const inline: ColumnDraft["inline"] = {
    primaryKey: false,
    unique: false,
    check: undefined,
    references: undefined,
  };
  const column: ColumnDraft = {
    name,
    type,
    nullable: undefined,
    default: undefined,
    defaultIsExpression: false,
    onUpdate: undefined,
    autoIncrement: false,
    generated: undefined,
    invisible: false,
    comment: undefined,
    srid: undefined,
    inline,
    position: undefined,
  };
  if (serial) makeSerial(column);
  while (attribute(c, column));
  if (isNext(c, "REFERENCES")) inline.references = references(c, [column.name], undefined);
  return column;
}

function makeSerial(column: ColumnDraft) {
  column.nullable = false;
  column.autoIncrement = true;
  column.inline.unique = true;
}

function attribute(c: Cursor, column: ColumnDraft): boolean {
  const word = takeOne(c, mayBeMysql(c) ? attributes : sharedWords);
  if (word === undefined) return mayBeMariadb(c) && mariadbAttribute(c);
  attributes.get(word)?.(c, column);
  return true;
}

/** COLLATE may be said once only. */
const collated = new WeakSet<ColumnDraft>();

/** Each reader stands after its first word. */
const attributeReaders: Record<string, (c: Cursor, column: ColumnDraft) => void> = {
  NULL: (_, column) => {
    column.nullable = true;
  },
  NOT: (c, column) => {
    if (mayBeMysql(c) && take(c, "SECONDARY")) return;
    need(c, "NULL");
    column.nullable = false;
    const written = c.building?.columns.at(-1);
    if (written) written.notNull ??= spanFrom(c, c.at - 2);
  },
  DEFAULT: (c, column) => {
    const value = defaultValue(c);
    column.default = value.text;
    column.defaultIsExpression = value.isExpression;
  },
  ON: (c, column) => {
    need(c, "UPDATE");
    const from = c.at;
    if (!takeNow(c)) need(c, "CURRENT_TIMESTAMP");
    column.onUpdate = textFrom(c, from);
  },
  AUTO_INCREMENT: (_, column) => {
    column.autoIncrement = true;
  },
  SERIAL: (c, column) => {
    need(c, "DEFAULT");
    need(c, "VALUE");
    makeSerial(column);
  },
  PRIMARY: (c, column) => {
    need(c, "KEY");
    column.inline.primaryKey = true;
  },
  KEY: (_, column) => {
    column.inline.primaryKey = true;
  },
  UNIQUE: (c, column) => {
    take(c, "KEY");
    column.inline.unique = true;
  },
  COMMENT: (c, column) => {
    column.comment = text(c);
  },
  COLLATE: (c, column) => {
    if (collated.has(column)) fail(c);
    collated.add(column);
    column.type = { ...column.type, collation: charsetName(c) };
  },
  COLUMN_FORMAT: (c) => void needOne(c, new Set(["FIXED", "DYNAMIC", "DEFAULT"])),
  STORAGE: (c) => void needOne(c, new Set(["DISK", "MEMORY", "DEFAULT"])),
  SRID: (c, column) => {
    column.srid = whole(c);
  },
  REF_SYSTEM_ID: (c) => {
    need(c, "=");
    whole(c);
  },
  CONSTRAINT: (c, column) => {
    const name = isNext(c, "CHECK") ? undefined : identifier(c);
    column.inline.check = check(c, name);
  },
  CHECK: (c, column) => {
    c.at--;
    column.inline.check = check(c, undefined);
  },
  ENGINE_ATTRIBUTE: valueText,
  SECONDARY_ENGINE_ATTRIBUTE: valueText,
  VISIBLE: (_, column) => {
    column.invisible = false;
  },
  INVISIBLE: (_, column) => {
    column.invisible = true;
  },
  GENERATED: (c, column) => {
    need(c, "ALWAYS");
    need(c, "AS");
    generated(c, column);
  },
  AS: generated,
};

const attributes = new Map(Object.entries(attributeReaders));
const mysqlOnly = new Set([
  "COLUMN_FORMAT",
  "STORAGE",
  "SRID",
  "VISIBLE",
  "ENGINE_ATTRIBUTE",
  "SECONDARY_ENGINE_ATTRIBUTE",
]);
const sharedWords: ReadonlySet<string> = new Set(
  [...attributes.keys()].filter((word) => !mysqlOnly.has(word)),
);

function valueText(c: Cursor) {
  take(c, "=");
  text(c);
}

/** `(expression) [VIRTUAL | STORED]`; MariaDB says PERSISTENT for STORED. */
function generated(c: Cursor, column: ColumnDraft) {
  const from = c.at;
  need(c, "(");
  const value = expression(c);
  need(c, ")");
  noteDefinition(c, "generated", value);
  const text = textFrom(c, from);
  const stored = take(c, "STORED") || (mayBeMariadb(c) && take(c, "PERSISTENT"));
  if (!stored) take(c, "VIRTUAL");
  column.generated = { expression: text, stored };
}

function mariadbAttribute(c: Cursor): boolean {
  if (takeAll(c, "WITH", "SYSTEM", "VERSIONING") || takeAll(c, "WITHOUT", "SYSTEM", "VERSIONING"))
    return true;
  if (mayBeMysql(c)) return false;
  return take(c, "COMPRESSED");
}

/** FIRST or AFTER, where one is written. */
export function takePosition(c: Cursor): ColumnDefinition["position"] {
  const from = c.at;
  const position = take(c, "FIRST") ? "first" : take(c, "AFTER") ? { after: ownColumn(c) } : undefined;
  const written = position && c.building?.columns.at(-1);
  if (written) written.position = spanFrom(c, from);
  return position;
}
