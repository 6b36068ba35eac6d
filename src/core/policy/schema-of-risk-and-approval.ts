import { presetNames } from "./presets.ts";
import { name, source } from "./schema-words.ts";

export const rolesSchema = {
  type: "object",
  propertyNames: name,
  description: "Who may approve and dispatch.",
  additionalProperties: {
    type: "object",
    additionalProperties: false,
    properties: {
      title: { type: "string", description: "What the comment calls the role." },
      description: { type: "string", description: "A sentence for the readers of this file." },
      users: {
        type: "array",
        items: {
          type: "string",
          pattern: "^[A-Za-z0-9][A-Za-z0-9-]*(#[0-9]{1,15})?$",
          description: "A GitHub login, or `login#id`.",
        },
        uniqueItems: true,
        description:
          "GitHub logins. With its id, as `octocat#583231`, a login that somebody else took over counts for nobody.",
      },
      teams: {
        type: "array",
        items: {
          type: "string",
          pattern: "^[A-Za-z0-9-]+/[A-Za-z0-9_.-]+(#[0-9]{1,15})?$",
          description: "A GitHub team as `organisation/team`, or `organisation/team#id`.",
        },
        uniqueItems: true,
        description:
          "GitHub teams as `organisation/team`. With its id, as `acme/dba#1234`, a team that was made anew under the name counts for nobody.",
      },
    },
  },
} as const;

const points = { type: "integer", minimum: 1, maximum: 100, description: "A score from 1 to 100." } as const;

export const riskSchema = {
  type: "object",
  additionalProperties: false,
  description: "How much a statement weighs: the heaviest of all that match.",
  properties: {
    presets: {
      type: "array",
      uniqueItems: true,
      items: { type: "string", enum: presetNames },
      description: "Ready-made rules.",
    },
    builtin: { type: "boolean", default: true, description: "Score from the risk factors as well." },
    allow_comments: {
      type: "boolean",
      default: true,
      description:
        "`-- tollgate:allow <id> because <reason>` before a statement takes a finding out of its score; rules still count.",
    },
    thresholds: {
      type: "object",
      additionalProperties: false,
      description: "The score from which a statement counts as `low` (5), `moderate` (25), `high` (60).",
      properties: { low: points, moderate: points, high: points },
    },
    rules: {
      type: "array",
      description: "Rules of your own.",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["name", "when", "level"],
        properties: {
          name: { type: "string", minLength: 1, description: "What the comment calls the rule." },
          source: {
            ...source,
            description: "Only for statements of this source; left out, for every source.",
          },
          when: {
            type: "string",
            minLength: 1,
            description: "A CEL condition over the variables below; `true` for always.",
          },
          level: {
            type: "string",
            enum: ["low", "moderate", "high"],
            description: "The level where it matches.",
          },
        },
      },
    },
  },
} as const;

const flowOrSkip = { ...name, description: "The flow to follow, or `skip`: no approval needed." } as const;

export const approvalSchema = {
  type: "object",
  additionalProperties: false,
  description: "Who approves what.",
  properties: {
    order: {
      type: "string",
      enum: ["strict", "any"],
      default: "strict",
      description:
        "`strict`: a step counts from the moment the step before it is complete; `any`: earlier approvals count too.",
    },
    distinct: { type: "boolean", default: true, description: "One person fills at most one step." },
    bots: {
      type: "array",
      items: { type: "string", pattern: "^[^#\\s]+#[0-9]{1,15}$" },
      description:
        "Bots that may bring migrations of their own, as `renovate[bot]#29139614` (login and id: `gh api users/renovate[bot] --jq .id`). Only commits that GitHub signed for the bot count; what any other bot brought is nobody's, and cannot be approved.",
    },
    co_authors: {
      type: "string",
      enum: ["all", "signed"],
      default: "all",
      description:
        "Whom a `Co-authored-by` trailer keeps from approving: `all` whom any commit names, `signed` only whom a commit names that GitHub signed, such as an applied suggestion.",
    },
    proof: {
      type: "string",
      enum: ["page", "code"],
      default: "page",
      description:
        "What shows which content a review approves. `page`: what GitHub tells of the page that it was given on, or the code; `code`: only the line `tollgate <code>` of the comment, copied into the review.",
    },
    flows: {
      type: "object",
      propertyNames: name,
      description: "Who approves, in order.",
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["steps"],
        properties: {
          title: { type: "string", description: "What the comment calls the flow." },
          steps: {
            type: "array",
            items: name,
            minItems: 1,
            description: "Roles, first to last. A role that stands twice needs two of its people.",
          },
        },
      },
    },
    rules: {
      type: "object",
      propertyNames: source,
      description: "The flow for each source and level. `high` without a flow blocks; other levels pass.",
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        properties: { high: flowOrSkip, moderate: flowOrSkip, low: flowOrSkip, default: flowOrSkip },
      },
    },
  },
} as const;
