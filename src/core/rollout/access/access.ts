import type { Privileges } from "./holds.ts";
import type { Flavour } from "./rights.ts";
import type { ServerMode } from "./writable.ts";

/** What one account is and may do on one server. */
export interface Account {
  flavour: Flavour;
  /** `'user'@'host'`, quoted as GRANT takes it. */
  account: string;
  /** undefined = it cannot be read. */
  privileges: Privileges | undefined;
}

/** And what it meets there. */
export interface Access extends Account {
  mode: ServerMode;
}
