import type { Reviewers } from "../ports/code-host.ts";

/**
 * Hints that the comment keeps for the next turn. Maintainers can edit comments, so nothing here decides anything but
 * whom we asked ourselves, and where to look for our own evidence.
 */
export interface CommentState {
  head: string;
  /** Role of the step that was asked. */
  step: string | undefined;
  requested: Reviewers;
  /** Who could not be asked for that step. */
  refused: Reviewers;
  /** Suggestions were offered on the pull request's lines; left out where none were. */
  offered?: true;
  /** Pull requests that it names as touching the same. */
  collides: readonly number[];
}

const nobody: Reviewers = { users: [], teams: [] };

export function writeState(state: CommentState): string {
  return `<!-- tollgate:state ${JSON.stringify(state).replace(/[<>]|--/g, "")} -->`;
}

export function parseState(body: string | undefined): CommentState | undefined {
  const json = /^<!-- tollgate:state (\{.*\}) -->$/m.exec(body ?? "")?.[1];
  if (json === undefined) return undefined;
  try {
    const state = JSON.parse(json) as Partial<CommentState>;
    return {
      head: String(state.head),
      step: state.step === undefined ? undefined : String(state.step),
      requested: reviewers(state.requested),
      refused: reviewers(state.refused),
      collides: (state.collides ?? []).map(Number).filter(Number.isSafeInteger),
      ...(state.offered === true && { offered: true as const }),
    };
  } catch {
    // Somebody edited the line: what it told is forgotten, which costs a request or two.
    return undefined;
  }
}

function reviewers(value: Partial<Reviewers> | undefined): Reviewers {
  if (!value) return nobody;
  return { users: (value.users ?? []).map(String), teams: (value.teams ?? []).map(String) };
}
