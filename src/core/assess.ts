import { chooseFlow } from "./approval/choose-flow.ts";
import { needForGateEdit } from "./approval/need-for-gate-edit.ts";
import type { Assessment } from "./assessment.ts";
import { decide } from "./decide.ts";
import { findGateEdits } from "./migration/find-gate-edits.ts";
import type { ChangedFile, RepositoryFile } from "./migration/migration.ts";
import { parseChangedMigrations } from "./migration/parse-changed-migrations.ts";
import { gatePath } from "./migration/select.ts";
import type { Policy } from "./policy/policy.ts";
import { assessMigrations } from "./risk/assess-migrations.ts";
import { describeStatistics } from "./risk/describe-statistics.ts";
import { type CodeReferences, describeSearch } from "./risk/references/references.ts";
import { foreseeScript } from "./rollout/foresee-script.ts";
import type { Statistics } from "./schema/known-statistics.ts";
import type { SecondOpinion } from "./sql/second-opinion.ts";

export interface AssessInput {
  policy: Policy;
  /** SHA-256 (hex) of `digestText`: what approvals are given to. */
  digest: string;
  /** Merge base to head: migrations, and what the gate is made of. */
  changed: readonly ChangedFile[];
  /** At the merge base: every migration, and of the gate's files those that change. */
  history: readonly RepositoryFile[];
  /** Of actions that workflows run from the repository itself; absent = none. */
  actionFolders?: readonly string[];
  /** The migrations at the base branch's tip, whole; undefined = it has not moved on. */
  baseNow?: readonly RepositoryFile[] | undefined;
  /** undefined = not known, as on the command line. */
  author?: string;
  /** The day of the judgement, `2027-03-31`, by UTC; undefined = not known, and what the policy allows has ended. */
  today?: string;
  labels?: readonly string[];
  /** How somebody else reads an UPDATE or a DELETE; undefined = the changed files hold none. */
  secondOpinion: SecondOpinion | undefined;
  /** What databases said of their tables; undefined = the policy names no statistics branch, or nothing changed. */
  statistics: Statistics | undefined;
  /** Where code names what the changed files drop or rename; absent = not asked, as of files without a repository. */
  references?: CodeReferences;
}

/** The whole judgement of a pull request. */
export function assess(input: AssessInput): Assessment {
  const { policy, digest, changed, history, baseNow, author, labels, secondOpinion, statistics, references } =
    input;
  const isOfGate = gatePath(policy, input.actionFolders ?? []);
  // 1. The files at the head, as their migration tools read them.
  const read = parseChangedMigrations({ policy, changed, history, baseNow });
  // 2. Every new statement, against the schema that the history leaves, on every target.
  const assessed = assessMigrations(read, policy, {
    pull: { author, labels },
    secondOpinion,
    statistics,
    references,
    foresight: foreseeScript,
    today: input.today,
  });
  // 3. Edits of the gate itself.
  const gateEdits = findGateEdits(policy, changed, history, isOfGate);
  // 4. One flow for all that this asks for, by source and level.
  const needs = gateEdits.length > 0 ? [...assessed.needs, needForGateEdit(policy)] : assessed.needs;
  const { flow, problems: unmapped } = chooseFlow(policy, needs);
  // 5. The decision.
  const problems = [...read.problems, ...assessed.problems, ...unmapped];
  const assessment = decide({ policy, digest, migrations: assessed.migrations, gateEdits, flow, problems });
  return {
    ...assessment,
    ...(statistics && { statistics: describeStatistics(statistics, policy) }),
    ...(references && { codeSearch: describeSearch(references) }),
  };
}
