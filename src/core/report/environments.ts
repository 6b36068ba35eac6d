import type { AssessedStatement, Assessment } from "../assessment.ts";
import { highest, type Level } from "../policy/level.ts";
import type { Environment } from "../policy/policy.ts";

/** The environments that this change goes to, in rollout order; all of the policy's where it goes nowhere yet. */
export function environmentsOf(view: {
  assessment: Assessment;
  environments: readonly Environment[];
}): readonly Environment[] {
  const reached = view.environments.filter(({ name }) => verdictsOn(view.assessment, name).length > 0);
  return reached.length > 0 ? reached : view.environments;
}

export function levelOn(assessment: Assessment, environment: string): Level {
  return highest(...verdictsOn(assessment, environment).map((verdict) => verdict.level));
}

export function statementLevelOn(statement: AssessedStatement, environment: string): Level | undefined {
  const verdicts = statement.verdicts.filter((verdict) => verdict.environment === environment);
  return verdicts.length === 0 ? undefined : highest(...verdicts.map((verdict) => verdict.level));
}

function verdictsOn(assessment: Assessment, environment: string) {
  return assessment.migrations
    .flatMap((migration) => migration.statements)
    .flatMap((statement) => statement.verdicts)
    .filter((verdict) => verdict.environment === environment);
}
