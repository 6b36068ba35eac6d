import type { DescribedStatement } from "../../src/core/change/change.ts";
import { replayScript } from "../../src/core/change/replay-script.ts";
import { emptyCatalog } from "../../src/core/schema/catalog.ts";
import type { Engine } from "../../src/core/sql/engine.ts";

const mysql84: Engine = { flavour: "mysql", version: 80499 };

/** A statement as it reads after the tables were created; undefined where the text holds none. */
export function readAlter(alter: string, create = ""): DescribedStatement | undefined {
  const { catalog } = replayScript(create, { engine: mysql84, catalog: emptyCatalog() });
  return replayScript(alter, { engine: mysql84, catalog }).statements.at(-1);
}
