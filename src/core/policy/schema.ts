/**
 * The policy file, `.github/tollgate.yml`: this JSON Schema is the type, the validation, the documentation
 * (docs/policy.md) and the editor completion (schema/tollgate.schema.json). There is no second description.
 * A description is read twice: as documentation, and as the advice when the value is wrong.
 */

import { freezeSchema, windowSchema } from "./schema-of-calendar.ts";
import { passwordSchema, replicasSchema } from "./schema-of-connections.ts";
import { driftSchema } from "./schema-of-drift.ts";
import { limitsSchema } from "./schema-of-limits.ts";
import { onlineSchema } from "./schema-of-online.ts";
import { approvalSchema, riskSchema, rolesSchema } from "./schema-of-risk-and-approval.ts";
import { batchesSchema, undoSchema } from "./schema-of-rows.ts";
import { groupsSchema, onErrorSchema, parallelSchema } from "./schema-of-targets.ts";
import { name } from "./schema-words.ts";

export const policySchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: "https://raw.githubusercontent.com/tollgate/tollgate/v1/schema/tollgate.schema.json",
  title: "Tollgate policy",
  type: "object",
  additionalProperties: false,
  required: ["version", "environments", "instances", "databases", "projects"],
  properties: {
    version: { const: 1, description: "The version of this format: 1." },
    gate: {
      type: "string",
      enum: ["app", "action"],
      default: "action",
      description:
        "Who writes the one check and the one comment: `app` (the bot; the stronger gate) or `action` (no server).",
    },
    app_id: { type: "integer", minimum: 1, description: "The GitHub App's id. Required with `gate: app`." },
    floor: {
      type: "string",
      enum: ["required", "optional"],
      default: "optional",
      description:
        "`required`: where the organisation's floor cannot be read, or is not there, nothing passes and nothing is rolled out. Left out, GitHub's \"not found\" counts as no floor, which is also what it says of a private repository that the token may not see.",
    },
    gate_files: {
      type: "array",
      uniqueItems: true,
      items: { type: "string", minLength: 1 },
      description:
        "Globs of further files that the gate is made of, such as scripts that workflows run: whoever changes one passes the gate, high. Everything under `.github/`, CODEOWNERS, every `action.yml` and the folders of actions that workflows run from the repository are so without it.",
    },
    statistics_branch: {
      type: "string",
      maxLength: 200,
      pattern: "^[A-Za-z0-9_]([A-Za-z0-9_-]|[./](?=[A-Za-z0-9_-]))*$",
      description:
        "The branch that `tollgate stats` writes to, usually `tollgate-stats`: with it small tables weigh less, and rules know `table_rows`. Protect it: whoever may write it may lower scores. Where an organisation's floor applies, sizes count only if the floor names the same branch. Left out, nothing is looked up.",
    },
    environments: {
      type: "object",
      minProperties: 1,
      propertyNames: name,
      description: "The environments in rollout order: the first is the first to be rolled out.",
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["rollout"],
        properties: {
          rollout: {
            type: "string",
            enum: ["automatic", "manual"],
            description: "`automatic` runs after the merge; `manual` waits for a dispatch.",
          },
          dispatch: {
            type: "array",
            items: name,
            uniqueItems: true,
            description: "Roles that may say go. Required with `rollout: manual`.",
          },
          window: windowSchema,
          freeze: freezeSchema,
          drift: driftSchema,
          ...limitsSchema,
          parallel: parallelSchema,
          on_error: onErrorSchema,
          groups: groupsSchema,
          batches: batchesSchema,
          online: onlineSchema,
          undo: undoSchema,
        },
      },
    },
    instances: {
      type: "object",
      minProperties: 1,
      propertyNames: name,
      description: "The database servers.",
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["environment", "engine", "connection"],
        properties: {
          environment: { ...name, description: "The environment that the server belongs to." },
          engine: {
            type: "string",
            pattern: "^(mysql-(5\\.7|8\\.0(\\.[0-9]+)?|8\\.4|9\\.[0-9]+)|mariadb-1[0-2]\\.[0-9]+)$",
            description: "What the server runs, for example `mysql-8.4`, `mysql-8.0.29` or `mariadb-10.11`.",
          },
          connection: {
            type: "string",
            pattern: "^[A-Z][A-Z0-9_]*$",
            description:
              "The NAME of the secret that holds the server's URL, for example `PROD_DATABASE_URL`; never the URL itself.",
          },
          password: passwordSchema,
          replicas: replicasSchema,
        },
      },
    },
    databases: {
      type: "object",
      minProperties: 1,
      propertyNames: { type: "string", minLength: 1, maxLength: 64 },
      description: "The databases, and the servers that have them.",
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["instances"],
        properties: {
          instances: {
            type: "array",
            items: name,
            minItems: 1,
            uniqueItems: true,
            description: "The servers that have this database; at least one.",
          },
          labels: {
            type: "object",
            additionalProperties: { type: "string", description: "Text; quote a number." },
            description: "Words of your own, for selectors (`tier=core`) and conditions (`labels.tier`).",
          },
        },
      },
    },
    projects: {
      type: "object",
      minProperties: 1,
      propertyNames: name,
      description: "Which migration files run on which databases.",
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["migrations", "databases"],
        properties: {
          migrations: {
            type: ["string", "array"],
            minLength: 1,
            minItems: 1,
            items: { type: "string", minLength: 1 },
            description: "A glob, or a list of globs, over paths in the repository: `migrations/**/*.sql`.",
          },
          format: {
            type: "string",
            enum: [
              "auto",
              "plain",
              "flyway",
              "golang-migrate",
              "goose",
              "dbmate",
              "liquibase",
              "atlas",
              "prisma",
              "drizzle",
            ],
            default: "auto",
            description: "How the migration tool names and sections its files; `auto` recognises it.",
          },
          databases: {
            type: "array",
            minItems: 1,
            items: { type: "string", minLength: 1 },
            description: "Names, globs over names (`shop_*`), or label selectors (`tier=core`).",
          },
          placeholders: {
            type: "object",
            additionalProperties: { type: "string" },
            description: "Flyway placeholders and their values.",
          },
        },
      },
    },
    roles: rolesSchema,
    risk: riskSchema,
    approval: approvalSchema,
  },
} as const;
