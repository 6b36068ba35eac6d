import type { Commit } from "../operations/ports/code-host.ts";
import type { GitHubRepository } from "./client.ts";

type CoAuthor = Commit["coAuthors"][number];

/**
 * Whom the `Co-authored-by` trailers of a commit name. GitHub's noreply addresses say who it is; any other address is
 * resolved by GitHub, which only GraphQL offers.
 * https://docs.github.com/en/pull-requests/committing-changes-to-your-project/creating-and-editing-commits/creating-a-commit-with-multiple-authors
 */
export async function readCoAuthors(
  repository: GitHubRepository,
  sha: string,
  message: string,
): Promise<CoAuthor[]> {
  const addresses = [...message.matchAll(/^co-authored-by:.*<([^<>\n]+)>[ \t]*\r?$/gim)].map(
    (match) => match[1] as string,
  );
  const known = addresses.map(fromNoreplyAddress);
  const resolved = known.every((coAuthor) => coAuthor !== undefined) ? [] : await askGitHub(repository, sha);
  return [...known.filter((coAuthor) => coAuthor !== undefined), ...resolved];
}

/** `1234+octocat@users.noreply.github.com`, or the older form without the id; a server of one's own has its own domain. */
function fromNoreplyAddress(address: string): CoAuthor | undefined {
  const match = /^(?:(\d+)\+)?([^@+]+)@users\.noreply\.[^@]+$/i.exec(address);
  return match ? { id: match[1] ? Number(match[1]) : undefined, login: match[2] } : undefined;
}

const query = `query ($owner: String!, $repo: String!, $sha: GitObjectID!) {
  repository(owner: $owner, name: $repo) {
    object(oid: $sha) { ... on Commit { authors(first: 100) { nodes { user { databaseId login } } } } }
  }
}`;

interface CommitAuthors {
  repository: {
    object: { authors: { nodes: { user: { databaseId: number; login: string } | null }[] } } | null;
  };
}

async function askGitHub({ octokit, owner, repo }: GitHubRepository, sha: string): Promise<CoAuthor[]> {
  const answer = await octokit.graphql<CommitAuthors>(query, { owner, repo, sha });
  return (answer.repository.object?.authors.nodes ?? []).flatMap(({ user }) =>
    user ? [{ id: user.databaseId, login: user.login }] : [],
  );
}
