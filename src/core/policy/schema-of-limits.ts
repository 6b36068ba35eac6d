const duration = "^[0-9]{1,6}[smh]$";

/** What a rollout may ask of an environment's servers. */
export const limitsSchema = {
  lock_wait: {
    type: "string",
    pattern: duration,
    default: "10m",
    description:
      "How long a statement is tried again where another session holds its lock: `30s`, `10m` or `2h`. Each try waits briefly, with longer pauses in between, so that readers and writers get through; `0s` tries once.",
  },
  kill_blockers: {
    type: "object",
    additionalProperties: false,
    required: ["users", "older_than"],
    properties: {
      users: {
        type: "array",
        minItems: 1,
        uniqueItems: true,
        items: { type: "string", minLength: 1, description: "An account's name, without its host." },
        description: "Accounts whose sessions may be ended, by name or glob (`report_*`).",
      },
      older_than: {
        type: "string",
        pattern: duration,
        description: "Only where the session's transaction has been open for so long: `30s`, `10m` or `2h`.",
      },
    },
    description:
      "Whose sessions are ended where the server shows that they hold the lock that a statement waits for. Left out, nobody's: they are named only.",
  },
  statement_timeout: {
    type: "string",
    pattern: "^[0-9]{0,5}[1-9][0-9]{0,5}[smh]$",
    description:
      "The running statement is cancelled after it: `30s`, `10m` or `2h`; what the server answers then counts. Left out, never.",
  },
  assert: {
    type: "string",
    enum: ["rehearse", "off"],
    default: "off",
    description:
      "`rehearse` tries each ALTER TABLE on an empty copy of its table first, and refuses where the server would need a worse algorithm than the one that was approved.",
  },
  max_lag: {
    type: "string",
    pattern: duration,
    description:
      "Between statements and between batches the run waits while a replica of the server is further behind: `5s`, `1m`. Left out, no replica is looked at.",
  },
  lag_wait: {
    type: "string",
    pattern: duration,
    default: "10m",
    description: "How long a run waits for a replica at one place: `30s`, `10m` or `2h`.",
  },
  on_lag: {
    type: "string",
    enum: ["refuse", "continue"],
    default: "refuse",
    description:
      "What happens after `lag_wait`, or at once where it cannot be told how far a replica is behind: `refuse` stops before the next statement or batch, `continue` goes on and says so.",
  },
} as const;
