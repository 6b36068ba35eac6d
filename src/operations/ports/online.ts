/** What a rollout needs to give an ALTER to a tool; in-memory twins stand in src/testing. */
import type { OnlineRule, OnlineTool } from "../../core/policy/online-rule.ts";
import type { Target } from "../../core/policy/policy.ts";
import type { ObjectName } from "../../core/rollout/object-name.ts";
import type { ToolCall } from "../../core/rollout/online/call-tool.ts";
import type { OnlineMark } from "../../core/rollout/online/copies.ts";
import type { TableFacts, ToolSession } from "../../core/rollout/online/table-facts.ts";

/** Tables as their server shows them, each by a session of its own that is closed again. Throws UserError as `Targets` does. */
export interface LargeTables {
  look(target: Target, tables: readonly ObjectName[]): Promise<TableFacts[]>;
  /** Sessions of our account that work on what a tool made; each is killed. One that still undoes its work is among them. */
  endSessions(target: Target, mark: OnlineMark): Promise<ToolSession[]>;
}

/** How a call ended. */
export interface ToolEnd {
  /** undefined = a signal ended it. */
  code: number | undefined;
  ms: number;
  /** Its last words. */
  said: string;
}

export interface OnlineTools {
  /** What it says of its version; undefined = it is not on the PATH. */
  version(tool: OnlineTool): Promise<string | undefined>;
  /**
   * Runs it to its end, in a process group of its own that does not outlive this process; on `cancel` the group is ended, and
   * all of it has ended when the answer comes. `say` is told how far it is.
   */
  run(
    target: Target,
    call: ToolCall,
    options: { cancel: AbortSignal; say(line: string): void },
  ): Promise<ToolEnd>;
}

export interface Online {
  tables: LargeTables;
  tools: OnlineTools;
  /** Of the environment; undefined = nothing is given to a tool. */
  rule: OnlineRule | undefined;
}
