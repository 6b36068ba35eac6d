import { formatOf, gitBlobId } from "../operations/git-blob-id.ts";
import type { GitHubRepository } from "./client.ts";

const perQuery = 100;
const worthAQuery = 10;

interface Wanted {
  id: string;
  resolve(bytes: Uint8Array): void;
  reject(error: unknown): void;
}

/**
 * Reads blobs by id, checked against it. A repository may hold hundreds of migrations and a workflow's token only a
 * thousand requests an hour, so that many blobs asked for at once come in one GraphQL query per hundred. What GraphQL
 * cannot give byte for byte (it knows text only, and cuts long ones), or at all, is read one by one.
 */
export function blobReader(repository: GitHubRepository): (id: string) => Promise<Uint8Array> {
  let wanted: Wanted[] = [];
  const readWanted = () => {
    const batch = wanted;
    wanted = [];
    for (let i = 0; i < batch.length; i += perQuery) void readBatch(repository, batch.slice(i, i + perQuery));
  };
  return (id) =>
    new Promise((resolve, reject) => {
      if (wanted.length === 0) setImmediate(readWanted);
      wanted.push({ id, resolve, reject });
    });
}

async function readBatch(repository: GitHubRepository, batch: readonly Wanted[]): Promise<void> {
  const ids = batch.map(({ id }) => id);
  const texts = ids.length < worthAQuery ? [] : await readTexts(repository, ids);
  for (const [i, { id, resolve, reject }] of batch.entries()) {
    const bytes = Buffer.from(texts[i] ?? "");
    if (texts[i] !== undefined && gitBlobId(bytes, formatOf(id)) === id) resolve(bytes);
    else readBlob(repository, id).then(resolve, reject);
  }
}

type Blobs = Record<string, { text?: string | null } | null>;

/** In order; undefined = not to be had. A server without GraphQL has none of them. */
async function readTexts(
  { octokit, owner, repo }: GitHubRepository,
  ids: readonly string[],
): Promise<(string | undefined)[]> {
  const objects = ids.map((id, i) => `b${i}: object(oid: ${JSON.stringify(id)}) { ... on Blob { text } }`);
  const query = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${objects.join(" ")} } }`;
  try {
    const answer = await octokit.graphql<{ repository: Blobs }>(query, { owner, repo });
    return ids.map((_, i) => answer.repository[`b${i}`]?.text ?? undefined);
  } catch {
    // Whatever is wrong shows again, and is told, when they are read one by one.
    return [];
  }
}

async function readBlob({ octokit, owner, repo }: GitHubRepository, id: string): Promise<Uint8Array> {
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", {
    owner,
    repo,
    file_sha: id,
  });
  const bytes = Buffer.from(data.content, data.encoding === "base64" ? "base64" : "utf8");
  if (gitBlobId(bytes, formatOf(id)) === id) return bytes;
  throw new Error(`GitHub answered blob ${id} with bytes that are not its own.`);
}
