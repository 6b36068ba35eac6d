import { authorise } from "../access/authorise.ts";
import type { Token } from "../access/token.ts";
import { Refusal } from "../http/refusal.ts";
import type { Repository } from "../repositories/repository.ts";
import { reading } from "../route.ts";
import { accountOfEmail, type World } from "../world.ts";

interface Asked {
  query?: string;
  variables?: { owner?: string; repo?: string; sha?: string; number?: number };
}

/** Author first, then whom the message's trailers name. */
function authorEmails(author: string, message: string): string[] {
  const trailers = [...message.matchAll(/^co-authored-by:.*<([^<>\n]+)>/gim)].map((match) => match[1] ?? "");
  return [...new Set([author, ...trailers])];
}

function newestRetarget(repository: Repository | undefined, number: number | undefined) {
  const pull = repository?.pulls.get(number ?? 0);
  const nodes = (pull?.retargeted ?? []).slice(-1).map((createdAt) => ({ createdAt }));
  return { data: { repository: { pullRequest: pull ? { timelineItems: { nodes } } : null } } };
}

async function histories({ git }: Repository, variables: Asked["variables"]) {
  const tips = Object.entries(variables ?? {}).filter(([name]) => /^c\d+$/.test(name));
  const found = tips.map(async ([name, oid]) => {
    const commit = await git.commit(String(oid));
    const nodes = commit
      ? (await git.log({ to: commit.sha })).slice(0, 50).map(({ sha }) => ({ oid: sha }))
      : [];
    return [name, commit ? { history: { nodes } } : null] as const;
  });
  return { data: { repository: Object.fromEntries(await Promise.all(found)) } };
}

/**
 * What only GraphQL answers: who asks, histories of several commits, the `authors` of a commit, when a pull request was turned to another base. Any
 * other is refused, so that it is noticed.
 */
export async function answerGraphql(world: World, token: Token, body: unknown) {
  const { query = "", variables = {} } = body as Asked;
  if (/^query \{ viewer \{ login \} \}$/.test(query) && "account" in token) {
    return { data: { viewer: { login: token.account.login } } };
  }
  const repository = world.repositories.get(`${variables.owner}/${variables.repo}`.toLowerCase());
  if (/timelineItems\(last: 1, itemTypes: \[BASE_REF_CHANGED_EVENT/.test(query)) {
    authorise(world, token, reading("pull_requests"), repository);
    return newestRetarget(repository, variables.number);
  }
  if (/c0: object\(oid: \$c0\)[\s\S]*history\(first: 50\)/.test(query)) {
    authorise(world, token, reading("contents"), repository);
    return repository ? histories(repository, variables) : { data: { repository: null } };
  }
  const asksAuthors = /object\(oid: \$sha\)[\s\S]*authors\(first: 100\)[\s\S]*databaseId login/.test(query);
  if (!asksAuthors)
    throw new Refusal(
      400,
      "The sandbox's GraphQL knows the viewer, histories, the authors of a commit, retargets and nothing else",
    );
  authorise(world, token, reading("contents"), repository);
  const commit = await repository?.git.commit(variables.sha ?? "");
  const nodes = commit
    ? authorEmails(commit.author.email, commit.message).map((email) => {
        const account = accountOfEmail(world, email);
        return { user: account ? { databaseId: account.id, login: account.login } : null };
      })
    : [];
  return { data: { repository: { object: commit ? { authors: { nodes } } : null } } };
}
