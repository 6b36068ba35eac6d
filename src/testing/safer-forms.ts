import { assess } from "../core/assess.ts";
import type { Assessment, SaferForm } from "../core/assessment.ts";
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

/** What a pull request comes to that adds this migration to the factors' example schema. */
export function assessScript(
  script: string,
  { engines = ["mysql-8.4"] }: { engines?: readonly string[] } = {},
): Assessment {
  return assess({
    policy: policyFor(engines),
    digest: "",
    history: [file("m/V1__schema.sql", exampleSchema)],
    changed: [{ ...file("m/V2__change.sql", script), kind: "added", previousPath: undefined }],
    secondOpinion: askNodeSqlParser,
    statistics: undefined,
  });
}

/** The safer forms beside its findings. */
export function saferForms(script: string, options?: { engines?: readonly string[] }): FoundForm[] {
  const { migrations } = assessScript(script, options);
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
