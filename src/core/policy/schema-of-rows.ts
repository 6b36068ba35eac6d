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
