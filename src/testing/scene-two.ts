import type { FlowInput, Person, Review } from "../core/approval/approval.ts";
import { evaluateFlow } from "../core/approval/evaluate-flow.ts";
import type { AssessedStatement, Assessment, Verdict } from "../core/assessment.ts";
import type { ReviewView } from "../core/report/review-view.ts";
import type { ColumnDefinition } from "../core/sql/definition.ts";

/** Scene 2 of the tutorial as data: a column for both environments, High because of Prod. */
const test: Verdict = {
  environment: "test",
  instance: "mysql-test",
  database: "test_db",
  level: "low",
  score: 23,
  rule: undefined,
};
const prod: Verdict = {
  ...test,
  environment: "prod",
  instance: "mysql-prod",
  level: "high",
  rule: "prod-is-high",
};

const age: ColumnDefinition = {
  name: "age",
  type: {
    name: "int",
    length: undefined,
    scale: undefined,
    members: [],
    unsigned: false,
    zerofill: false,
    charset: undefined,
    collation: undefined,
  },
  nullable: false,
  default: undefined,
  defaultIsExpression: false,
  onUpdate: undefined,
  autoIncrement: false,
  generated: undefined,
  invisible: false,
  comment: undefined,
  srid: undefined,
  inline: { primaryKey: false, unique: false, check: undefined, references: undefined },
  position: undefined,
};

const addColumn: AssessedStatement = {
  type: "ALTER_TABLE",
  source: "ddl",
  parsed: true,
  text: "ALTER TABLE `t1` ADD COLUMN (`age` INT NOT NULL)",
  line: 1,
  column: 1,
  endLine: 1,
  tables: ["t1"],
  algorithm: "INSTANT",
  lock: "NONE",
  rebuilds: false,
  dataLoss: "none",
  changes: [
    {
      clause: {
        kind: "add-column",
        table: "t1",
        target: { database: undefined, table: "t1" },
        column: "age",
        definition: age,
      },
      created: false,
      isPart: false,
      temporary: false,
      cost: { algorithm: "INSTANT", lock: "NONE", rebuilds: false },
      dataLoss: "none",
    },
  ],
  findings: [
    {
      id: "add-required-column",
      title: "Adds a NOT NULL column without a default",
      level: "moderate",
      points: 40,
      what: "The new column t1.age is NOT NULL and has no default.",
      why: "Running code does not name the new column, so its INSERTs fail (error 1364); the rows that exist get an invented value such as 0.",
      instead:
        "Give the column a DEFAULT, or add it as NULL, fill it, and set NOT NULL in a later migration.",
      line: 1,
    },
    {
      id: "metadata-lock",
      title: "Alters a table that is in use",
      level: "low",
      points: 5,
      what: "t1 is locked for a moment, behind whatever uses it.",
      why: "Even an instant change waits for every open transaction on the table, and everybody else then waits behind it.",
      instead:
        "Keep `lock_wait_timeout` small and retry, as Tollgate's rollout does; keep it away from long transactions.",
      line: 1,
    },
  ],
  verdicts: [prod, test],
};

export const sceneTwo: Assessment = {
  version: 1,
  digest: "3f2a9c1b7de04558a1c6f0b2d4e8a97c3f2a9c1b7de04558a1c6f0b2d4e8a97c",
  level: "high",
  score: 45,
  source: "ddl",
  decision: "approval",
  reasonCode: "approval-needed",
  reason:
    'The risk is high, by migrations/V002__add_age.sql:1 on test_db in prod (rule "prod-is-high"). It needs the approval of Project Owner, then DBA.',
  flow: { id: "owner-dba", title: "Project Owner -> DBA", steps: ["project-owner", "dba"] },
  decidedBy: { file: "migrations/V002__add_age.sql", line: 1, verdict: prod },
  migrations: [
    {
      file: "migrations/V002__add_age.sql",
      kind: "added",
      project: "demo-af",
      version: "002",
      statements: [addColumn],
      allowances: [],
    },
  ],
  problems: [],
};

export const people = {
  author: { id: 1, login: "ada", bot: false },
  owner: { id: 2, login: "olga", bot: false },
  dba: { id: 3, login: "dan", bot: false },
  otherDba: { id: 4, login: "dora", bot: false },
} satisfies Record<string, Person>;

const roles = new Map([
  ["project-owner", { title: "Project Owner" }],
  ["dba", { title: "DBA" }],
]);

/** The report's view of scene 2 after these reviews. */
export function sceneTwoView(reviews: readonly Review[], change: Partial<ReviewView> = {}): ReviewView {
  const input: FlowInput = {
    flow: sceneTwo.flow ?? { id: "", title: "", steps: [] },
    roles,
    order: "strict",
    distinct: true,
    code: { text: "tollgate 3f2a9c1b7de04558a1c6f0b2d4e8a97c", isNeeded: false },
    reviews,
    holders: new Map([
      ["project-owner", { known: true, people: [people.author, people.owner] }],
      ["dba", { known: true, people: [people.dba, people.otherDba] }],
    ]),
    excluded: [{ id: 1, login: "ada", why: "is the author" }],
  };
  return {
    assessment: sceneTwo,
    approval: evaluateFlow(input),
    roles,
    environments: [
      { name: "test", rollout: "automatic", dispatch: [] },
      { name: "prod", rollout: "manual", dispatch: ["project-owner", "dba"] },
    ],
    gate: "tollgate: main",
    head: "8c1f0d2e5b7a49c3d6e8f1a2b3c4d5e6f7a8b9c0",
    files: "https://github.com/acme/shop/blob/8c1f0d2e5b7a49c3d6e8f1a2b3c4d5e6f7a8b9c0",
    details: undefined,
    merged: false,
    sections: [],
    ...change,
  };
}

export function approval(reviewer: Person, submittedAt: string, id: number): Review {
  return { id, reviewer, state: "APPROVED", submittedAt, sight: { covers: true } };
}
