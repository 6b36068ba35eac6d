import type { Sight } from "./approval.ts";
import { type Page, type Past, pagesOf, type Sighting } from "./page.ts";

interface GivenReview {
  id: number;
  submittedAt: string;
  /** That GitHub names with it now. */
  commit: string | undefined;
  body: string;
  /** Somebody changed the body after it was submitted. */
  edited: boolean;
}

export interface SightEvidence {
  /** `page`: what the reviewer's page showed counts as well; `code`: the code of the digest alone. */
  proof: "page" | "code";
  /** Of what is there now. */
  code: string;
  sightings: readonly Sighting[];
  past: Past;
  /** How what is there now differs from a page: no difference = the page covers it; undefined = it cannot be told. */
  differences(page: Page): readonly string[] | undefined;
}

const written = /(?<![\w-])tollgate ([0-9a-f]{32})(?![\w-])/g;

/** The codes that a review's body holds, whatever they stand for. */
export function codesIn(body: string): string[] {
  return [...body.matchAll(written)].map(([, code = ""]) => code);
}

/** An approval counts where every page that it may have been given on covers what is there now, or where it says so. */
export function countsFor(review: GivenReview, evidence: SightEvidence): Sight {
  if (codesIn(review.body).includes(evidence.code)) {
    if (!review.edited) return { covers: true };
    return { covers: false, why: "holds the code in a text that was edited after it was submitted" };
  }
  if (evidence.proof === "code")
    return { covers: false, why: "does not hold the code that the policy asks for" };
  const given = pagesOf(review, evidence.sightings, evidence.past);
  if (!given.known) return { covers: false, why: unknown[given.why] };
  for (const page of given.pages) {
    const differences = evidence.differences(page);
    if (differences?.length !== 0) return { covers: false, why: sayPage(page, given.anchor, differences) };
  }
  if (given.pages.length === 0) return { covers: false, why: unknown["no-history"] };
  return { covers: true };
}

const unknown: Record<"no-record" | "no-history" | "sightings-disagree" | "time-unknown", string> = {
  "no-record":
    "GitHub's record of pushes does not lead to the head, so nobody can tell which page it was given on",
  "no-history": "nobody can tell what the base branch and the policy were when it was given",
  "sightings-disagree": "GitHub named two commits for it when it arrived",
  "time-unknown": "the time of the review cannot be read",
};

/** What follows "it" or the like, without what to do about it. */
function sayPage(page: Page, anchor: string | undefined, differences: readonly string[] | undefined): string {
  const shown = `a page of ${page.head.slice(0, 7)}`;
  const since = differences ? `: since then ${listed(differences)}` : ", which cannot be read any more";
  if (anchor === page.head) return `was given to ${shown}${since}`;
  if (anchor !== undefined)
    return `may have been given to ${shown}, which was the head within a minute before${since}`;
  return `GitHub has moved it to another commit since it was given, and it may have been given to ${shown}${since}`;
}

function listed(differences: readonly string[]): string {
  const shown = differences.slice(0, 3).join("; ");
  return differences.length > 3 ? `${shown}; and ${differences.length - 3} more` : shown;
}
