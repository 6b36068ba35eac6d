import { createHash } from "node:crypto";
import nock from "nock";
import { Octokit } from "octokit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pinApiVersion } from "./client.ts";
import { immutableCache } from "./immutable-cache.ts";
import { githubRepository } from "./repository.ts";

const octokit = new (Octokit.plugin(pinApiVersion))({
  throttle: { enabled: false },
  retry: { enabled: false },
});
const place = { octokit, owner: "acme", repo: "shop" };
const api = () => nock("https://api.github.com/repos/acme/shop");
const repository = () => githubRepository(place, immutableCache(1_000_000));
const all = () => true;

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});

describe("a branch's tip", () => {
  test("is asked for as a branch, so that no tag of its name answers, with the pinned version", async () => {
    api()
      .get("/git/ref/heads%2Frelease%2F1")
      .matchHeader("x-github-api-version", "2022-11-28")
      .reply(200, { ref: "refs/heads/release/1", object: { sha: "abc" } });
    expect(await repository().tip("release/1")).toBe("abc");
  });

  test("is undefined where there is no such branch", async () => {
    api().get("/git/ref/heads%2Fgone").reply(404, { message: "Not Found" });
    expect(await repository().tip("gone")).toBeUndefined();
  });
});

describe("a tree", () => {
  const file = (path: string, mode = "100644") => ({ path, mode, type: "blob", sha: `blob of ${path}` });
  const folder = (path: string) => ({ path, mode: "040000", type: "tree", sha: `tree-${path}` });

  test("is listed in one request, with symlinks and submodules, and remembered", async () => {
    const tree = [
      folder("sql"),
      file("sql/b.sql"),
      file("sql/a.sql", "120000"),
      { ...file("lib", "160000"), type: "commit" },
    ];
    api().get("/git/trees/abc?recursive=1").reply(200, { sha: "abc", truncated: false, tree });
    const git = repository();
    expect(await git.tree("abc", all)).toEqual([
      { path: "lib", mode: "160000", blob: "blob of lib" },
      { path: "sql/a.sql", mode: "120000", blob: "blob of sql/a.sql" },
      { path: "sql/b.sql", mode: "100644", blob: "blob of sql/b.sql" },
    ]);
    expect(await git.tree("abc", (path) => path.endsWith("b.sql"))).toHaveLength(1);
  });

  test("that GitHub cuts is listed folder by folder", async () => {
    api()
      .get("/git/trees/abc?recursive=1")
      .reply(200, { truncated: true, tree: [file("a.sql")] });
    api()
      .get("/git/trees/abc")
      .reply(200, { truncated: false, tree: [file("a.sql"), folder("sql")] });
    api()
      .get("/git/trees/tree-sql?recursive=1")
      .reply(200, { truncated: false, tree: [file("b.sql")] });
    expect((await repository().tree("abc", all)).map(({ path }) => path)).toEqual(["a.sql", "sql/b.sql"]);
  });

  test("of which one folder alone is too large cannot be read", async () => {
    api().get("/git/trees/abc?recursive=1").reply(200, { truncated: true, tree: [] });
    api().get("/git/trees/abc").reply(200, { truncated: true, tree: [] });
    await expect(repository().tree("abc", all)).rejects.toThrow("whole");
  });
});

describe("a blob", () => {
  const id = "257cc5642cb1a054f08cc83f2d943e56fd3ebe99";
  const answer = (text: string) => ({
    content: Buffer.from(text).toString("base64"),
    encoding: "base64",
    sha: id,
  });

  test("is read once, byte for byte", async () => {
    api().get(`/git/blobs/${id}`).reply(200, answer("foo\n"));
    const git = repository();
    expect(Buffer.from(await git.blob(id)).toString()).toBe("foo\n");
    expect(Buffer.from(await git.blob(id)).toString()).toBe("foo\n");
  });

  test("with other bytes than its id says is not believed", async () => {
    api().get(`/git/blobs/${id}`).reply(200, answer("bar\n"));
    await expect(repository().blob(id)).rejects.toThrow("not its own");
  });
});

describe("many blobs at once", () => {
  const idOf = (bytes: Uint8Array) =>
    createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
  const contents = Array.from({ length: 12 }, (_, i) => Buffer.from(`SELECT ${i};\n`));
  const binary = Buffer.from([0xff, 0xfe]);
  const single = (bytes: Buffer) =>
    api()
      .get(`/git/blobs/${idOf(bytes)}`)
      .reply(200, { content: bytes.toString("base64"), encoding: "base64" });
  const graphql = () => nock("https://api.github.com").post("/graphql");

  test("come in one query; what it cannot give byte for byte comes alone", async () => {
    const texts = contents.map((bytes, i) => [`b${i}`, { text: i === 3 ? "cut" : bytes.toString() }]);
    graphql().reply(200, { data: { repository: { ...Object.fromEntries(texts), b12: { text: null } } } });
    single(contents[3] as Buffer);
    single(binary);
    const git = repository();
    const read = await Promise.all([...contents, binary].map((bytes) => git.blob(idOf(bytes))));
    expect(read.map((bytes) => Buffer.from(bytes))).toEqual([...contents, binary]);
  });

  test("come one by one from a server without GraphQL", async () => {
    graphql().reply(404, {});
    for (const bytes of contents) single(bytes);
    const git = repository();
    expect(await Promise.all(contents.map((bytes) => git.blob(idOf(bytes))))).toHaveLength(12);
  });
});

describe("the comparison of two commits", () => {
  const ada = { id: 1, login: "ada", type: "User" };
  const commit = (sha: string, message = "x") => ({
    sha,
    parents: [{ sha: `before ${sha}` }],
    commit: { message },
    author: ada,
    committer: {},
  });
  const answer = (commits: object[], total = commits.length) => ({
    merge_base_commit: { sha: "base" },
    ahead_by: total,
    behind_by: 2,
    total_commits: total,
    commits,
  });
  const compare = (page: number) => api().get(`/compare/main...head?per_page=100&page=${page}`);

  test("pages through all commits, only when they are wanted", async () => {
    const shas = Array.from({ length: 101 }, (_, i) => `c${i}`);
    compare(1).reply(
      200,
      answer(
        shas.slice(0, 100).map((sha) => commit(sha)),
        101,
      ),
    );
    const comparison = await repository().compare("main", "head");
    expect(comparison).toMatchObject({ mergeBase: "base", ahead: 101, behind: 2 });
    compare(2).reply(200, answer([commit("c100")], 101));
    expect((await comparison?.commits())?.map(({ sha }) => sha)).toEqual(shas);
  });

  test.each([
    ["GitHub signed for whoever was signed in", 19864447, true, true],
    ["anybody may name GitHub as the committer", 19864447, false, false],
    ["somebody signed themselves", 1, true, false],
  ])("tells whether %s", async (_, id, verified, signedByGitHub) => {
    const signed = { ...commit("c0"), committer: { id, login: "web-flow", type: "User" } };
    compare(1).reply(200, answer([{ ...signed, commit: { message: "x", verification: { verified } } }]));
    const comparison = await repository().compare("main", "head");
    expect(await comparison?.commits()).toMatchObject([{ signedByGitHub }]);
  });

  test("fails where GitHub lists a part of the commits only", async () => {
    compare(1).reply(200, answer([commit("c0")], 2));
    compare(2).reply(200, answer([], 2));
    const comparison = await repository().compare("main", "head");
    await expect(comparison?.commits()).rejects.toThrow("part");
  });

  test("is undefined where a commit is gone or nothing is shared", async () => {
    compare(1).reply(404, { message: "No common ancestor between main and head." });
    expect(await repository().compare("main", "head")).toBeUndefined();
  });

  test("knows co-authors: by GitHub's own addresses at once, by others' through GraphQL", async () => {
    const noreply =
      "x\n\nCo-authored-by: Bob <12+bob@users.noreply.github.com>\nco-authored-by: Eve <eve@users.noreply.github.com>";
    const elsewhere = "x\n\nCo-Authored-By: Olga <olga@acme.test>\r\n";
    compare(1).reply(200, answer([commit("c0", noreply), commit("c1", elsewhere)]));
    nock("https://api.github.com")
      .post("/graphql", ({ variables }) => variables.sha === "c1")
      .reply(200, {
        data: {
          repository: {
            object: { authors: { nodes: [{ user: { databaseId: 3, login: "olga" } }, { user: null }] } },
          },
        },
      });
    const comparison = await repository().compare("main", "head");
    expect(await comparison?.commits()).toEqual([
      {
        sha: "c0",
        parents: ["before c0"],
        author: { id: 1, login: "ada", bot: false },
        committer: undefined,
        coAuthors: [
          { id: 12, login: "bob" },
          { id: undefined, login: "eve" },
        ],
        signedByGitHub: false,
      },
      {
        sha: "c1",
        parents: ["before c1"],
        author: { id: 1, login: "ada", bot: false },
        committer: undefined,
        coAuthors: [{ id: 3, login: "olga" }],
        signedByGitHub: false,
      },
    ]);
  });
});
