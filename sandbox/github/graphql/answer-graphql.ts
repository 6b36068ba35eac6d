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

/** A field that the sandbox answers: by what its query says. */
interface Field {
  pattern: RegExp;
  needs: Parameters<typeof authorise>[2];
  answer(world: World, repository: Repository, asked: Required<Asked>): unknown;
}

const fields: Field[] = [
  {
    pattern: /timelineItems\(first: 100, itemTypes: \[BASE_REF_CHANGED_EVENT/,
    needs: reading("pull_requests"),
    answer: (_, repository, { variables }) => retargets(repository, variables.number),
  },
  {
    pattern: /reviews\(first: 100, after: \$after\)[\s\S]*fullDatabaseId lastEditedAt/,
    needs: reading("pull_requests"),
    answer: (_, repository, { variables }) => editedReviews(repository, variables.number),
  },
  {
    pattern: /b0: object\(expression: "[^"]*"\) \{ oid \}/,
    needs: reading("contents"),
    answer: (_, repository, { query }) => objectIds(repository, query),
  },
  {
    pattern: /c0: object\(oid: \$c0\)[\s\S]*history\(first: 50\) \{ nodes \{ oid \} \}/,
    needs: reading("contents"),
    answer: (_, repository, { variables }) => histories(repository, variables),
  },
  {
    pattern: /object\(oid: \$sha\)[\s\S]*authors\(first: 100\)[\s\S]*databaseId login/,
    needs: reading("contents"),
    answer: (world, repository, { variables }) => commitAuthors(world, repository, variables.sha),
  },
];

function retargets(repository: Repository, number: number | undefined) {
  const pull = repository.pulls.get(number ?? 0);
  const nodes = (pull?.retargeted ?? []).map(({ createdAt, from, to }) => ({
    createdAt,
    previousRefName: from,
    currentRefName: to,
  }));
  return { pullRequest: pull ? { timelineItems: { totalCount: nodes.length, nodes } } : null };
}

function editedReviews(repository: Repository, number: number | undefined) {
  const pull = repository.pulls.get(number ?? 0);
  // Nobody edits a review in the sandbox.
  const nodes = (pull?.reviews ?? []).map(({ id }) => ({ fullDatabaseId: String(id), lastEditedAt: null }));
  const pageInfo = { hasNextPage: false, endCursor: null };
  return { pullRequest: pull ? { reviews: { pageInfo, nodes } } : null };
}

/** `<commit>:<path>`, each under its alias. */
async function objectIds(repository: Repository, query: string) {
  const asked = [...query.matchAll(/(b\d+): object\(expression: ("[^"]*")\)/g)];
  const found = asked.map(async ([, alias = "", expression = ""]) => {
    const found = await repository.git.object(JSON.parse(expression) as string);
    return [alias, found ? { oid: found.sha } : null] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

/** Each commit under its variable's name, the nearest ancestors first. */
async function histories({ git }: Repository, variables: object) {
  const tips = Object.entries(variables).filter(([name]) => /^c\d+$/.test(name));
  const found = tips.map(async ([name, oid]) => {
    const commit = await git.commit(String(oid));
    const log = commit ? await git.log({ to: commit.sha }) : [];
    const nodes = log.slice(0, 50).map(({ sha }) => ({ oid: sha }));
    return [name, commit ? { history: { nodes } } : null] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

async function commitAuthors(world: World, repository: Repository, sha: string | undefined) {
  const commit = await repository.git.commit(sha ?? "");
  const nodes = commit
    ? authorEmails(commit.author.email, commit.message).map((email) => {
        const account = accountOfEmail(world, email);
        return { user: account ? { databaseId: account.id, login: account.login } : null };
      })
    : [];
  return { object: commit ? { authors: { nodes } } : null };
}

/** What only GraphQL answers. A query that nobody asked until now is refused, so that it is noticed. */
export async function answerGraphql(world: World, token: Token, body: unknown) {
  const { query = "", variables = {} } = body as Asked;
  if (/^query \{ viewer \{ login \} \}$/.test(query) && "account" in token) {
    return { data: { viewer: { login: token.account.login } } };
  }
  const repository = world.repositories.get(`${variables.owner}/${variables.repo}`.toLowerCase());
  const field = fields.find(({ pattern }) => pattern.test(query));
  if (!field) throw new Refusal(400, `The sandbox's GraphQL does not know this query: ${query}`);
  authorise(world, token, field.needs, repository);
  if (!repository) return { data: { repository: null } };
  return { data: { repository: await field.answer(world, repository, { query, variables }) } };
}
