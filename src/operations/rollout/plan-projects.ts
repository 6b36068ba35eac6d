import { replayScript } from "../../core/change/replay-script.ts";
import { formats } from "../../core/migration/formats.ts";
import type { Migration, RepositoryFile } from "../../core/migration/migration.ts";
import { forNewDatabase } from "../../core/migration/order-migrations.ts";
import { parseMigrations } from "../../core/migration/parse-migrations.ts";
import type { Policy, Project, Target } from "../../core/policy/policy.ts";
import type { Origin } from "../../core/rollout/ledger/origin.ts";
import { planStatements } from "../../core/rollout/plan-statements.ts";
import type { PlannedMigration } from "../../core/rollout/rollout.ts";
import { emptyCatalog } from "../../core/schema/catalog.ts";
import { parseEngine } from "../../core/sql/engine.ts";
import type { Problem } from "../../core/words/problem.ts";
import { sha256 } from "../sha256.ts";

/** A project's migrations at one commit, as they would run on a target. */
export interface PlannedProject {
  project: Project;
  origin: Origin;
  outOfOrder: boolean;
  sameVersion: (one: string, other: string) => boolean;
  /** `fresh`: nothing of the project ran there yet, so its tool's baseline takes the place of what came before. */
  migrations(target: Target, fresh: boolean): PlannedMigration[];
}

/** The approved bytes, hashed here, in the process that runs them. */
export function planProjects(
  policy: Policy,
  files: readonly RepositoryFile[],
  origin: Origin = {},
): { projects: PlannedProject[]; problems: Problem[] } {
  const { migrations, problems } = parseMigrations({ policy, files });
  const hashes = new Map(files.map(({ path, content }) => [path, sha256(content)]));
  const projects = policy.projects.map((project) => {
    const own = migrations.filter((migration) => migration.project === project.name);
    const format = formats.find(({ name }) => name === own[0]?.format);
    return {
      project,
      origin,
      outOfOrder: format?.allowsOutOfOrder ?? false,
      sameVersion: (one: string, other: string) => format?.compareVersions(one, other) === 0,
      migrations: keepLast((target: Target, fresh: boolean) =>
        planMigrations(fresh ? forNewDatabase(own) : forExistingDatabase(own), target, hashes),
      ),
    };
  });
  return { projects, problems };
}

/** A target is planned several times in a rollout; many targets are not all kept. */
const kept = 64;

function keepLast(plan: PlannedProject["migrations"]): PlannedProject["migrations"] {
  const known = new Map<string, PlannedMigration[]>();
  return (target, fresh) => {
    const key = JSON.stringify([target.database, target.engine, fresh]);
    const found = known.get(key) ?? plan(target, fresh);
    known.delete(key);
    known.set(key, found);
    for (const oldest of known.keys()) {
      if (known.size <= kept) break;
      known.delete(oldest);
    }
    return found;
  };
}

function forExistingDatabase(migrations: readonly Migration[]): Migration[] {
  return migrations.filter(({ kind }) => kind === "versioned" || kind === "repeatable");
}

function planMigrations(
  migrations: readonly Migration[],
  { database, engine }: Target,
  hashes: ReadonlyMap<string, string>,
): PlannedMigration[] {
  const home = { names: new Set([database]), isKnown: true };
  let catalog = emptyCatalog();
  return migrations.map(({ project, path, version, kind, blob, statements }) => {
    const read = replayScript(statements, { engine: parseEngine(engine), home, catalog });
    catalog = read.catalog;
    return {
      project,
      path,
      version,
      repeatable: kind === "repeatable",
      blob,
      sha256: hashes.get(path) ?? unhashed(path),
      statements: planStatements({ statements: read.statements, database, sha256 }),
    };
  });
}

function unhashed(path: string): never {
  throw new Error(`${path} was not read with the other files.`);
}
