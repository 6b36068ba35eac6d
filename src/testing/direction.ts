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
  action: ["core", "operations", "github", "mysql"],
  bot: ["core", "operations", "github", "mysql"],
  cli: ["core", "operations", "github", "mysql"],
  testing: ["core", "operations"],
};

/** The stages of core/, each looks back only. Files directly in core/ tie them together. */
const stages = [
  "policy",
  "sql",
  "migration",
  "schema",
  "change",
  "risk",
  "approval",
  "rollout",
  "report",
] as const;

/** Core files that any stage may read: words without behaviour. */
const sharedWords = ["core/words/problem.ts", "core/assessment.ts"];

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

/** Static, dynamic and type-only imports and re-exports. */
function specifiers(text: string): string[] {
  return [...text.matchAll(/(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*"([^"]+)"/g)].map(
    (match) => match[1] as string,
  );
}

function wrongFolder(path: string, specifier: string): string | undefined {
  const target = normalize(join(dirname(path), specifier));
  const [from, to] = [path.split("/"), target.split("/")];
  const [folder, other] = [from[0] ?? "", to[0] ?? ""];
  if (folder !== other) {
    return mayImport[folder]?.includes(other) ? undefined : `${folder}/ may not import ${other}/`;
  }
  if (folder !== "core" || from.length < 3 || sharedWords.includes(target)) return undefined;
  const [stage, otherStage] = [stages.indexOf(from[1] as never), stages.indexOf(to[1] as never)];
  return otherStage >= 0 && otherStage <= stage ? undefined : `core/${from[1]} looks back only`;
}

function wrongPackage(path: string, specifier: string): string | undefined {
  const known = packages.find(({ pattern }) => pattern.test(specifier));
  if (known) return known.where.test(path) ? undefined : known.sentence;
  return path.startsWith("core/") && specifier !== "json-schema-to-ts" ? "core/ is pure" : undefined;
}
