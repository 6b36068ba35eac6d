import { assess } from "../core/assess.ts";
import type { SaferForm } from "../core/assessment.ts";
import type { ChangedFile } from "../core/migration/migration.ts";
import { parsePolicy } from "../core/policy/parse-policy.ts";
import { exampleSchema } from "../core/risk/example-schema.ts";
import { askNodeSqlParser } from "../core/sql/second-opinion.ts";

export interface FoundForm {
  /** The factor whose finding it stands beside. */
  factor: string;
  /** Place of the statement in the script, counted from 0. */
  at: number;
  form: SaferForm;
}

/** The safer forms that a pull request with this migration is offered, over the factors' example schema. */
export function saferForms(
  script: string,
  { engines = ["mysql-8.4"], schema = exampleSchema }: { engines?: readonly string[]; schema?: string } = {},
): FoundForm[] {
  const { migrations } = assess({
    policy: policyFor(engines),
    digest: "",
    history: [file("m/V1__schema.sql", schema)],
    changed: [{ ...file("m/V2__change.sql", script), kind: "added", previousPath: undefined }],
    secondOpinion: askNodeSqlParser,
    statistics: undefined,
  });
  return migrations.flatMap(({ statements }) =>
    statements.flatMap(({ findings }, at) =>
      findings.flatMap(({ id, rewrite }) => (rewrite ? [{ factor: id, at, form: rewrite }] : [])),
    ),
  );
}

function file(path: string, text: string): Omit<ChangedFile, "kind" | "previousPath"> {
  return { path, mode: "100644", blob: path, content: new TextEncoder().encode(text) };
}

function policyFor(engines: readonly string[]) {
  const instances = engines.map(
    (engine, i) => `{ environment: prod, engine: ${engine}, connection: URL${i} }`,
  );
  const policy = parsePolicy(
    `version: 1
environments: { prod: { rollout: automatic } }
instances: { ${instances.map((instance, i) => `i${i}: ${instance}`).join(", ")} }
databases: { shop: { instances: [${instances.map((_, i) => `i${i}`).join(", ")}] } }
projects: { shop: { migrations: "m/*.sql", databases: [shop] } }
`,
    "tollgate.yml",
  );
  if (!policy.ok) throw new Error(JSON.stringify(policy.problems));
  return policy.value;
}
