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
  required: ["keep"],
  properties: {
    keep: {
      type: "string",
      enum: ["rows", "off"],
      description:
        "`rows`: the rows that an UPDATE or DELETE touches are copied into a table of Tollgate's in the same transaction; `off`: they are not.",
    },
    max_rows: rowsOf(
      1,
      "Of a statement that touches more rows nothing is kept: 100000, where it is left out.",
    ),
    max_bytes: {
      type: "integer",
      minimum: 1,
      maximum: 1_000_000_000_000,
      description: "The same of the bytes that their values have: 67108864, where it is left out.",
    },
    required: {
      type: "boolean",
      description:
        "An UPDATE or DELETE whose rows cannot be kept, or not all that it changes, is not run. Left out, it runs and the reason is kept.",
    },
  },
  description:
    "What `tollgate undo` writes a migration from that brings rows back: `keep: rows`. Left out, nothing is kept. See docs/undo.md.",
} as const;
