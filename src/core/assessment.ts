import type { Change, Cost, DataLoss } from "./change/change.ts";
import type { FileChangeKind } from "./migration/migration.ts";
import type { Flow } from "./policy/policy.ts";
import type { Level } from "./words/level.ts";
import type { Problem } from "./words/problem.ts";
import type { Source } from "./words/source.ts";

/**
 * The whole judgement of a pull request: plain data, the same from the Action, the bot and the command line.
 * It holds nothing that differs between them (no time, no reviewer, no run).
 */
export interface Assessment {
  version: 1;
  /** SHA-256 (hex) over what approvals are given to: the changed files, with what the policy makes of each. */
  digest: string;
  /** The heaviest verdict over statements x databases x environments. */
  level: Level;
  /** 0-100, the highest of the statements'. */
  score: number;
  /** Source of the statement that decided; undefined where there is no statement. */
  source: Source | undefined;
  /** What the policy asks for: nothing, the flow, or that somebody fixes something first. */
  decision: "clear" | "approval" | "blocked";
  /** Stable: `no-migrations`, `no-approval-needed`, `approval-needed`, or the first problem's code. */
  reasonCode: string;
  reason: string;
  /** The merged flow; undefined = none needed (or blocked before it could be chosen). */
  flow: Flow | undefined;
  /** Why this level: the verdict that decided, and where. */
  decidedBy: Trace | undefined;
  migrations: readonly AssessedMigration[];
  /** Changed files that the gate is made of; left out: none. */
  gateEdits?: readonly AssessedGateEdit[];
  /** Where sizes come from; left out: the policy names no statistics branch. */
  statistics?: AssessedStatistics;
  /** Which code was searched for names that are dropped or renamed; left out: there are none, or no repository. */
  codeSearch?: AssessedSearch;
  /** Anything here blocks. */
  problems: readonly Problem[];
}

export interface AssessedGateEdit {
  file: string;
  kind: FileChangeKind;
  /** Which environments and secrets of the policy it names, as sentences; "" = none. */
  what: string;
}

export interface AssessedStatistics {
  branch: string;
  /** In rollout order. */
  environments: readonly {
    environment: string;
    /** Why no size of it is known: what follows "because"; undefined = the branch has its snapshot. */
    unknown: string | undefined;
    /** When its databases were asked, the one that was asked first; undefined = none was. */
    takenAt: string | undefined;
  }[];
}

export type AssessedSearch =
  | { unknown: string }
  | {
      unknown: undefined;
      files: number;
      /** Files that may be code and were not searched, and why. */
      leftOut: { vendored: number; tooLarge: number; tooMany: number };
    };

export interface Trace {
  file: string;
  line: number;
  verdict: Verdict;
}

export interface AssessedMigration {
  file: string;
  kind: FileChangeKind;
  project: string;
  /** As the migration tool reads it; undefined = repeatable or without one. */
  version: string | undefined;
  statements: readonly AssessedStatement[];
  /** Comments in the file that allow a finding, or would like to. */
  allowances: readonly Allowance[];
}

export interface AssessedStatement extends Cost {
  type: string;
  source: Source;
  parsed: boolean;
  /** The statement's text, whole. */
  text: string;
  line: number;
  column: number;
  endLine: number;
  /** `table` or `db.table`. */
  tables: readonly string[];
  dataLoss: DataLoss;
  changes: readonly Change[];
  findings: readonly Finding[];
  /** One for each target that the statement would run on; the heaviest first. */
  verdicts: readonly Verdict[];
}

/** Level of one statement on one database of one environment, and what decided. */
export interface Verdict {
  environment: string;
  instance: string;
  database: string;
  level: Level;
  score: number;
  /** The rule's name; undefined = the score (or nothing matched, at `default`). */
  rule: string | undefined;
  /** The statement's tables as large as the database says. This and the next two: only with a statistics branch. */
  sizes?: readonly KnownSize[];
  /** Those whose size is not known, which counts as large. */
  unsized?: readonly string[];
  /** Factors that weigh less here since the tables are small: `points` of `of`. */
  eased?: readonly { id: string; points: number; of: number }[];
}

export interface KnownSize {
  table: string;
  rows: number;
  bytes: number;
  /** ISO 8601, UTC. */
  takenAt: string;
}

/** A reason for risk: what, why, instead, where. */
export interface Finding {
  /** The factor's id. */
  id: string;
  title: string;
  level: Level;
  points: number;
  what: string;
  why: string;
  instead: string;
  /** A query over the rows that are there: where it returns none, they are no obstacle. */
  check?: string;
  /** Other lines of the repository that it is about, at its head; the first of them. */
  places?: readonly { file: string; line: number }[];
  line: number;
  /** The reason why the policy, or a comment where the policy lets it, allows this: no points towards the score. */
  allowed?: string;
  /** The reason that a comment in the migration gives; the points count. */
  seen?: string;
  /** What is written for the statement instead; undefined = nobody has proved any form to be safer. */
  rewrite?: SaferForm;
}

/** A comment `-- tollgate:allow <id> because <reason>`, for one of its ids; or what the policy's `risk.allow` allows here. */
export interface Allowance {
  /** Of the comment; of the statement, where the policy allows. */
  line: number;
  id: string;
  reason: string;
  /** Why it allows nothing; left out where it does. */
  remark?: string;
  /** It takes the finding out of the score; left out: the finding is only marked as seen. */
  lowers?: true;
  /** The policy's, valid to this day; left out: a comment. */
  policyUntil?: string;
}

/** A form of a statement that was read and weighed like the statement itself, on every engine, and came out lower. */
export interface SaferForm {
  /** Stands in place of the statement, without the last delimiter. */
  sql: string;
  /** Leaves the same schema at once. */
  equivalent: boolean;
  /** What is left for later migrations, in order; with it the schema becomes the same. */
  later: readonly string[];
  /** What becomes otherwise, or has to be done by hand; undefined = nothing. */
  note: string | undefined;
  /** Score of the statement as it is, and in this form, both where they weigh most. */
  score: { before: number; after: number };
  /** Whole lines of the file to put in place of its own; undefined = they hold more than it, or it is to be run by hand. */
  lines: { start: number; end: number; text: string } | undefined;
}
