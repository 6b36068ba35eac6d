import type { Person } from "../core/approval/approval.ts";

export interface Account {
  id: number | bigint;
  login: string;
  type: string;
}

export function personOf({ id, login, type }: Account): Person {
  return { id: Number(id), login, bot: type !== "User" };
}

/** GitHub gives null for a deleted account, and an empty object where an address belongs to nobody. */
export function personOrNobody(account: object | null | undefined): Person | undefined {
  return account && "id" in account && "login" in account && "type" in account
    ? personOf(account as Account)
    : undefined;
}
