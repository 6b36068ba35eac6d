import type { Permissions } from "../access/permission.ts";
import type { Account } from "../accounts/account.ts";

export interface Installation {
  id: number;
  account: Account;
  repositories: Set<string>;
  createdAt: string;
}

export interface App {
  id: number;
  slug: string;
  owner: Account;
  bot: Account;
  permissions: Permissions;
  events: string[];
  publicKey: string;
  webhook: { url: string; secret: string } | undefined;
  installations: Installation[];
  createdAt: string;
}
