import type { Role } from "../access/permission.ts";

export interface Account {
  id: number;
  login: string;
  type: "User" | "Organization" | "Bot";
}

export interface Organisation {
  account: Account;
  members: Map<string, "admin" | "member">;
  /** What every member may do in every repository of the organisation. */
  basePermission: Role;
}
