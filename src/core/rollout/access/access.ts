import type { Privileges } from "./holds.ts";
import type { Flavour } from "./rights.ts";
import type { ServerMode } from "./writable.ts";

/** What one account is and may do on one server. */
export interface AccountRights {
  flavour: Flavour;
  /** As the server says it: `9.7.4`, `10.11.19-MariaDB`. */
  version: string;
  /** `'user'@'host'`, quoted as GRANT takes it. */
  account: string;
  /** undefined = it cannot be read. */
  privileges: Privileges | undefined;
}

/** And what it meets there. */
export interface Access extends AccountRights {
  mode: ServerMode;
}
