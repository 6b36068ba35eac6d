import type { PullRequest } from "../operations/ports/code-host.ts";
import type { OpenPull } from "../operations/review/find-collisions.ts";

/** The open pull requests of a repository, for a process that lives long: listed, then kept by what is read of each. */
export interface KnownPulls {
  note(pull: Pick<PullRequest, "number" | "state" | "url" | "base" | "head">): void;
  replace(pulls: readonly OpenPull[]): void;
  /** undefined = what is known is too old: an event may have been lost since. */
  all(): readonly OpenPull[] | undefined;
}

const tenMinutes = 600_000;

export function knownPulls(now: () => number = Date.now): KnownPulls {
  let known = new Map<number, OpenPull>();
  let listedAt = Number.NEGATIVE_INFINITY;
  return {
    note({ number, state, url, base, head }) {
      if (state === "open") known.set(number, { number, url, base: base.ref, head: head.sha });
      else known.delete(number);
    },
    replace(pulls) {
      known = new Map(pulls.map((pull) => [pull.number, pull]));
      listedAt = now();
    },
    all: () => (now() - listedAt < tenMinutes ? [...known.values()] : undefined),
  };
}
