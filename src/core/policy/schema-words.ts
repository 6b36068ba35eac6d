/** Words that several parts of the schema use. */
export const name = {
  type: "string",
  pattern: "^[A-Za-z][A-Za-z0-9_.-]*$",
  description: "A name: a letter, then letters, digits, `_`, `.` or `-`.",
} as const;

export const source = {
  type: "string",
  enum: ["ddl", "dml", "create-database", "dcl", "admin", "unknown"],
  description: "What a statement works on: `ddl`, `dml`, `create-database`, `dcl`, `admin` or `unknown`.",
} as const;
