import type { Excluded, Person } from "../../core/approval/approval.ts";
import type { Commit, PullRequest, Push } from "../ports/code-host.ts";

/**
 * Everybody whose own work the change is. Of the pushes only those that brought a commit of this pull request count:
 * a branch may be older than it.
 */
export function findExcluded(
  pull: Pick<PullRequest, "author">,
  commits: readonly Commit[],
  pushes: readonly Push[],
): Excluded[] {
  const brought = new Set(commits.map(({ sha }) => sha));
  const reasons = [
    excluded(pull.author, "opened the pull request"),
    ...commits.flatMap(({ author }) => excluded(author, "is the author of a commit")),
    ...commits.flatMap(({ committer }) => excluded(committer, "is the committer of a commit")),
    ...commits.flatMap(({ coAuthors }) =>
      coAuthors.map((coAuthor) => ({ ...coAuthor, why: "is a co-author of a commit" })),
    ),
    ...pushes
      .filter(({ after }) => brought.has(after))
      .flatMap(({ actor }) => excluded(actor, "pushed a commit")),
  ].flat();
  const keyOf = ({ id, login }: Excluded) => id ?? login?.toLowerCase();
  return reasons.filter((one, i) => reasons.findIndex((other) => keyOf(other) === keyOf(one)) === i);
}

function excluded(person: Person | undefined, why: string): Excluded[] {
  return person ? [{ id: person.id, login: person.login, why }] : [];
}
