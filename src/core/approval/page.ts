/** All times are milliseconds since 1970; GitHub's clock has whole seconds, so that two things may have happened at one. */

/** A commit that a branch, or a pull request's page, came to. */
export interface Moment {
  sha: string;
  at: number;
}

/** What a review was given on, as GitHub named it when the review arrived. */
export interface Sighting {
  review: number;
  /** Commit id. */
  commit: string;
}

/** What a pull request was compared with, and judged by, from a moment on. */
export interface BaseState {
  at: number;
  /** Tip of the base branch. */
  tip: string;
  /** Git blob of the policy there; undefined = it had none. */
  policy: string | undefined;
}

/** What a reviewer may have had on the screen: a head, under a base and a policy. */
export interface Page {
  head: string;
  state: BaseState;
}

/** What is known of a pull request's past. */
export interface Past {
  /** Before that no page showed it. */
  openedAt: number;
  /** Every move of the head branch by GitHub's record, oldest first; undefined = it does not lead to the head. */
  heads: readonly Moment[] | undefined;
  /** Heads as GitHub first named them to the app: a page may show a push late. */
  shown: readonly Moment[];
  /** What it was compared with since it was opened, oldest first; undefined = that cannot be told. */
  states: readonly BaseState[] | undefined;
}

/** A page may be this much older than what GitHub pins a review to that names no commit. */
const grace = 60_000;

export type Pages =
  | { known: true; pages: readonly Page[]; anchor: string | undefined }
  | { known: false; why: "no-record" | "no-history" | "sightings-disagree" | "time-unknown" };

/** Every page that a review may have been given on; more than there were where nothing says which. */
export function pagesOf(
  review: { id: number; submittedAt: string; commit: string | undefined },
  sightings: readonly Sighting[],
  past: Past,
): Pages {
  const at = Date.parse(review.submittedAt);
  if (!Number.isFinite(at)) return { known: false, why: "time-unknown" };
  const named = new Set(sightings.filter((one) => one.review === review.id).map(({ commit }) => commit));
  if (named.size > 1) return { known: false, why: "sightings-disagree" };
  const { heads, states, openedAt } = past;
  if (!heads) return { known: false, why: "no-record" };
  if (!states) return { known: false, why: "no-history" };
  const pagesOfHead = (head: string) => {
    const first = heads.find(({ sha }) => sha === head)?.at ?? openedAt;
    return during(states, Math.max(first, openedAt), at).map((state) => ({ head, state }));
  };
  const [sighted] = named;
  const anchor = sighted ?? (isMoved(review.commit, at, past) ? undefined : review.commit);
  if (anchor === undefined) {
    const all = headsDuring(past, openedAt, at);
    return { known: true, anchor, pages: all.flatMap(pagesOfHead) };
  }
  const recent = headsDuring(past, at - grace, at);
  return { known: true, anchor, pages: [...new Set([anchor, ...recent])].flatMap(pagesOfHead) };
}

/** GitHub has moved the review to another commit since, or may have: then its commit says nothing. */
function isMoved(commit: string | undefined, at: number, { heads = [], shown }: Past): boolean {
  const isKnown = heads.some(({ sha }) => sha === commit);
  return !isKnown || [...heads, ...shown].some((one) => one.sha === commit && one.at >= at);
}

function headsDuring({ heads = [], shown }: Past, from: number, to: number): string[] {
  return [...new Set([...during(heads, from, to), ...during(shown, from, to)].map(({ sha }) => sha))];
}

/** What held at some moment between two, both included: each holds from its own moment up to that of the next one. */
export function during<Held extends { at: number }>(all: readonly Held[], from: number, to: number): Held[] {
  return all.filter(({ at }, i) => at <= to && (all[i + 1]?.at ?? Number.POSITIVE_INFINITY) >= from);
}
