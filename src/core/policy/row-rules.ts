/** What the policy says of UPDATE and DELETE in an environment. */
export interface RowRules {
  /** Those of a table with more rows than `over` run in batches. */
  batches: { over: number; size: number } | undefined;
}

export const noRowRules: RowRules = { batches: undefined };

/** Documented in the schema. */
export const defaultBatch = 5_000;

export function resolveRowRules(batches: { over: number; size?: number }): RowRules {
  return { batches: { over: batches.over, size: batches.size ?? defaultBatch } };
}
