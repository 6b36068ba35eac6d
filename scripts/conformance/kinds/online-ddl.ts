import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DescribedStatement } from "../../../src/core/change/change.ts";
import { replayScript } from "../../../src/core/change/replay-script.ts";
import { emptyCatalog } from "../../../src/core/schema/catalog.ts";
import type { Engine } from "../../../src/core/sql/engine.ts";
import type { Outcome } from "../kind.ts";

/** What a server did with an operation on a table of 2,000 rows. */
interface Observed {
  /** ALGORITHM, or ALGORITHM and LOCK with a slash between, as far as the server took them. */
  accepted?: readonly string[];
  /** The mildest of them; null where it took the operation in no way. */
  algorithm?: string | null;
  lock?: string;
  /** InnoDB gave the table, or a partition of it, another id. */
  tableIdChanged?: boolean;
  defaultRun?: { info?: string };
}

interface Operation {
  op: string;
  setupSql: readonly string[];
  alterSql: string;
  mariadbAlterSql?: string;
  observed97: Observed | null;
  observedMariaDB1011: Observed | null;
}

const mysql: Engine = { flavour: "mysql", version: 90704 };
const mariadb: Engine = { flavour: "mariadb", version: 101119 };

/** What MySQL and MariaDB were seen to do, operation by operation, from the facts that lie beside the corpus. */
export function checkOnlineDdl(directory: string): Outcome | undefined {
  const path = join(directory, "..", "facts", "online-ddl.json");
  if (!existsSync(path)) return undefined;
  const operations: Operation[] = JSON.parse(readFileSync(path, "utf8"));
  const cases = operations.flatMap(casesOf);
  const failures = cases.flatMap(({ op, script, engine, wanted }) => {
    const read = replayScript(script, { engine, catalog: emptyCatalog() }).statements.at(-1);
    const wrong = read ? differences(read, wanted) : ["no statement"];
    return wrong.length === 0 ? [] : [`${engine.flavour}: ${op}\n  ${wrong.join(", ")}`];
  });
  return { cases: cases.length, failures, bar: 1 };
}

/** One for each server that took the operation. */
function casesOf({ op, setupSql, alterSql, mariadbAlterSql, ...seen }: Operation) {
  const setup = ["CREATE DATABASE d CHARACTER SET utf8mb4", "USE d", ...setupSql.flatMap(repeated)];
  const scripts = [
    { engine: mysql, observed: seen.observed97, script: [...setup, alterSql].join(";\n") },
    {
      engine: mariadb,
      observed: seen.observedMariaDB1011,
      // MariaDB has no SRID attribute.
      script: [...setup, mariadbAlterSql ?? alterSql].join(";\n").replace(" SRID 0", ""),
    },
  ];
  return scripts.flatMap(({ observed, ...one }) =>
    observed?.algorithm ? [{ op, ...one, wanted: wantedOf(op, observed) }] : [],
  );
}

/** `… -- x64`: so many times, each for a column of its own. */
function repeated(statement: string): string[] {
  const [, before, column, after, times] = /^(.*ADD COLUMN )(\w+)(.*)-- x(\d+)$/s.exec(statement) ?? [];
  if (times === undefined) return [statement];
  return Array.from({ length: Number(times) }, (_, i) => `${before}${column}_${i}${after}`);
}

interface Wanted {
  /** Undefined = the server did not say. */
  algorithm: string | undefined;
  dml: boolean | undefined;
  rebuilds: boolean;
}

function differences({ algorithm, lock, rebuilds, tables }: DescribedStatement, wanted: Wanted): string[] {
  // What is about no table rebuilds none.
  const got = { algorithm, dml: lock === "NONE", rebuilds: tables.length === 0 ? false : rebuilds };
  return (["algorithm", "dml", "rebuilds"] as const).flatMap((what) =>
    wanted[what] === undefined || wanted[what] === got[what]
      ? []
      : [`${what}: want ${wanted[what]}, got ${got[what]}`],
  );
}

/** Partitions that come, go, are emptied or change places: all others keep their ids, and no row is copied. */
const moving = /^(ADD PARTITION \((RANGE|LIST)|(DROP|TRUNCATE|EXCHANGE) PARTITION)/;

function wantedOf(op: string, { algorithm, lock, accepted, tableIdChanged, defaultRun }: Observed): Wanted {
  // TEMPORARY tables are not in INNODB_TABLES, but the server says how many rows it copied.
  const copied = /^Records: [1-9]/.test(defaultRun?.info ?? "");
  const rebuilds = copied || (tableIdChanged === true && !moving.test(op));
  const takes = (modifiers: string) => accepted?.includes(modifiers) === true;
  // A clause that is taken whatever it says is not heeded, and tells nothing.
  if (algorithm === "DEFAULT" || (takes("INPLACE/NONE") && takes("COPY/NONE")))
    return { algorithm: undefined, dml: undefined, rebuilds };
  // MariaDB takes INSTANT and copies, where it does not take INPLACE.
  if (algorithm === "COPY" || (!takes("INPLACE") && rebuilds))
    return { algorithm: "COPY", dml: takes("COPY/NONE"), rebuilds: true };
  if (algorithm === "INSTANT") return { algorithm, dml: true, rebuilds };
  return { algorithm: "INPLACE", dml: lock === "NONE", rebuilds };
}
