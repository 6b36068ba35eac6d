/**
 * The policy file, `.github/tollgate.yml`: this JSON Schema is the type, the validation, the documentation
 * (docs/policy.md) and the editor completion (schema/tollgate.schema.json). There is no second description.
 */
const name = { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_.-]*$" } as const;
const level = { enum: ["low", "moderate", "high"] } as const;
const source = { enum: ["ddl", "dml", "create-database", "dcl", "admin", "unknown"] } as const;
const flowOrSkip = { ...name, description: "The flow to follow, or `skip`: no approval needed." } as const;

export const policySchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: "https://raw.githubusercontent.com/tollgate/tollgate/v1/schema/tollgate.schema.json",
  title: "Tollgate policy",
  type: "object",
  additionalProperties: false,
  required: ["version", "environments", "instances", "databases", "projects"],
  properties: {
    version: { const: 1 },
    gate: {
      enum: ["app", "action"],
      default: "action",
      description:
        "Who writes the one check and the one comment: `app` (the bot; the stronger gate) or `action` (no server).",
    },
    app_id: { type: "integer", minimum: 1, description: "The GitHub App's id. Required with `gate: app`." },
    environments: {
      type: "object",
      minProperties: 1,
      propertyNames: name,
      description: "In rollout order.",
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["rollout"],
        properties: {
          rollout: {
            enum: ["automatic", "manual"],
            description: "`automatic` runs after the merge; `manual` waits for a dispatch.",
          },
          dispatch: { type: "array", items: name, uniqueItems: true, description: "Roles that may say go." },
        },
      },
    },
    instances: {
      type: "object",
      minProperties: 1,
      propertyNames: name,
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["environment", "engine", "connection"],
        properties: {
          environment: name,
          engine: {
            type: "string",
            pattern: "^(mysql-(5\\.7|8\\.0(\\.[0-9]+)?|8\\.4|9\\.[0-9]+)|mariadb-1[0-2]\\.[0-9]+)$",
          },
          connection: {
            type: "string",
            pattern: "^[A-Z][A-Z0-9_]*$",
            description:
              "The NAME of the environment variable or secret that holds the URL; never the URL itself.",
          },
        },
      },
    },
    databases: {
      type: "object",
      minProperties: 1,
      propertyNames: { type: "string", minLength: 1, maxLength: 64 },
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["instances"],
        properties: {
          instances: { type: "array", items: name, minItems: 1, uniqueItems: true },
          labels: { type: "object", additionalProperties: { type: "string" } },
        },
      },
    },
    projects: {
      type: "object",
      minProperties: 1,
      propertyNames: name,
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["migrations", "databases"],
        properties: {
          migrations: {
            description: "Globs over paths in the repository.",
            oneOf: [
              { type: "string", minLength: 1 },
              { type: "array", items: { type: "string", minLength: 1 }, minItems: 1 },
            ],
          },
          format: {
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
          },
          databases: {
            type: "array",
            minItems: 1,
            items: { type: "string", minLength: 1 },
            description: "Names, globs over names, or label selectors such as `tier=core`.",
          },
          placeholders: {
            type: "object",
            additionalProperties: { type: "string" },
            description: "Flyway placeholders and their values.",
          },
        },
      },
    },
    roles: {
      type: "object",
      propertyNames: name,
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        properties: {
          title: { type: "string" },
          description: { type: "string" },
          users: {
            type: "array",
            items: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9-]*$" },
            uniqueItems: true,
          },
          teams: {
            type: "array",
            items: { type: "string", pattern: "^[A-Za-z0-9-]+/[A-Za-z0-9_.-]+$" },
            uniqueItems: true,
          },
        },
      },
    },
    risk: {
      type: "object",
      additionalProperties: false,
      properties: {
        presets: {
          type: "array",
          uniqueItems: true,
          items: {
            enum: [
              "prod-is-high",
              "dev-is-low",
              "prod-dml-over-10000-is-high",
              "prod-create-database-is-moderate",
            ],
          },
        },
        builtin: { type: "boolean", default: true, description: "Score from the risk factors as well." },
        rules: {
          type: "array",
          items: {
            type: "object",
            additionalProperties: false,
            required: ["name", "when", "level"],
            properties: {
              name: { type: "string", minLength: 1 },
              source,
              when: { type: "string", minLength: 1, description: "A CEL condition." },
              level,
            },
          },
        },
      },
    },
    approval: {
      type: "object",
      additionalProperties: false,
      properties: {
        order: {
          enum: ["strict", "any"],
          default: "strict",
          description: "`strict`: a step counts from the moment the step before it is complete.",
        },
        distinct: { type: "boolean", default: true, description: "One person fills at most one step." },
        flows: {
          type: "object",
          propertyNames: name,
          additionalProperties: {
            type: "object",
            additionalProperties: false,
            required: ["steps"],
            properties: {
              title: { type: "string" },
              steps: { type: "array", items: name, minItems: 1 },
            },
          },
        },
        rules: {
          type: "object",
          propertyNames: source,
          additionalProperties: {
            type: "object",
            additionalProperties: false,
            properties: { high: flowOrSkip, moderate: flowOrSkip, low: flowOrSkip, default: flowOrSkip },
          },
        },
      },
    },
  },
} as const;
