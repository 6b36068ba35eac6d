import type { Connection } from "mysql2/promise";
import { setWhereKnown } from "./set-where-known.ts";

/** Numbers of rows and bytes as they are now, not as they were cached up to a day ago (manual 28.3.38); 5.7 and MariaDB keep none. */
export function readFreshStatistics(connection: Connection): Promise<void> {
  return setWhereKnown(connection, "information_schema_stats_expiry = 0");
}
