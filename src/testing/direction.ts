import { dirname, join, normalize } from "node:path";

export interface SourceFile {
  /** Below src/, for example `core/risk/score.ts`. */
  path: string;
  text: string;
}

/** Which folders of src/ each folder may import, besides itself. */
const mayImport: Record<string, readonly string[]> = {
  core: [],
  operations: ["core"],
  github: ["core", "operations"],
  mysql: ["core", "operations"],
  git: ["core", "operations"],
  action: ["core", "operations", "github", "mysql"],
  bot: ["core", "operations", "github", "mysql"],
  cli: ["core", "operations", "github", "mysql", "git"],
  testing: ["core", "operations"],
};

/** The rooms of a folder in their order: each looks back only. "." stands for the files directly in the folder. */
const orders: Readonly<Record<string, readonly string[]>> = {
  core: [
    "words",
    "policy",
    "sql",
    "migration",
    "schema",
    "change",
    "risk",
    "approval",
    "rollout",
    "report",
    ".",
  ],
  "core/sql": [".", "lex", "split", "tree", "grammar", "write", "explain"],
  "core/report": [".", "say", "comment", "terminal", "machines"],
  operations: ["ports", ".", "review", "rollout", "statistics"],
};

/**
 * Who reads a statement's tokens, each with the reason: a file or a folder. Everybody else asks the grammar's facts
 * (clauses and uses), a tree, or the places that a tree keeps of what may be cut: two readers of one text disagree.
 */
export const tokenReaders: Readonly<Record<string, string>> = {
  "core/sql/lex/": "makes them",
  "core/sql/split/": "a file is cut into statements before any grammar can read these",
  "core/sql/grammar/": "reads statements",
  "core/report/say/hide-secrets.ts": "hides passwords also in text that is no statement the grammar knows",
  "core/migration/find-differing.ts": "compares how servers cut a text into tokens, whatever these mean",
  "testing/compare-split.ts": "compares statements with those that a client sent, by their tokens",
  "testing/spellings.ts":
    "writes the names of a script in other ways, without trusting the grammar that is tested",
};

const lexer = "core/sql/lex/";

/** The shape of the whole result, which every stage may name. */
const sharedShapes = ["core/assessment.ts"];

/** Who may import which package; `node:` and anything not named here is open to all but core/. */
const packages: readonly { pattern: RegExp; where: RegExp; sentence: string }[] = [
  {
    pattern: /^node:/,
    where: /^(?!core\/)/,
    sentence: "core/ is pure: pass the fact in",
  },
  {
    pattern: /^(octokit|@octokit\/.*|@actions\/github)$/,
    where: /^github\//,
    sentence: "src/github is the only door to GitHub",
  },
  { pattern: /^mysql2(\/.*)?$/, where: /^mysql\//, sentence: "src/mysql is the only door to MySQL" },
  {
    pattern: /^node-sql-parser/,
    where: /^core\/sql\//,
    sentence: "core/sql is the only door to the SQL parser",
  },
  {
    pattern: /^(js-yaml|@marcbachmann\/cel-js)/,
    where: /^core\/policy\//,
    sentence: "the policy reads itself",
  },
  {
    pattern: /^ajv/,
    where: /^core\/(policy\/|schema\/validate-statistics)/,
    sentence: "only what has a schema is validated",
  },
  { pattern: /^probot$/, where: /^bot\//, sentence: "only the bot is a Probot app" },
  { pattern: /^@actions\/core$/, where: /^action\//, sentence: "only the Action talks to the runner" },
];

/** Every import that points the wrong way, as a sentence. */
export function directionBreaks(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    specifiers(text).flatMap((specifier) => {
      const why = specifier.startsWith(".") ? wrongFolder(path, specifier) : wrongPackage(path, specifier);
      return why ? [`${path} imports ${specifier}: ${why}`] : [];
    }),
  );
}

/** The readers of tokens that import the lexer. */
export function readersAmong(files: readonly SourceFile[]): ReadonlySet<string> {
  const importers = files.filter((file) => importsInto(lexer.slice(0, -1), [file]).length > 0);
  return new Set(importers.flatMap(({ path }) => readerOf(path) ?? []));
}

function readerOf(path: string): string | undefined {
  return Object.keys(tokenReaders).find((reader) => path === reader || path.startsWith(reader));
}

/** Imports that lead below a folder; it and the paths of the files are from the root of the repository. */
export function importsInto(folder: string, files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    specifiers(text)
      .filter((specifier) => normalize(join(dirname(path), specifier)).startsWith(`${folder}/`))
      .map((specifier) => `${path} imports ${specifier}`),
  );
}

/** Static, dynamic and type-only imports and re-exports. */
function specifiers(text: string): string[] {
  return [...text.matchAll(/(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*"([^"]+)"/g)].map(
    (match) => match[1] as string,
  );
}

function wrongFolder(path: string, specifier: string): string | undefined {
  const target = normalize(join(dirname(path), specifier));
  if (target.startsWith(lexer) && readerOf(path) === undefined)
    return "tokens are read by those that tokenReaders lists (testing/direction.ts)";
  const [folder = "", other = ""] = [path.split("/")[0], target.split("/")[0]];
  if (folder !== other) {
    return mayImport[folder]?.includes(other) ? undefined : `${folder}/ may not import ${other}/`;
  }
  if (sharedShapes.includes(target)) return undefined;
  return Object.keys(orders).flatMap((parent) => looksAhead(parent, path, target) ?? [])[0];
}

/** Both are below the folder, and the room of the one comes before the room of the other. */
function looksAhead(parent: string, path: string, target: string): string | undefined {
  const [from, to] = [roomIn(parent, path), roomIn(parent, target)];
  if (from === undefined || to === undefined || from === to) return undefined;
  const order = orders[parent] ?? [];
  if (!order.includes(from))
    return `${parent}/${from} has no place in the order of rooms (testing/direction.ts)`;
  return order.indexOf(to) < order.indexOf(from) ? undefined : `${parent}/${from} looks back only`;
}

function roomIn(parent: string, path: string): string | undefined {
  if (!path.startsWith(`${parent}/`)) return undefined;
  const [room = "", ...rest] = path.slice(parent.length + 1).split("/");
  return rest.length === 0 ? "." : room;
}

function wrongPackage(path: string, specifier: string): string | undefined {
  const known = packages.find(({ pattern }) => pattern.test(specifier));
  if (known) return known.where.test(path) ? undefined : known.sentence;
  return path.startsWith("core/") && specifier !== "json-schema-to-ts" ? "core/ is pure" : undefined;
}
