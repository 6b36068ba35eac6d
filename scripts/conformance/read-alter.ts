import type { ReadStatement } from "../../src/core/change/change.ts";
import { readScript } from "../../src/core/change/read-script.ts";
import { emptyCatalog } from "../../src/core/schema/catalog.ts";
import type { Engine } from "../../src/core/sql/lex/token.ts";

const mysql84: Engine = { flavour: "mysql", version: 80499 };

/** A statement as it reads after the tables were created; undefined where the text holds none. */
export function readAlter(alter: string, create = ""): ReadStatement | undefined {
  const { catalog } = readScript(create, { engine: mysql84, catalog: emptyCatalog() });
  return readScript(alter, { engine: mysql84, catalog }).statements.at(-1);
}
