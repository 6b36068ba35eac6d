import type { AssessedStatement, Assessment } from "../../assessment.ts";
import type { Environment } from "../../policy/policy.ts";
import { highest, type Level } from "../../words/level.ts";

/** The environments that this change goes to, in rollout order. */
export function environmentsOf({
  assessment,
  environments,
}: {
  assessment: Assessment;
  environments: readonly Environment[];
}): readonly Environment[] {
  return environments.filter(({ name }) => verdictsOn(assessment, name).length > 0);
}

export function levelOn(assessment: Assessment, environment: string): Level {
  return highest(...new Set(verdictsOn(assessment, environment).map((verdict) => verdict.level)));
}

export function statementLevelOn(statement: AssessedStatement, environment: string): Level | undefined {
  const verdicts = statement.verdicts.filter((verdict) => verdict.environment === environment);
  return verdicts.length === 0 ? undefined : highest(...new Set(verdicts.map((verdict) => verdict.level)));
}

function verdictsOn(assessment: Assessment, environment: string) {
  return assessment.migrations
    .flatMap((migration) => migration.statements)
    .flatMap((statement) => statement.verdicts)
    .filter((verdict) => verdict.environment === environment);
}
