/** What the policy says of UPDATE and DELETE in an environment. */
export interface RowRules {
  /** Those of a table with more rows than `over` run in batches. */
  batches: { over: number; size: number } | undefined;
  /** The rows that they touch are kept first; undefined = they are not. */
  undo?: UndoRules;
}

interface UndoRules {
  /** Of one statement: of more than that, nothing is kept. */
  maxRows: number;
  maxBytes: number;
  /** A statement whose rows cannot be kept whole does not run. */
  required: boolean;
}

export const noRowRules: RowRules = { batches: undefined };

/** Documented in the schema, as are those of `undo`. */
export const defaultBatch = 5_000;

/** What the schema lets through; undefined = the policy says nothing of changes of rows. */
export interface RowRulesFile {
  batches?: { over: number; size?: number };
  undo?: { keep: "rows" | "off"; max_rows?: number; max_bytes?: number; required?: boolean };
}

export function resolveRowRules({ batches, undo }: RowRulesFile): RowRules | undefined {
  if (!batches && !undo) return undefined;
  return {
    batches: batches && { over: batches.over, size: batches.size ?? defaultBatch },
    ...(undo?.keep === "rows" && {
      undo: {
        maxRows: undo.max_rows ?? 100_000,
        maxBytes: undo.max_bytes ?? 67_108_864,
        required: undo.required ?? false,
      },
    }),
  };
}
