import { name } from "./schema-words.ts";

const onError = {
  type: "string",
  enum: ["stop", "continue"],
} as const;

/** How the targets of an environment follow one another. */
export const parallelSchema = {
  type: "integer",
  minimum: 1,
  maximum: 64,
  default: 1,
  description: "How many targets are rolled out to at the same time, 1 to 64; left out, one after the other.",
} as const;

export const onErrorSchema = {
  ...onError,
  default: "stop",
  description:
    "What the failure of one target means for those that have not begun: `stop` (none of them is tried) or `continue` (each is).",
} as const;

export const groupsSchema = {
  type: "array",
  minItems: 1,
  maxItems: 32,
  description:
    "Targets that go first, group after group; the next begins when all of the one before have ended. What no group names goes last, as the group `rest`.",
  items: {
    type: "object",
    additionalProperties: false,
    required: ["name"],
    properties: {
      name: { ...name, description: "What it is called, for example `canary`; not `rest`." },
      databases: {
        type: "array",
        minItems: 1,
        items: { type: "string", minLength: 1 },
        description: "Names, globs over names or label selectors, as a project's; left out, every database.",
      },
      instances: {
        type: "array",
        minItems: 1,
        uniqueItems: true,
        items: name,
        description: "The servers; left out, every server of the environment.",
      },
      on_error: {
        ...onError,
        description:
          "As the environment's, for this group: `stop` for a canary whose failure keeps the others out.",
      },
    },
  },
} as const;
