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

const glob = { type: "string", minLength: 1 } as const;

const allowSchema = {
  type: "array",
  description:
    "Findings that add nothing to the score for a while; rules still count. Whoever adds one passes the gate, since it stands in the policy.",
  items: {
    type: "object",
    additionalProperties: false,
    required: ["finding", "reason", "until"],
    properties: {
      finding: {
        type: "string",
        minLength: 1,
        description: "The finding's id, as the report and `tollgate explain` name it.",
      },
      path: {
        type: ["string", "array"],
        minLength: 1,
        minItems: 1,
        items: glob,
        description:
          "Only in these files: a glob, or a list of globs. This or `table` has to be given; both narrow.",
      },
      table: {
        type: ["string", "array"],
        minLength: 1,
        minItems: 1,
        items: glob,
        description:
          "Only where all tables of the statement match: a glob, or a list of globs, over names as the statement writes them (`scratch_*`, `archive.*`).",
      },
      reason: { type: "string", minLength: 1, description: "Why: everybody who approves reads it." },
      until: {
        type: "string",
        description:
          "The last day, by UTC: `2027-03-31`. The day after, the finding counts again, and the report says so.",
      },
    },
  },
} as const;

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
      type: ["boolean", "string"],
      enum: [false, true, "seen", "lower"],
      default: "seen",
      description:
        "What a comment `-- tollgate:allow <id> because <reason>` before a statement does. `seen` (or `true`): the approvers read that the finding is known, and why; it counts all the same. `lower`: it also takes the finding out of the score, so that whoever writes the SQL decides how much of it counts. `false`: nothing.",
    },
    allow: allowSchema,
    repositories_may_allow: {
      type: "boolean",
      default: false,
      description:
        "In an organisation's floor only: what a repository's own `risk.allow` names counts as allowed under the floor, too.",
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

const stepSchema = {
  ...name,
  type: ["string", "object"],
  additionalProperties: false,
  properties: {
    role: { ...name, description: "The role whose people approve." },
    any: {
      type: "array",
      items: name,
      minItems: 2,
      uniqueItems: true,
      description: "Roles; whoever holds one of them may approve. In place of `role`.",
    },
    approvals: {
      type: "integer",
      minimum: 1,
      maximum: 6,
      default: 1,
      description: "How many of these people have to approve, in whatever order.",
    },
  },
} as const;

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
    require_last_push_approval: {
      type: "boolean",
      default: false,
      description:
        "As GitHub's rule of that name: whoever pushed last, whatever they pushed, does not approve, and what was approved before that push is asked again.",
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
            items: stepSchema,
            minItems: 1,
            maxItems: 12,
            description:
              "Roles, first to last: `dba`, or `{ role: dba, approvals: 2 }`, or `{ any: [dba, security] }`. A role that stands twice needs two of its people, also without `distinct`.",
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
