import type { ObjectName } from "../object-name.ts";

export interface FoundTrigger {
  name: string;
  table: string;
  body: string;
}

/** What the server says of a table that an ALTER is about. */
export interface TableFacts extends ObjectName {
  /** SHOW CREATE TABLE; undefined = there is no such table. */
  definition: string | undefined;
  /** "" = it is a view. */
  engine: string;
  /** Rows and indexes; undefined = not known. */
  bytes: number | undefined;
  rows: number | undefined;
  /** undefined = this account may not see them all. */
  triggers: readonly FoundTrigger[] | undefined;
  /** Tables whose foreign keys point at it; undefined = this account may not see them all. */
  children: readonly string[] | undefined;
  /** What a run of such a tool may have left beside it: tables, and triggers on any of them. */
  leftovers: Leftovers;
  /** The binary log holds whole rows, as gh-ost needs it. */
  logsRows: boolean;
  mariadb: boolean;
  /** The server lets a session choose what EXPLAIN answers in (`explain_format`, MySQL from 8.0.32 on). */
  choosesExplain: boolean;
}

export interface Leftovers {
  tables: readonly string[];
  triggers: readonly FoundTrigger[];
}

/** A session of our account whose statement names a table that a tool made. */
export interface ToolSession {
  id: number;
  text: string;
}
