import type { Account } from "../accounts/account.ts";
import type { App, Installation } from "../apps/app.ts";
import type { Permissions } from "./permission.ts";

/** Who calls. Each kind is bounded as at GitHub: people by their role, everybody else by what was granted. */
export type Token =
  | { kind: "anonymous" }
  | { kind: "user"; account: Account }
  | { kind: "app"; app: App }
  | {
      kind: "installation";
      account: Account;
      app: App;
      installation: Installation;
      permissions: Permissions;
      /** Full names in lower case. */
      repositories: ReadonlySet<string>;
      expiresAt: string;
    }
  | {
      kind: "workflow";
      account: Account;
      permissions: Permissions;
      repository: string;
      runId: number | undefined;
    };

/** Callers that can be named as somebody who did something. */
export type Actor = Extract<Token, { account: Account }>;
