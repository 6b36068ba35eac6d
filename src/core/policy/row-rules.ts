/** What the policy says of UPDATE and DELETE in an environment. */
export interface RowRules {
  /** Those of a table with more rows than `over` run in batches. */
  batches: { over: number; size: number } | undefined;
  /** Rows are kept before they are changed, up to these limits, and for so many days. */
  undo: UndoRule | undefined;
}

export interface UndoRule {
  rows: number;
  bytes: number;
  days: number;
}

export const noRowRules: RowRules = { batches: undefined, undo: undefined };

/** Documented in the schema, beside each. */
const defaults = { size: 5_000, bytes: 100_000_000, days: 30 } as const;

export function resolveRowRules(
  batches: { over: number; size?: number } | undefined,
  undo: { rows: number; bytes?: number; days?: number } | undefined,
): RowRules {
  return {
    batches: batches && { over: batches.over, size: batches.size ?? defaults.size },
    undo: undo && {
      rows: undo.rows,
      bytes: undo.bytes ?? defaults.bytes,
      days: undo.days ?? defaults.days,
    },
  };
}
