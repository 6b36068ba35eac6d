import { replayScript } from "./change/replay-script.ts";
import { formats } from "./migration/formats.ts";
import type { ChangedFile } from "./migration/migration.ts";
import { parseMigrations } from "./migration/parse-migrations.ts";
import type { Policy } from "./policy/policy.ts";
import { emptyCatalog } from "./schema/catalog.ts";
import { otherTable } from "./sql/clause-parts.ts";
import { parseEngine } from "./sql/engine.ts";

/** What a pull request puts its hands on, as far as others may do so at the same time. */
export interface Touches {
  /** Bare names: whoever writes `shop.users` means the same table. */
  tables: ReadonlySet<string>;
  versions: readonly { project: string; format: string; version: string; path: string }[];
}

export function touchesOf(policy: Pick<Policy, "projects">, changed: readonly ChangedFile[]): Touches {
  const present = changed.filter(({ kind }) => kind !== "deleted");
  const added = new Set(changed.filter(({ kind }) => kind === "added").map(({ path }) => path));
  const { migrations } = parseMigrations({ policy, files: present });
  const tables = migrations.flatMap(({ statements, project }) => {
    const engine = policy.projects.find(({ name }) => name === project)?.targets[0]?.engine;
    if (engine === undefined) return [];
    const read = replayScript(statements, { engine: parseEngine(engine), catalog: emptyCatalog() });
    return read.statements.flatMap(({ changes }) =>
      changes.flatMap(({ clause }) => [clause.target?.table ?? [], otherTable(clause)?.table ?? []].flat()),
    );
  });
  return {
    tables: new Set(tables),
    versions: migrations.flatMap(({ path, kind, project, format, version }) =>
      added.has(path) && kind === "versioned" && version !== undefined
        ? [{ project, format, version, path }]
        : [],
    ),
  };
}

/** What two have in common: they may both be right, and still not fit together. */
export interface Overlap {
  tables: readonly string[];
  versions: readonly string[];
}

export function overlapOf(ours: Touches, theirs: Touches): Overlap {
  const versions = ours.versions.filter((one) =>
    theirs.versions.some(
      ({ project, version }) => project === one.project && isSameVersion(one.format, one.version, version),
    ),
  );
  return {
    tables: [...ours.tables].filter((table) => theirs.tables.has(table)).sort(),
    versions: [...new Set(versions.map(({ version }) => version))],
  };
}

function isSameVersion(format: string, a: string, b: string): boolean {
  return formats.find(({ name }) => name === format)?.compareVersions(a, b) === 0;
}
