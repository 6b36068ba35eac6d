import type { FromSchema } from "json-schema-to-ts";

const count = { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;
const name = { type: "string", minLength: 1 } as const;

/**
 * One file of the snapshot: what the databases of one environment said of their tables when they were asked, by sessions
 * that may only SELECT. A table or a number that is missing is not known: the account may not see it, or it came later.
 * It is never taken for none. This is the type and the validation; other keys take another version.
 */
export const statisticsSchema = {
  type: "object",
  additionalProperties: false,
  required: ["version", "environment", "databases"],
  properties: {
    version: { const: 1 },
    environment: name,
    databases: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["instance", "database", "takenAt", "serverVersion", "tables"],
        properties: {
          instance: name,
          database: name,
          takenAt: {
            type: "string",
            pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$",
            description: "ISO 8601, UTC: when the server was asked.",
          },
          serverVersion: { ...name, description: "As the server says it: `9.7.4` or `10.11.19-MariaDB`." },
          tables: {
            type: "object",
            description: "By name, as the server writes it.",
            additionalProperties: {
              type: "object",
              additionalProperties: false,
              required: ["rows", "bytes"],
              properties: {
                rows: {
                  ...count,
                  description:
                    "The server's estimate, of InnoDB within some ten per cent (information_schema.TABLES, manual 28.3.38).",
                },
                bytes: { ...count, description: "Data and indexes." },
                rowVersions: {
                  ...count,
                  description: "INNODB_TABLES.TOTAL_ROW_VERSIONS; visible with the PROCESS privilege.",
                },
                triggers: { ...count, description: "Visible with the TRIGGER privilege." },
                referencedBy: {
                  type: "array",
                  items: name,
                  description: "Tables whose foreign keys point here, as `table` or `database.table`.",
                },
              },
            },
          },
        },
      },
    },
  },
} as const;

export type StatisticsSnapshot = Unchanging<FromSchema<typeof statisticsSchema>>;
export type DatabaseStatistics = StatisticsSnapshot["databases"][number];
export type TableStatistics = DatabaseStatistics["tables"][string];

type Unchanging<T> = T extends readonly (infer Item)[]
  ? readonly Unchanging<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Unchanging<T[Key]> }
    : T;
