import type { Privileges } from "./holds.ts";
import type { Flavour } from "./rights.ts";
import type { ServerMode } from "./writable.ts";

/** What one account is, may do and meets on one server. */
export interface Access {
  flavour: Flavour;
  /** `'user'@'host'`, quoted as GRANT takes it. */
  account: string;
  /** undefined = it cannot be read. */
  privileges: Privileges | undefined;
  mode: ServerMode;
}
