import type { Review, Sight } from "../../core/approval/approval.ts";
import { type Page, pagesOf } from "../../core/approval/page.ts";
import { codesIn, countsFor, type SightEvidence } from "../../core/approval/sight.ts";
import type { TreeEntry } from "../../core/migration/compare-trees.ts";
import { receivedBy, whatDiffers, whatDiffersIn } from "../../core/migration/covers.ts";
import { approvalCode, type JudgedChange } from "../../core/migration/digest.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { effectiveDigest } from "../digest.ts";
import type { PullRequest, PullRequests, Push, Repository, SubmittedReview } from "../ports/code-host.ts";
import { sha256 } from "../sha256.ts";
import type { KeptEvidence } from "./kept-evidence.ts";
import { pageReader } from "./read-page.ts";
import { type PastPorts, readPast } from "./read-past.ts";

export interface SightPorts extends PastPorts {
  repository: Pick<Repository, "tree" | "blob" | "compare" | "blobIds">;
  pulls: PastPorts["pulls"] & Pick<PullRequests, "editedReviews">;
}

interface Asked {
  pull: PullRequest;
  proof: Policy["approval"]["proof"];
  /** Commit of the base branch by whose policy it is judged now. */
  policyAt: string;
  pushes: readonly Push[] | undefined;
  kept: KeptEvidence;
  /** What is there now, and the files of its merge base. */
  now: readonly JudgedChange[];
  base: readonly TreeEntry[];
}

export interface ProvenSights {
  reviews: Review[];
  /** The same for one file alone, whatever becomes of the others. */
  reviewsOf(path: string): Review[];
  code: { text: string; isNeeded: boolean };
}

/** A review that would be given now, on a new page: whether that page could prove it. */
const future = "9999-12-31T23:59:59Z";

/** Which reviews count for what is there now, by what their givers saw. */
export async function proveSights(
  ports: SightPorts,
  submitted: readonly SubmittedReview[],
  asked: Asked,
): Promise<ProvenSights> {
  const { pull, proof, now, base } = asked;
  const digest = effectiveDigest(now);
  const code = approvalCode({ digest, repository: pull.repository, pull: pull.number }, sha256);
  const text = `tollgate ${code}`;
  const isJudged = ({ state }: SubmittedReview) => state === "APPROVED" || state === "CHANGES_REQUESTED";
  const judged = submitted.filter(isJudged);
  const hasCode = judged.some(({ body }) => codesIn(body).includes(code));
  const edited = hasCode ? await ports.pulls.editedReviews(pull) : new Set<number>();
  const given = judged.map((one) => ({ ...one, edited: edited.has(one.id) }));
  const fresh = { id: 0, submittedAt: future, commit: pull.head.sha, body: "", edited: false };
  const sightings = [...asked.kept.sightings, { review: fresh.id, commit: pull.head.sha }];
  const pages = await readPages(ports, [...given, fresh], sightings, asked);
  const evidence = (differ: (seen: readonly JudgedChange[]) => string[]): SightEvidence => ({
    ...{ proof, code, sightings, past: pages.past },
    differences: (page) => {
      const seen = pages.contents.get(page);
      return seen && differ(seen);
    },
  });
  const received = receivedBy(base);
  const whole = evidence((seen) => whatDiffers(seen, now, received));
  const reviewsWith = (by: SightEvidence) => {
    const sights = new Map(given.map((one) => [one.id, countsFor(one, by)]));
    return submitted.map((one) => reviewOf(one, sights.get(one.id) ?? remark(one, pull)));
  };
  return {
    reviews: reviewsWith(whole),
    reviewsOf: (path) => reviewsWith(evidence((seen) => whatDiffersIn(path, seen, now))),
    code: { text, isNeeded: judged.length > 0 ? !countsFor(fresh, whole).covers : proof === "code" },
  };
}

function reviewOf({ id, reviewer, state, submittedAt }: SubmittedReview, sight: Sight): Review {
  return { id, reviewer, state, submittedAt, sight };
}

/** Remarks fill no step; whoever made one on what is there now is not asked once more. */
function remark({ commit }: SubmittedReview, { head }: PullRequest): Sight {
  return commit === head.sha ? { covers: true } : { covers: false, why: "was given to another head" };
}

/** Every page that one of the reviews may have been given on, read. Without a review nothing is. */
async function readPages(
  ports: SightPorts,
  given: readonly Parameters<typeof pagesOf>[0][],
  sightings: Parameters<typeof pagesOf>[1],
  { pull, policyAt, pushes, kept, proof }: Asked,
) {
  const contents = new Map<Page, readonly JudgedChange[] | undefined>();
  const openedAt = Date.parse(pull.openedAt);
  const nothing = { openedAt, heads: undefined, shown: [], states: undefined };
  if (given.length < 2 || proof === "code") return { past: nothing, contents: lookUp(contents) };
  const { tips, ...past } = await readPast(ports, { pull, policyAt, pushes, shown: kept.heads });
  const read = pageReader(ports.repository, tips);
  for (const one of given) {
    const pages = pagesOf(one, sightings, past);
    for (const page of pages.known ? pages.pages : []) contents.set(page, await read(page));
  }
  return { past, contents: lookUp(contents) };
}

/** Pages are told apart by what they say: each question makes them anew. */
function lookUp(contents: ReadonlyMap<Page, readonly JudgedChange[] | undefined>) {
  const keyOf = ({ head, state }: Page) => [head, state.tip, state.policy].join();
  const known = new Map([...contents].map(([page, seen]) => [keyOf(page), seen]));
  return { get: (page: Page) => known.get(keyOf(page)) };
}
