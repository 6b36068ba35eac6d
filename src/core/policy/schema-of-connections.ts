/** Replicas whose lag a rollout heeds. */
export const replicasSchema = {
  type: "array",
  uniqueItems: true,
  items: {
    type: "string",
    pattern: "^[A-Z][A-Z0-9_]*$",
    description: "The NAME of the variable that holds a replica's URL.",
  },
  description:
    "Its replicas, for `max_lag`. Left out, the server is asked (`SHOW REPLICAS`), and each is reached by the host and port that it reports (`report_host`), with this instance's account. `[]`: none counts.",
} as const;

/** A password that does not stand in the connection's URL. */
export const passwordSchema = {
  type: ["string", "object"],
  pattern: "^[A-Z][A-Z0-9_]*$",
  additionalProperties: false,
  required: ["command"],
  properties: {
    command: {
      type: "array",
      minItems: 1,
      items: { type: "string" },
      description:
        "A program and its arguments, run without a shell for each connection; what it prints is the password, for example a token of RDS IAM, Cloud SQL or Azure.",
    },
  },
  description:
    "The NAME of the variable that holds the password, or `command: [program, argument, …]`; left out, it stands in the URL. A command is run where the policy is the protected branch's, or was named with `--policy`.",
} as const;
