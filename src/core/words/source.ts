/** What a statement works on. Each source has its own row in the approval rules. */
export const sources = ["ddl", "dml", "create-database", "dcl", "admin", "unknown"] as const;
export type Source = (typeof sources)[number];
