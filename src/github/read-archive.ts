import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { GitHubRepository } from "./client.ts";
import { type ArchivedFile, readTar } from "./read-tar.ts";

/** A repository whose tree holds more is not asked for; the rest is tar's own. */
const mostBytes = 1_500_000_000;

/**
 * The files of a commit's archive that are wanted, one after the other. Data and nothing else: nothing is written, links
 * are left out, and it ends where it grows beyond what a tree may hold.
 * https://docs.github.com/en/rest/repos/contents#download-a-repository-archive-tar
 */
export async function* readArchive(
  { octokit, owner, repo }: GitHubRepository,
  commit: string,
  wanted: (path: string, size: number) => boolean,
): AsyncGenerator<ArchivedFile> {
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/tarball/{ref}", {
    owner,
    repo,
    ref: commit,
    request: { parseSuccessResponseBody: false },
  });
  const packed = Readable.fromWeb(data as Parameters<typeof Readable.fromWeb>[0]);
  const unpacked = createGunzip();
  packed.on("error", (cause) => unpacked.destroy(cause));
  try {
    // All paths begin with a folder that is named after the repository and the commit.
    const files = readTar(capped(packed.pipe(unpacked)), (path, size) => wanted(withoutFolder(path), size));
    for await (const { path, bytes } of files) yield { path: withoutFolder(path), bytes };
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
}

function withoutFolder(path: string): string {
  return path.slice(path.indexOf("/") + 1);
}

async function* capped(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error("GitHub's archive of the commit is larger than its files.");
    yield chunk;
  }
}
