import type { AssessedMigration, AssessedStatement } from "../assessment.ts";
import type { Migration } from "../migration/migration.ts";
import type { ChangedMigrations } from "../migration/parse-changed-migrations.ts";
import type { Policy } from "../policy/policy.ts";
import type { Statistics } from "../schema/known-statistics.ts";
import type { SecondOpinion } from "../sql/second-opinion.ts";
import type { Level } from "../words/level.ts";
import type { Problem } from "../words/problem.ts";
import type { Source } from "../words/source.ts";
import { describeStray } from "./apply-allowances.ts";
import { assessStatement, type Failure } from "./assess-statement.ts";
import { blockingProblems } from "./blocking.ts";
import type { PullFacts } from "./condition-facts.ts";
import type { Foresight } from "./factor.ts";
import { parseAllowances } from "./parse-allowances.ts";
import type { CodeReferences } from "./references/references.ts";
import { replayHistory } from "./replay-history.ts";
import { addSaferForms } from "./safer-forms.ts";

interface Assessed {
  migrations: AssessedMigration[];
  /** What each statement asks for on each target. */
  needs: { source: Source; level: Level }[];
  problems: Problem[];
}

interface Facts {
  pull: PullFacts;
  secondOpinion: SecondOpinion | undefined;
  statistics: Statistics | undefined;
  references: CodeReferences | undefined;
  foresight: Foresight;
  /** `2027-03-31`, by UTC; undefined = not known. */
  today: string | undefined;
}

/** Every statement that the pull request brings, judged on every target of its project. */
export function assessMigrations(
  { atHead, kinds, deleted }: Pick<ChangedMigrations, "atHead" | "kinds" | "deleted">,
  policy: Pick<Policy, "environments" | "risk" | "projects">,
  facts: Facts,
): Assessed {
  const assessed: Assessed = { migrations: [], needs: [], problems: [] };
  for (const project of policy.projects) {
    const own = atHead.filter((migration) => migration.project === project.name);
    const readings = replayHistory(
      own,
      ({ path }) => kinds.get(path),
      project,
      facts.secondOpinion,
      facts.statistics,
      facts.foresight,
    );
    for (const [migration, statements] of readings) {
      const written = parseAllowances(migration);
      const judged = statements.map((one, i) =>
        assessStatement(
          one,
          { written: written.leading[i] ?? [], path: migration.path },
          project,
          policy,
          facts,
        ),
      );
      const shown = addSaferForms(
        judged.map(({ statement }) => statement),
        {
          text: migration.text,
          readings: statements,
          isNew: kinds.get(migration.path) === "added",
          thresholds: policy.risk.thresholds,
        },
      );
      assessed.migrations.push({
        ...show(migration, kinds),
        statements: shown,
        allowances: [...judged.flatMap(({ allowances }) => allowances), ...written.stray.map(describeStray)],
      });
      for (const { statement, failures, found } of judged) {
        assessed.needs.push(...statement.verdicts.map(({ level }) => ({ source: statement.source, level })));
        assessed.problems.push(...failures.map((failure) => describe(failure, migration, statement)));
        assessed.problems.push(...blockingProblems(migration.path, found));
      }
    }
    const removed = deleted.filter((migration) => migration.project === project.name);
    assessed.migrations.push(...removed.map((migration) => show(migration, kinds)));
  }
  return assessed;
}

function show({ path, project, version }: Migration, kinds: ChangedMigrations["kinds"]): AssessedMigration {
  const kind = kinds.get(path) ?? "modified";
  return { file: path, kind, project, version, statements: [], allowances: [] };
}

function describe(
  { rule, why, target }: Failure,
  { path }: Migration,
  statement: AssessedStatement,
): Problem {
  return {
    code: "policy-condition-failed",
    what: `The rule "${rule}" cannot be decided for this statement on ${target.database} of ${target.environment}: ${why}.`,
    fix: "Make the condition hold for every database, for example with `has(labels.tier) && …`; until then it blocks.",
    file: path,
    line: statement.line,
    column: statement.column,
  };
}
