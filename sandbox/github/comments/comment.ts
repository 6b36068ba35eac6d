import type { Actor } from "../access/token.ts";

export interface Comment {
  id: number;
  /** Number of the pull request. */
  issue: number;
  author: Actor;
  body: string;
  createdAt: string;
  updatedAt: string;
  reactions: { id: number; content: string; author: Actor; createdAt: string }[];
}
