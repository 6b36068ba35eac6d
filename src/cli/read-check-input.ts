import { lstat, readdir } from "node:fs/promises";
import { join, normalize, resolve } from "node:path";
import type { AssessInput } from "../core/assess.ts";
import type { ChangedFile } from "../core/migration/migration.ts";
import { wantedPath } from "../core/migration/select.ts";
import { policyPath } from "../core/policy/edits-gate.ts";
import type { Policy } from "../core/policy/policy.ts";
import {
  type LocalRepository,
  openLocalRepository,
  readWorkFile,
  type WorkFile,
  workTree,
} from "../git/local-repository.ts";
import { effectiveDigest, judge } from "../operations/digest.ts";
import { gitBlobId } from "../operations/git-blob-id.ts";
import { loadSecondOpinion } from "../operations/review/load-second-opinion.ts";
import { readChange } from "../operations/review/read-change.ts";
import { UserError } from "../operations/user-error.ts";
import { defaultPolicy } from "./default-policy.ts";
import type { Io } from "./io.ts";
import { PolicyError } from "./policy-error.ts";
import { readLocalStatistics } from "./read-local-statistics.ts";

export interface CheckOptions {
  paths: readonly string[];
  base?: string | undefined;
  policy?: string | undefined;
  floor?: string | undefined;
  author?: string | undefined;
  label?: string[] | undefined;
}

export interface CheckInput {
  input: AssessInput;
  /** The clone whose code is searched; undefined = plain files, of which nobody knows the code. */
  clone: LocalRepository | undefined;
}

/** The input of the one judgement, from a clone or from plain files. */
export async function readCheckInput(options: CheckOptions, io: Io): Promise<CheckInput> {
  const { clone, ...files } =
    options.base === undefined ? await readNew(options, io) : await readSince(options.base, options, io);
  const input = {
    ...files,
    digest: effectiveDigest(judge(files)),
    today: new Date().toISOString().slice(0, 10),
    ...(options.author === undefined ? {} : { author: options.author }),
    ...(options.label === undefined ? {} : { labels: options.label }),
  };
  return { input, clone };
}

type Files = Pick<
  AssessInput,
  "policy" | "changed" | "history" | "baseNow" | "secondOpinion" | "statistics"
> &
  Pick<CheckInput, "clone">;

/** What the work tree changes since it left `base`, as a pull request into it would. */
async function readSince(base: string, options: CheckOptions, io: Io): Promise<Files> {
  if (options.paths.length > 0) {
    throw new UserError(
      "usage",
      "PATH and --base do not go together.",
      "With --base the policy selects the files.",
    );
  }
  const repository = await openLocalRepository(io.cwd);
  const own = (await policyNamed(options, io)) ?? (await policyAt(base, repository));
  const policy = await raised(own, options, io);
  const commits = { mergeBase: await repository.mergeBase(base), head: workTree, tip: base };
  const change = await readChange(repository, policy, commits);
  return { policy, ...change, clone: repository };
}

/** What reads a policy is a third of all that a check loads: a check without one does not wait for it. */
const loadReader = () => import("./trusted-policy.ts");

async function policyNamed({ policy }: CheckOptions, io: Io): Promise<Policy | undefined> {
  return policy === undefined ? undefined : (await loadReader()).namedPolicy(policy, io);
}

async function policyHere(io: Io): Promise<Policy | undefined> {
  const isThere = await readWorkFile(io.cwd, policyPath);
  return isThere && (await loadReader()).policyHere(io);
}

async function raised(policy: Policy, { floor }: CheckOptions, io: Io): Promise<Policy> {
  if (floor === undefined && policy.floor === "optional") return policy;
  const { namedFloor, raisedPolicy } = await loadReader();
  return raisedPolicy(policy, await namedFloor(floor, io));
}

async function policyAt(base: string, repository: LocalRepository): Promise<Policy> {
  const { readPolicy } = await import("../operations/read-policy.ts");
  const read = await readPolicy(repository, base);
  if (read.found === "valid") return read.policy;
  if (read.found === "invalid") throw new PolicyError(read.problems);
  throw new UserError(
    "policy-missing",
    `${base} has no ${policyPath}.`,
    "Merge a policy first (tollgate init writes one), or name one with --policy.",
  );
}

/** The named files, or all that the policy selects, as if each were new. */
async function readNew(options: CheckOptions, io: Io): Promise<Files> {
  const own = (await policyNamed(options, io)) ?? (await policyHere(io));
  const policy = await raised(own ?? defaultPolicy, options, io);
  if (options.paths.length > 0) {
    const files = await Promise.all((await expand(options.paths, io)).map((path) => readNamed(path, io)));
    return allNew(withPaths(policy, files), files, io);
  }
  if (!own) {
    throw new UserError(
      "policy-missing",
      `There is no ${policyPath} here to say which files are migrations.`,
      "Name files or folders, name a policy with --policy, or write one with tollgate init.",
    );
  }
  const wanted = wantedPath(policy);
  const found = (await filesBelow(io.cwd, "")).filter(wanted).sort();
  const files = await Promise.all(found.map((path) => readWorkFile(io.cwd, path)));
  return allNew(policy, files.filter((file) => file !== undefined).map(added), io);
}

async function allNew(policy: Policy, changed: ChangedFile[], io: Io): Promise<Files> {
  const statistics = await readLocalStatistics(policy, io.cwd);
  const secondOpinion = await loadSecondOpinion(changed);
  return { policy, changed, history: [], secondOpinion, statistics, clone: undefined };
}

/** Files that the policy does not select are weighed all the same: as one project, on every target. */
function withPaths(policy: Policy, files: readonly ChangedFile[]): Policy {
  const wanted = wantedPath(policy);
  const strays = files.filter(({ path }) => !wanted(path)).map(({ path }) => path);
  if (strays.length === 0) return policy;
  const targets = policy.projects.flatMap((project) => project.targets);
  const unique = [
    ...new Map(targets.map((target) => [`${target.instance}/${target.database}`, target])).values(),
  ];
  const project = { name: "files", migrations: strays, format: "none", placeholders: {}, targets: unique };
  return {
    ...policy,
    projects: [...policy.projects.filter(({ migrations }) => migrations.length > 0), project],
  };
}

async function expand(paths: readonly string[], io: Io): Promise<string[]> {
  const expanded = await Promise.all(
    paths.map(async (path) => {
      const stat = path === "-" ? undefined : await lstat(resolve(io.cwd, path)).catch(() => undefined);
      if (!stat?.isDirectory()) return [normalize(path)];
      return (await filesBelow(io.cwd, path)).filter((file) => file.endsWith(".sql")).sort();
    }),
  );
  return [...new Set(expanded.flat())];
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(resolve(root, folder), { withFileTypes: true });
  const found = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === ".git" || entry.name === "node_modules" ? [] : filesBelow(root, path);
    return entry.isFile() || entry.isSymbolicLink() ? [path] : [];
  });
  return (await Promise.all(found)).flat();
}

async function readNamed(path: string, io: Io): Promise<ChangedFile> {
  const content = await io.readFile(path === "-" ? path : resolve(io.cwd, path));
  return added({ path, mode: "100644", content });
}

/** No clone is asked which format its ids have: nothing is compared with them. */
function added(file: WorkFile): ChangedFile {
  return { ...file, blob: gitBlobId(file.content, "sha1"), kind: "added", previousPath: undefined };
}
