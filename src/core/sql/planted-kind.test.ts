import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

/** src/core. */
const core = join(import.meta.dirname, "..");

/** The files that have a line for every kind of clause or of expression, or for every one of some. */
const files = readdirSync(core, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .map((file) => join(core, file))
  .filter((file) =>
    /\bin (Clause|Online|Expression)Kind\b|\bRecord<(ClauseKind|ExpressionKind|Exclude<ExpressionKind)\b|\bkind: StatedKind\b/.test(
      readFileSync(file, "utf8"),
    ),
  );

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(core, "tsconfig.json"), ts.sys.readFile).config,
  ts.sys,
  core,
);

/** A text to put right before another one, which stands in the file once. */
interface Insertion {
  text: string;
  before: string;
}

/** Read and parsed once for all programs. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** The files of which the compiler complains once these insertions are made. */
function complaints(insertions: Readonly<Record<string, Insertion>>): string[] {
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...more) => {
    const insertion = insertions[path.slice(core.length + 1)];
    if (insertion) return ts.createSourceFile(path, edited(path, insertion), ts.ScriptTarget.ES2023);
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, ...more));
    return parsed.get(path);
  };
  const program = ts.createProgram(files, options, host);
  const complains = (file: string) => program.getSemanticDiagnostics(program.getSourceFile(file)).length > 0;
  return files.filter(complains).map((file) => file.slice(core.length + 1));
}

function edited(path: string, { text, before }: Insertion): string {
  const written = readFileSync(path, "utf8");
  expect(written.split(before), `${path} holds ${before}`).toHaveLength(2);
  return written.replace(before, `${text}\n${before}`);
}

/** The last line of every table, and of the union. */
const last = (row: string): Insertion => ({ text: row, before: "  unreadable:" });

/** What the one who adds a kind writes first. */
const plant = { "sql/clause.ts": last('  "plant-index": OnTable & Stated & { index: string };') };

/** What the compiler asks for then, in the order of the rooms. */
const facts = {
  "sql/clause-facts.ts": last('  "plant-index": part("add", "index"),'),
  "sql/grammar/note-statement.ts": {
    text: '    case "plant-index":\n      return { kind, table: "t", target: { database: undefined, table: "t" }, within, index: "i" };',
    before: '    case "tablespace":',
  },
  "schema/catalog-effects.ts": last(
    '  "plant-index": alters({ keys: (draft, { index }) => void [draft, index] }),',
  ),
  "change/data-loss.ts": last('  "plant-index": "none",'),
  "change/cost/online-kinds.ts": last('  "plant-index": "by-table",'),
  "change/refusals/demands.ts": last('  "plant-index": nothing,'),
  "risk/references/dropped-names.ts": last('  "plant-index": nothing,'),
  "rollout/facts/effects.ts": last('  "plant-index": repeatable,'),
  "rollout/online/clause-refusals.ts": last('  "plant-index": fine,'),
};

/** And what it asks for where the server has an algorithm of online DDL for the kind. */
const costs = {
  "change/cost/mysql.ts": { text: '  "plant-index": () => inplace,', before: '  "add-index":' },
  "change/cost/mariadb.ts": { text: '  "plant-index": () => inplace,', before: '  "add-index":' },
};

/** An expression that the grammar would build, and what the compiler asks about it. */
const plantNode = {
  "sql/tree/expression.ts": {
    text: '  | { readonly kind: "planted"; readonly operand: Expression }',
    before: "  | Exists<Expression>;",
  },
};
const lastOf = (row: string): Insertion => ({ text: row, before: "  exists:" });
const nodeFacts = {
  "sql/tree/children.ts": lastOf("  planted: ({ operand }) => ({ expressions: [operand], queries: [] }),"),
  "sql/tree/nullable.ts": lastOf("  planted: always,"),
  "sql/tree/volatility.ts": lastOf('  planted: "immutable",'),
  "sql/tree/value-type.ts": lastOf("  planted: is(truth),"),
  "sql/tree/constant/evaluate.ts": lastOf("  planted: unknown,"),
  "sql/tree/every-row/truths.ts": lastOf("  planted: true,"),
  "sql/tree/every-row/translate.ts": lastOf("  planted: value,"),
  "sql/explain/runs-in-explain.ts": lastOf("  planted: () => subqueryRuns,"),
  "sql/write/write-expression.ts": lastOf("  planted: ({ operand }, write) => write(operand),"),
  "risk/checks/plain-sql.ts": lastOf("  planted: false,"),
};

const minutes = 60_000;

test("a new kind of clause does not compile until every fact about it is given", {
  timeout: 3 * minutes,
}, () => {
  expect(complaints(plant)).toEqual(expect.arrayContaining(Object.keys(facts)));
  expect(complaints({ ...plant, ...facts }).toSorted()).toEqual(Object.keys(costs).toSorted());
  expect(complaints({ ...plant, ...facts, ...costs })).toEqual([]);
});

test("nor does a new kind of expression", { timeout: 3 * minutes }, () => {
  expect(complaints(plantNode).toSorted()).toEqual(Object.keys(nodeFacts).toSorted());
  expect(complaints({ ...plantNode, ...nodeFacts })).toEqual([]);
});
