export const driftSchema = {
  type: "object",
  additionalProperties: false,
  required: ["ignore"],
  properties: {
    ignore: {
      type: "array",
      uniqueItems: true,
      items: {
        type: "string",
        enum: ["events", "partitions"],
        description: "`events` or `partitions`: what something else than rollouts changes by design.",
      },
      description: "What drift leaves out: `events`, `partitions`, where a job rotates them.",
    },
  },
  description: "How the schema is compared with what the last rollout left.",
} as const;
