import type { Pinned } from "./policy.ts";

/** An account or team as policies name it: its name, and its id where the file says so. The schema has the form. */
export const isPinned = (text: string) => text.includes("#");

export const nameOf = (text: string) => text.replace(/#.*$/, "");

export function pinnedOf(text: string): Pinned {
  return { name: nameOf(text), id: Number(text.slice(text.indexOf("#") + 1)) };
}
