export const onlineSchema = {
  type: "object",
  additionalProperties: false,
  required: ["tool", "over_bytes"],
  properties: {
    tool: {
      type: "string",
      enum: ["pt-online-schema-change", "gh-ost"],
      description: "`pt-online-schema-change` or `gh-ost`; the runner has it on its PATH.",
    },
    over_bytes: {
      type: "integer",
      minimum: 0,
      description:
        "Tables of more bytes (rows and indexes, as the server reckons them) are given to the tool.",
    },
    over_rows: {
      type: "integer",
      minimum: 0,
      description: "So are tables of more rows than this. Left out, rows are not looked at.",
    },
    algorithms: {
      type: "array",
      minItems: 1,
      uniqueItems: true,
      items: {
        type: "string",
        enum: ["COPY", "REBUILD"],
        description: "`COPY`, or `REBUILD` (in place, but all of the table is written again).",
      },
      description:
        "Which alterations: those that the server would make by `COPY`, by `REBUILD` in place, or (left out) both. What it does at once is never given away.",
    },
    otherwise: {
      type: "string",
      enum: ["refuse", "direct"],
      default: "refuse",
      description:
        "What becomes of an ALTER that the tool cannot be trusted with: `refuse` stops the rollout before its first statement, `direct` sends it to the server.",
    },
    replicas: {
      type: "string",
      enum: ["none", "processlist", "hosts"],
      default: "none",
      description:
        "How pt-online-schema-change finds the replicas whose lag it waits for: `none`, `processlist` or `hosts`.",
    },
    max_lag: {
      type: "integer",
      minimum: 1,
      maximum: 86400,
      description: "Seconds of lag from which the tool waits.",
    },
    max_load: {
      type: "string",
      pattern: "^[A-Za-z_]+=[1-9][0-9]*(,[A-Za-z_]+=[1-9][0-9]*)*$",
      description:
        'From which load the tool waits: `Threads_running=50`. Never 0, which pt-online-schema-change takes for "a fifth more than now".',
    },
    critical_load: {
      type: "string",
      pattern: "^[A-Za-z_]+=[1-9][0-9]*(,[A-Za-z_]+=[1-9][0-9]*)*$",
      description: "From which load the tool gives up: `Threads_running=200`.",
    },
    cut_over_file: {
      type: "string",
      minLength: 1,
      maxLength: 500,
      description:
        "gh-ost changes the tables over when this file of the runner is deleted, and not before. pt-online-schema-change cannot wait there.",
    },
  },
  description:
    "Alterations of large tables are given to a tool that copies the table beside the application.",
} as const;
