const rowsOf = (least: number, description: string) =>
  ({ type: "integer", minimum: least, maximum: 1_000_000_000, description }) as const;

export const batchesSchema = {
  type: "object",
  additionalProperties: false,
  required: ["over"],
  properties: {
    over: rowsOf(
      1,
      "An UPDATE or DELETE of a table with more rows than this runs in batches by key, where that means the same.",
    ),
    size: {
      ...rowsOf(1, "How many rows of the table a batch walks over: 5000, where it is left out."),
      maximum: 1_000_000,
    },
  },
  description:
    "Large changes of rows in batches: `over: 100000, size: 5000`. A comment `-- tollgate:batch 5000` before a statement asks for the same, whatever stands here.",
} as const;

export const undoSchema = {
  type: "object",
  additionalProperties: false,
  required: ["rows"],
  properties: {
    rows: rowsOf(1, "A statement that touches more rows than this runs, and nothing is kept of it."),
    bytes: {
      type: "integer",
      minimum: 1,
      maximum: 10_000_000_000,
      description: "The same for what their rows take as text: 100000000, where it is left out.",
    },
    days: {
      type: "integer",
      minimum: 1,
      maximum: 36500,
      description: "How long it is kept, at least: 30, where it is left out.",
    },
  },
  description:
    "Rows that an UPDATE or DELETE touches are kept beside the ledger, for `tollgate undo`: `rows: 10000`. Left out, nothing is kept.",
} as const;
