import { openReplay, replayStatement } from "../../src/core/change/replay-script.ts";
import { draftOf, emptyCatalog } from "../../src/core/schema/catalog.ts";
import { split } from "../../src/core/sql/split/split.ts";
import { measure } from "./measure.ts";

const engine = { flavour: "mysql", version: 80400 } as const;

/** Reads migrations, of four statements each, into one catalog. */
function replay(statements: readonly string[]) {
  const catalog = draftOf(emptyCatalog());
  for (let at = 0; at < statements.length; at += 4) {
    const migration = split(statements.slice(at, at + 4).join(";\n"), { mode: { engine } });
    const replay = openReplay(catalog, { engine, past: true });
    for (const statement of migration.statements) replayStatement(statement, replay);
  }
}

function createTable(i: number): string {
  return `CREATE TABLE t${i} (id INT PRIMARY KEY, up INT, FOREIGN KEY (up) REFERENCES t${i >> 1} (id))`;
}

function growth(statements: number): string[] {
  return Array.from({ length: statements / 4 }, (_, i) => [
    createTable(i),
    `ALTER TABLE t${i} ADD COLUMN age INT`,
    `CREATE INDEX by_age ON t${i} (age)`,
    `UPDATE t${i} SET age = 1 WHERE id = ${i}`,
  ]).flat();
}

/** Tables that point at each other, then names that change: of each table, and of a column that is pointed at. */
function renames(statements: number): string[] {
  const tables = Array.from({ length: statements / 4 }, (_, i) => i);
  return [
    ...tables.map(createTable),
    ...tables.map((i) => `RENAME TABLE t${i} TO r${i}`),
    ...tables.map((i) => `ALTER TABLE r${i} RENAME COLUMN id TO number`),
    ...tables.map((i) => `ALTER TABLE r${i} RENAME TO s${i}`),
  ];
}

/** A repository's history, read into the catalog: the first time in this process, and what four times as much takes. */
export function benchHistory() {
  return { history: { growth: figuresOf(growth), renames: figuresOf(renames) } };
}

function figuresOf(write: (statements: number) => string[]) {
  const [some, more] = [write(10_000), write(40_000)];
  const cold = measure(() => replay(some), 1);
  const warm = measure(() => replay(some), 3);
  return {
    "10,000 statements, seconds (less than 1)": round(cold),
    "40,000 / 10,000 statements (at most 4.6)": round(measure(() => replay(more), 3) / warm),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
