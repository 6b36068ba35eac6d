import type { ColumnType } from "../sql/definition.ts";
import { maxBytes } from "./charset.ts";

/** FLOAT(p), TEXT(n) and BLOB(n) as the type that the server makes of them (manual 13.1.4, 13.3.4). */
export function storedSize(type: ColumnType): ColumnType {
  const { name, length, scale } = type;
  if (length === undefined || scale !== undefined) return type;
  if (name === "float") return { ...type, name: length > 24 ? "double" : "float", length: undefined };
  if (name === "blob") return { ...type, name: `${sizeFor(length)}blob`, length: undefined };
  if (name !== "text") return type;
  const size = sizesFor(length, maxBytes(type.charset));
  return size === undefined ? type : { ...type, name: `${size}text`, length: undefined };
}

/** The smallest that holds so many bytes. */
function sizeFor(bytes: number): "tiny" | "" | "medium" | "long" {
  if (bytes < 2 ** 8) return "tiny";
  if (bytes < 2 ** 16) return "";
  return bytes < 2 ** 24 ? "medium" : "long";
}

/** Undefined = it hangs on a character set that nobody stated. */
function sizesFor(characters: number, width: number | undefined) {
  if (width !== undefined) return sizeFor(characters * width);
  const least = sizeFor(characters);
  return least === sizeFor(characters * 4) ? least : undefined;
}

const bytesOf: Record<string, number> = {
  tinytext: 2 ** 8 - 1,
  text: 2 ** 16 - 1,
  mediumtext: 2 ** 24 - 1,
  longtext: 2 ** 32 - 1,
};

/** A TEXT that CONVERT TO gives wider characters is made large enough for as many of them (manual 15.1.11). */
export function growText(type: ColumnType, charset: string | undefined): ColumnType {
  const [bytes, before, after] = [bytesOf[type.name], maxBytes(type.charset), maxBytes(charset)];
  if (bytes === undefined || before === undefined || after === undefined || after <= before) return type;
  return { ...type, name: `${sizeFor(Math.floor(bytes / before) * after)}text` };
}
