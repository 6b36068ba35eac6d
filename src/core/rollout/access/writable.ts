import type { Refusal } from "../rollout.ts";

/** Whether a server takes writes, as it says itself. */
export interface ServerMode {
  /** Which of read_only, super_read_only and innodb_read_only is on. */
  readOnly: readonly string[];
  /** `host:port` of the servers that it replicates from; undefined = the account may not see that. */
  replicatesFrom: readonly string[] | undefined;
}

/**
 * Why nothing may be written here, whatever the account may do: a privilege that writes to a replica all the same makes
 * it differ from its primary. undefined = it takes writes.
 */
export function whyReadOnly(
  { readOnly, replicatesFrom }: ServerMode,
  { instance, connection }: { instance: string; connection: string },
): Refusal | undefined {
  if (readOnly.length === 0) return undefined;
  const on = `${readOnly.join(" and ")} ${readOnly.length === 1 ? "is" : "are"} on`;
  const source = replicatesFrom?.[0];
  if (source !== undefined) {
    return {
      code: "server-is-replica",
      what: `The server of ${instance} is a replica of ${source} (${on}), and takes no changes of its own.`,
      fix: `Point ${connection} to the primary, which is ${source} if nothing has failed over.`,
    };
  }
  if (readOnly.includes("innodb_read_only")) {
    return {
      code: "server-read-only",
      what: `The server of ${instance} is a reader of shared storage (${on}), and takes no changes.`,
      fix: `Point ${connection} to the cluster's writer.`,
    };
  }
  return {
    code: "server-read-only",
    what: `The server of ${instance} takes no changes: ${on}. It is a replica, has handed over in a failover, or was set so.`,
    fix: `Point ${connection} to the primary; if this is the primary, whoever set it read-only knows when it ends. No privilege helps.`,
  };
}

/** A server that takes writes and replicates from another: in a ring that is meant so, elsewhere it is a mistake. */
export function sayReplicates({ readOnly, replicatesFrom = [] }: ServerMode): string | undefined {
  if (readOnly.length > 0 || replicatesFrom.length === 0) return undefined;
  return `it takes writes and replicates from ${replicatesFrom.join(", ")}: where that is the primary, point the connection there`;
}
