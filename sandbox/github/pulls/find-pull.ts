import { notFound } from "../http/refusal.ts";
import type { Pull } from "../repositories/repository.ts";
import { pathOf, type RepositoryCall } from "../route.ts";

/** The pull request that the path numbers, whether the operation calls it pull request or issue. */
export function pullOf(call: RepositoryCall): Pull {
  const number = Number(call.path.issue_number ?? pathOf(call, "pull_number"));
  const pull = call.repository.pulls.get(number);
  if (!pull) throw notFound();
  return pull;
}
