/** Somebody with an account, who does what people do at GitHub: through its REST API, with a token of their own. */
export interface Person {
  login: string;
  /** One commit on a branch, made from `from` where it is not there yet. Returns the commit. */
  push(push: {
    branch: string;
    from?: string;
    files: Record<string, string>;
    message: string;
  }): Promise<string>;
  /** Returns the pull request's number. */
  openPull(pull: { branch: string; title: string; body?: string }): Promise<number>;
  /** @throws ApiError where GitHub refuses. */
  review(number: number, event: "APPROVE" | "REQUEST_CHANGES" | "COMMENT", body?: string): Promise<void>;
  merge(number: number): Promise<void>;
  dispatch(workflow: string, inputs: Record<string, string>): Promise<void>;
  get<Body>(path: string): Promise<Body>;
  call<Body>(method: string, path: string, body?: unknown): Promise<Body>;
}

export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, what: string) {
    super(what);
    this.status = status;
  }
}

/** `repository` is `owner/name`; paths that begin with `/` are from the API's root, others from the repository. */
export function person(wish: {
  login: string;
  token: string;
  url: string;
  repository: string;
  base: string;
}): Person {
  const { login, token, url, repository, base } = wish;

  async function call<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const where = path.startsWith("/") ? path : `/repos/${repository}/${path}`;
    const response = await fetch(url + where, {
      method,
      headers: { authorization: `Bearer ${token}`, accept: "application/vnd.github+json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new ApiError(response.status, `${method} ${where} as ${login}: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as Body;
  }

  const get = <Body>(path: string) => call<Body>("GET", path);

  async function tipOf(branch: string): Promise<string | undefined> {
    const refs = await get<{ ref: string; object: { sha: string } }[]>(`git/matching-refs/heads/${branch}`);
    return refs.find(({ ref }) => ref === `refs/heads/${branch}`)?.object.sha;
  }

  return {
    login,
    call,
    get,
    async push({ branch, from = base, files, message }) {
      const present = await tipOf(branch);
      const parent = present ?? (await tipOf(from));
      if (parent === undefined) throw new Error(`There is no branch ${from} to start from.`);
      const { tree } = await get<{ tree: { sha: string } }>(`git/commits/${parent}`);
      const entries = Object.entries(files).map(([path, content]) => ({
        path,
        mode: "100644",
        type: "blob",
        content,
      }));
      const written = await call<{ sha: string }>("POST", "git/trees", {
        base_tree: tree.sha,
        tree: entries,
      });
      const commit = await call<{ sha: string }>("POST", "git/commits", {
        message,
        tree: written.sha,
        parents: [parent],
      });
      if (present) await call("PATCH", `git/refs/heads/${branch}`, { sha: commit.sha });
      else await call("POST", "git/refs", { ref: `refs/heads/${branch}`, sha: commit.sha });
      return commit.sha;
    },
    async openPull({ branch, title, body }) {
      return (
        await call<{ number: number }>("POST", "pulls", { title, head: branch, base, body: body ?? "" })
      ).number;
    },
    async review(number, event, body = "") {
      await call("POST", `pulls/${number}/reviews`, { event, body });
    },
    async merge(number) {
      await call("PUT", `pulls/${number}/merge`, { merge_method: "squash" });
    },
    async dispatch(workflow, inputs) {
      await call("POST", `actions/workflows/${workflow}/dispatches`, { ref: base, inputs });
    },
  };
}
