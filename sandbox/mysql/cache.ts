import { homedir } from "node:os";
import { join } from "node:path";

/** What is fetched once and kept (XDG Base Directory Specification). Deleting it costs a download, nothing else. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "tollgate");
}
