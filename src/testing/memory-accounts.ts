import type { Access } from "../core/rollout/access/access.ts";
import type { Accounts } from "../operations/ports/database.ts";

/** An account that may do everything, on a server that takes writes. */
export function memoryAccounts(different: Partial<Access> = {}): Accounts {
  const everything = {
    privileges: ["ALL PRIVILEGES"],
    on: { level: "global" },
    to: "account",
    revoked: false,
  } as const;
  return {
    access: async () => ({
      flavour: "mysql",
      version: "9.7.4",
      account: "'ada'@'%'",
      privileges: { grants: [everything], wildcards: true, foldsCase: false },
      mode: { readOnly: [], replicatesFrom: [] },
      ...different,
    }),
  };
}
