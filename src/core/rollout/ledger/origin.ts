/** Which repository migrations come from, by what is known of it: of a checkout its history, of GitHub's API its number. */
export interface Origin {
  /** GitHub's number of it, which stays when it is renamed or moved, and its name then. */
  repository?: { id: string; name: string };
  /** Commits without a parent: clones and forks share them. */
  roots?: readonly string[];
}

/** What two runs say of one project, newest last: what the newer does not know stays as it was. */
export function mergeOrigins(before: Origin | undefined, { repository, roots }: Origin): Origin {
  return { ...before, ...(repository && { repository }), ...(roots && roots.length > 0 && { roots }) };
}

/** Two of which nothing is known that could be compared may be one. */
export function isOther(one: Origin, other: Origin): boolean {
  if (one.repository && other.repository) return one.repository.id !== other.repository.id;
  if (!one.roots?.length || !other.roots?.length) return false;
  return !one.roots.some((root) => other.roots?.includes(root));
}

export function sayOrigin({ repository, roots = [] }: Origin): string {
  if (repository) return repository.name;
  return `a repository that begins with commit ${roots[0]?.slice(0, 10) ?? "unknown"}`;
}
