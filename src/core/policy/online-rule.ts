import type { FromSchema } from "json-schema-to-ts";
import type { onlineSchema } from "./schema-of-online.ts";

export type OnlineTool = "pt-online-schema-change" | "gh-ost";

/** Which alterations are given to a tool, and how it is called; documented in the schema. */
export interface OnlineRule {
  tool: OnlineTool;
  overBytes: number;
  /** undefined = rows are not looked at. */
  overRows: number | undefined;
  algorithms: readonly ("COPY" | "REBUILD")[];
  otherwise: "refuse" | "direct";
  replicas: "none" | "processlist" | "hosts";
  /** Seconds; undefined = as the tool has it. */
  maxLag: number | undefined;
  maxLoad: string | undefined;
  criticalLoad: string | undefined;
  cutOverFile: string | undefined;
}

export function resolveOnline(written: FromSchema<typeof onlineSchema>): OnlineRule {
  return {
    tool: written.tool,
    overBytes: written.over_bytes,
    overRows: written.over_rows,
    algorithms: written.algorithms ?? ["COPY", "REBUILD"],
    otherwise: written.otherwise ?? "refuse",
    replicas: written.replicas ?? "none",
    maxLag: written.max_lag,
    maxLoad: written.max_load,
    criticalLoad: written.critical_load,
    cutOverFile: written.cut_over_file,
  };
}
