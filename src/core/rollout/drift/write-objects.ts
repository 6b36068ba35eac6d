import type { Attributes, SchemaObject, SchemaSnapshot } from "./schema-snapshot.ts";
import { leftOver, writeTable } from "./write-table.ts";

/**
 * Every object as lines for people, by `TABLE users`: a table as CREATE TABLE says it, the rest as the server's catalog
 * does. What is not NULL and not usual is in it, so that what differs differs here.
 */
export function writeObjects({ objects }: Pick<SchemaSnapshot, "objects">): Map<string, string> {
  const names = Object.keys(objects).filter((key) => key !== "database");
  return new Map(names.map((key) => [labelOf(key), writeObject(key, objects[key] ?? {})]));
}

/** `TABLE users`. */
function labelOf(key: string): string {
  const blank = key.indexOf(" ");
  return `${key.slice(0, blank).toUpperCase()}${key.slice(blank)}`;
}

function writeObject(key: string, object: SchemaObject): string {
  const isTable = key.startsWith("table ");
  return (isTable ? writeTable(key.slice("table ".length), object) : writePlain(object)).join("\n");
}

/** The texts of views and programs stand alone, line by line. */
const texts = ["VIEW_DEFINITION", "ROUTINE_DEFINITION", "ACTION_STATEMENT", "EVENT_DEFINITION"];

function writePlain(object: SchemaObject): string[] {
  return Object.keys(object)
    .sort()
    .flatMap((part) => {
      const attributes: Attributes = object[part] ?? {};
      const text = texts.flatMap((name) => {
        const value = attributes[name];
        return value === undefined ? [] : String(value).split("\n");
      });
      const rest = leftOver(attributes, texts);
      return [...(rest === "" ? [] : [`${part}${part === "" ? "" : ": "}${rest}`]), ...text];
    });
}
