import type { CommandOptions } from "./command.ts";

/** Options that several commands have. */
export const jsonOption = { type: "boolean", says: "as JSON" } as const;

export const environmentOption = {
  type: "string",
  short: "e",
  value: "E",
  says: "the environment, by its name in the policy",
} as const;

export const floorOption = {
  type: "string",
  value: "FILE",
  says: "the organisation's floor: a copy of tollgate.yml of its .github repository",
} as const;

/** Of every command that looks at targets. */
export const rolloutOptions = {
  environment: environmentOption,
  policy: {
    type: "string",
    value: "FILE",
    says: "the policy (default: .github/tollgate.yml of the commit)",
  },
  floor: floorOption,
  commit: { type: "string", default: "HEAD", value: "REF", says: "the commit whose migrations count" },
  instance: { type: "string", value: "I", says: "only this instance" },
  database: { type: "string", value: "D", says: "only this database" },
} as const satisfies CommandOptions;

/** Of every command that decides past the gate. */
export const deciderOptions = {
  actor: { type: "string", value: "NAME", says: "who decides this, kept in the ledger" },
  reason: { type: "string", value: "TEXT", says: "and why, kept there too" },
} as const satisfies CommandOptions;

export const connectionsNote = "Connections are read from the environment variables that the policy names.";
