import type { FromSchema } from "json-schema-to-ts";
import type { Level } from "../words/level.ts";
import type { Source } from "../words/source.ts";
import type { AllowanceRule, CommentEffect } from "./allowance-rule.ts";
import type { Calendar } from "./calendar.ts";
import type { Limits } from "./limits.ts";
import type { OnlineRule } from "./online-rule.ts";
import type { RowRules } from "./row-rules.ts";
import type { policySchema } from "./schema.ts";

/** The file as written: valid against the schema, references and conditions not yet resolved. */
export type PolicyFile = FromSchema<typeof policySchema>;

/** The trusted form: every reference resolves, every condition type-checks, presets are rules. */
export interface Policy {
  gate: "app" | "action";
  appId: number | undefined;
  /** Whether there has to be an organisation's floor. */
  floor: "required" | "optional";
  /** Globs over repository paths: what the gate is made of besides what every gate is made of. */
  gateFiles: readonly string[];
  /** Where sizes come from; undefined = nowhere. `counts`: the organisation's floor, where there is one, agrees. */
  statistics: { branch: string; counts: boolean } | undefined;
  /** In rollout order. */
  environments: readonly Environment[];
  projects: readonly Project[];
  roles: ReadonlyMap<string, Role>;
  risk: {
    builtin: boolean;
    allowComments: CommentEffect;
    /** Findings that add nothing to the score for a while. */
    allow: readonly AllowanceRule[];
    /** Of a floor: what a repository's own policy allows adds nothing to the score either. */
    repositoriesMayAllow: boolean;
    thresholds: Thresholds;
    rules: readonly RiskRule[];
  };
  approval: {
    order: "strict" | "any";
    distinct: boolean;
    /** Bots whose commits are their own where GitHub signed them; undefined = the file does not say: none. */
    bots: readonly Pinned[] | undefined;
    /** Whom a trailer names: always, or only where GitHub signed the commit. */
    coAuthors: "all" | "signed";
    /** What shows which content a review approves: its page or its code, or the code alone. */
    proof: "page" | "code";
    requireLastPushApproval: boolean;
    flows: ReadonlyMap<string, Flow>;
    rules: Readonly<Partial<Record<Source, Readonly<Partial<Record<Level, string>>>>>>;
  };
}

/** The score from which a statement has the level. */
export type Thresholds = Readonly<Record<Exclude<Level, "default">, number>>;

export interface Environment {
  name: string;
  rollout: "automatic" | "manual";
  /** Ids of the roles that may dispatch it. */
  dispatch: readonly string[];
  /** When it may be rolled out to: each holds, the organisation's too. Absent = at any time. */
  calendars?: readonly Calendar[];
  /** What drift leaves out. Absent = nothing. */
  driftIgnores?: readonly ("events" | "partitions")[];
  /** As far as the policy says any: `limitsOf` has the rest. */
  limits?: Partial<Limits>;
  /** How its targets follow one another. Absent = one after the other, and the first failure stops. */
  order?: TargetOrder;
  /** How changes of rows run. Absent = whole. */
  rowRules?: RowRules;
  /** Which alterations are given to a tool. Absent = none. */
  online?: OnlineRule;
}

/** What the failure of one target means for those that have not begun. */
export type OnError = "stop" | "continue";

export interface TargetOrder {
  /** How many targets are rolled out to at the same time. */
  parallel: number;
  onError: OnError;
  /** Those that go first, in order; the others are the last group. */
  groups: readonly GroupRule[];
}

export interface GroupRule {
  name: string;
  /** Selectors; undefined = every database. */
  databases: readonly string[] | undefined;
  /** undefined = every server. */
  instances: readonly string[] | undefined;
  onError: OnError;
}

export interface Project {
  name: string;
  /** Globs over repository paths. */
  migrations: readonly string[];
  format: string;
  placeholders: Readonly<Record<string, string>>;
  /** Where its migrations run: environments in rollout order, then databases and instances in file order. */
  targets: readonly Target[];
}

/** One database on one instance. */
export interface Target {
  environment: string;
  instance: string;
  database: string;
  /** Nobody said so: what migrations call it is not known. */
  isDatabaseAssumed?: true;
  /** For example `mysql-8.4` or `mariadb-10.11`. */
  engine: string;
  /** Name of the variable that holds the URL. */
  connection: string;
  /** Where the password comes from; absent = from the URL. */
  password?: PasswordSource;
  /** Names of the variables that hold the URLs of its replicas; absent = the server says which there are. */
  replicas?: readonly string[];
  labels: Readonly<Record<string, string>>;
}

/**
 * `trusted`: somebody whom the machine obeys said that it may be run. A policy that a pull request could have written
 * is data, and a command in it is only shown.
 */
export type PasswordSource =
  | { from: "variable"; name: string }
  | { from: "command"; argv: readonly string[]; trusted: boolean };

/** `login#id` or `org/slug#id`: the id is the identity, the name is for people and may be another's by now. */
export interface Pinned {
  name: string;
  id: number;
}

export interface Role {
  id: string;
  title: string;
  description: string;
  users: readonly string[];
  /** `org/slug`. */
  teams: readonly string[];
  /** By login or `org/slug`, in lower case, the id that has to stand behind the name: names can be given anew. */
  ids: ReadonlyMap<string, number>;
  /** Ids of the roles whose people these are; absent = the role is one of its own. */
  anyOf?: readonly string[];
}

/** Ordered steps; each step is a role id. Several approvals of one role are so many steps. */
export interface Flow {
  id: string;
  title: string;
  steps: readonly string[];
}

export interface RiskRule {
  name: string;
  /** undefined = every source. */
  source: Source | undefined;
  when: Condition;
  level: Level;
}

/** A compiled CEL condition. */
export interface Condition {
  text: string;
  /** @throws ConditionError when CEL fails at run time; the caller must block, never treat it as "no match". */
  matches(facts: ConditionFacts): boolean;
}

/** The CEL variables. `undefined` = not known, which counts as the worst for a condition that reads it. */
export interface ConditionFacts {
  environment: string;
  project: string;
  database: string;
  engine: string;
  instance: string;
  labels: Readonly<Record<string, string>>;
  source: Source;
  statement_type: string;
  change_kinds: readonly string[];
  /**
   * The table that the change works on; a statement with several tables is asked once per table, with "" for none.
   * undefined = it may be any.
   */
  table: string | undefined;
  tables: readonly string[] | undefined;
  affected_rows: number | undefined;
  table_rows: number | undefined;
  table_bytes: number | undefined;
  /** "" = the statement changes no table's shape. */
  algorithm: "INSTANT" | "INPLACE" | "COPY" | "" | undefined;
  score: number;
  pr_labels: readonly string[] | undefined;
  author: string | undefined;
}
