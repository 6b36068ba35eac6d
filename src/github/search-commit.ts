import { createHash } from "node:crypto";
import type { CodeSearch } from "../core/risk/references/references.ts";
import { formatOf, gitBlobId } from "../operations/git-blob-id.ts";
import type { GitHubRepository } from "./client.ts";
import { readArchive } from "./read-archive.ts";

/** What the archive may leave out before it is no use: these are read one by one, a hundred with a request. */
const most = 1000;

/**
 * Looks at files of a commit as its archive brings them: one request, however many files there are, and one file in
 * memory at a time. Blobs by GraphQL would be a request for each hundred, all in memory as JSON. But the archive is what
 * `git archive` makes of it: the repository's own .gitattributes may leave files out, or change their bytes. So each file
 * is checked against its id in the tree, and what is not there, or is not itself, is read as a blob.
 * https://git-scm.com/docs/git-archive#ATTRIBUTES
 */
export async function searchCommit<Answer>(
  repository: GitHubRepository,
  readBlob: (id: string) => Promise<Uint8Array>,
  commit: string,
  { files, look, answer }: CodeSearch<Answer>,
): Promise<Answer> {
  const missing = new Map(files.map((file) => [file.path, file]));
  const wanted = (path: string, size: number) => missing.get(path)?.size === size;
  for await (const { path, bytes } of readArchive(repository, commit, wanted)) {
    const blob = missing.get(path)?.blob ?? "";
    if (gitBlobId(bytes, formatOf(blob)) !== blob) continue;
    look(path, bytes);
    missing.delete(path);
  }
  if (missing.size > most) throw new Error(`GitHub's archive lacks ${missing.size} files of the commit.`);
  const rest = [...missing.values()];
  const contents = await Promise.all(rest.map(({ blob }) => readBlob(blob)));
  for (const [i, { path }] of rest.entries()) look(path, contents[i] ?? new Uint8Array());
  return answer();
}

/** Tells one search of a commit from another. */
export function searchId({ question, files }: CodeSearch<unknown>): string {
  const paths = files.map(({ path }) => path);
  return createHash("sha256")
    .update(JSON.stringify([question, paths]))
    .digest("hex");
}
