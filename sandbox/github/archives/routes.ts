import { findCommit } from "../commits/find-commit.ts";
import { git } from "../git/git.ts";
import type { Page } from "../http/serve.ts";
import { type Answer, pathOf, type RepositoryCall, type Route, reading } from "../route.ts";
import type { World } from "../world.ts";

/** https://docs.github.com/en/rest/repos/contents#download-a-repository-archive-tar: a link that needs no token. */
async function linkArchive(call: RepositoryCall): Promise<Answer> {
  const { sha } = await findCommit(call.repository, pathOf(call, "ref"));
  const location = `${call.world.url}/codeload/${call.repository.fullName}/legacy.tar.gz/${sha}`;
  return { status: 302, headers: { location } };
}

/** What codeload.github.com would answer; undefined = the path is no archive. */
export async function findArchive(world: World, path: string): Promise<Page | undefined> {
  const [, fullName = "", sha = ""] =
    /^\/codeload\/([^/]+\/[^/]+)\/legacy\.tar\.gz\/([0-9a-f]{40})$/.exec(path) ?? [];
  const repository = world.repositories.get(fullName.toLowerCase());
  if (!repository) return undefined;
  const prefix = `${fullName.replace("/", "-")}-${sha.slice(0, 7)}/`;
  const bytes = await git(repository.git.directory, [
    "archive",
    "--format=tar.gz",
    `--prefix=${prefix}`,
    sha,
  ]);
  return { status: 200, type: "application/x-gzip", content: bytes };
}

export const archiveRoutes: Route[] = [
  {
    operation: "GET /repos/{owner}/{repo}/tarball/{ref}",
    needs: reading("contents"),
    handle: linkArchive,
  },
];
