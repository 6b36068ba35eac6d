import type { ObjectName } from "../object-name.ts";

export interface StoredTrigger {
  name: string;
  /** undefined = this account is not shown it. */
  body: string | undefined;
  /** sql_mode, by which the server reads it. */
  sqlMode: string;
}

/** What rows of a table are kept in, and what else happens when they change. */
export interface TableStorage extends ObjectName {
  /** A view has ""; undefined = there is none of that name, or this account is not shown it. */
  engine: string | undefined;
  /** undefined = this account is not shown them. */
  triggers: readonly StoredTrigger[] | undefined;
  /** They are shown by a privilege of their own, and not only since this account may change the table's rows. */
  showsTriggers: boolean;
  /** Values of columns, by default or generated, that may use the session in which a row is written or read. */
  expressions: readonly string[];
}
