/** System variables of which each server has a value of its own, so that a replica computes another one (manual 19.1.6, 7.1.8). */
const own = new Set(
  "basedir bind_address datadir general_log_file gtid_executed gtid_purged hostname log_error pid_file port report_host report_port server_id server_uuid slow_query_log_file socket tmpdir".split(
    " ",
  ),
);

/** `@@hostname`, `@@global.hostname` */
export function isOwnVariable(written: string): boolean {
  return own.has(written.slice(Math.max(written.lastIndexOf("."), 1) + 1).toLowerCase());
}
