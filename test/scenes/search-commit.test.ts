import { gunzipSync, gzipSync } from "node:zlib";
import { Octokit } from "octokit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SandboxGitHub, startGitHub } from "../../sandbox/github/server.ts";
import type { CodeSearch } from "../../src/core/risk/references/references.ts";
import { immutableCache } from "../../src/github/immutable-cache.ts";
import { githubRepository } from "../../src/github/repository.ts";

const code = {
  "a.ts": "one\n",
  "b/c.ts": "two\n",
  "hidden.ts": "three\n",
  "windows.ts": "four\n",
  "id.ts": "$Format:%H$\n",
};
const attributes = "hidden.ts export-ignore\nwindows.ts text eol=crlf\nid.ts export-subst\n";

let github: SandboxGitHub;
let commit: string;

beforeAll(async () => {
  github = await startGitHub();
  github.createUser("ada");
  const files = { ...code, ".gitattributes": attributes };
  await github.createRepository({ owner: "ada", name: "shop", files });
  commit = await github.push("ada/shop", {
    branch: "main",
    actor: "ada",
    message: "x",
    files: { "new.ts": "five\n" },
  });
}, 60_000);

afterAll(() => github.stop());

const open = (fetch: typeof globalThis.fetch = globalThis.fetch) => {
  const octokit = new Octokit({
    auth: github.tokenOf("ada"),
    baseUrl: github.url,
    request: { fetch },
    throttle: { enabled: false },
    retry: { enabled: false },
  });
  return githubRepository({ octokit, owner: "ada", repo: "shop" }, immutableCache(1_000_000));
};

async function textsOf(repository: ReturnType<typeof open>, seen: Record<string, string> = {}) {
  const files = await repository.tree(commit, (path) => path.endsWith(".ts"));
  const search: CodeSearch<Record<string, string>> = {
    question: "all",
    files,
    words: [],
    look: (file, bytes) => void Object.assign(seen, { [file]: Buffer.from(bytes).toString() }),
    answer: () => seen,
  };
  return repository.search(commit, search);
}

test("every file is seen as git has it, though its .gitattributes hide it from the archive or change it there", async () => {
  const repository = open();
  const begin = github.requests.length;
  expect(await textsOf(repository)).toEqual({ ...code, "new.ts": "five\n" });
  const routes = github.requests.slice(begin).map(({ route }) => route);
  expect(routes.filter((route) => route.includes("tarball"))).toHaveLength(1);
  // What the archive lacks is asked for as a blob: three files here.
  expect(routes.filter((route) => route.includes("blobs"))).toHaveLength(3);
  const again = github.requests.length;
  expect(await textsOf(repository)).toEqual({ ...code, "new.ts": "five\n" });
  expect(github.requests.length).toBe(again);
}, 60_000);

test.each<[string, (bytes: Buffer) => Buffer, RegExp]>([
  ["that is cut", (bytes) => bytes.subarray(0, bytes.length / 2), /unexpected end of file/],
  ["that is no archive", () => Buffer.from("<html>"), /incorrect header check/],
  ["whose tar is cut", (bytes) => gzipSync(gunzipSync(bytes).subarray(0, 600)), /ends in the middle/],
])(
  "an archive %s is refused, whatever it held",
  async (_, change, why) => {
    const spoil: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (!response.headers.get("content-type")?.includes("gzip")) return response;
      return new Response(new Uint8Array(change(Buffer.from(await response.arrayBuffer()))), response);
    };
    await expect(textsOf(open(spoil))).rejects.toThrow(why);
  },
  60_000,
);
