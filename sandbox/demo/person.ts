import type { SandboxGitHub } from "../github/server.ts";

/** Somebody with an account, who does what people do at GitHub: pushes with git, and the rest through its REST API. */
export interface Person {
  login: string;
  /** One commit on a branch, which begins at main where it is not there yet. Gives the commit. */
  push(push: { branch: string; files: Record<string, string>; message: string }): Promise<string>;
  /** Gives the pull request's number. */
  openPull(pull: { branch: string; title: string }): Promise<number>;
  /** @throws ApiError where GitHub refuses. */
  approve(number: number): Promise<void>;
  merge(number: number): Promise<void>;
  dispatch(environment: string): Promise<void>;
  get<Body>(path: string): Promise<Body>;
}

export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, what: string) {
    super(what);
    this.status = status;
  }
}

/** `repository` is `owner/name`; paths that begin with `/` are from the API's root, others from the repository. */
export function person(github: SandboxGitHub, login: string, repository: string): Person {
  async function call<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const where = path.startsWith("/") ? path : `/repos/${repository}/${path}`;
    const response = await fetch(github.url + where, {
      method,
      headers: { authorization: `Bearer ${github.tokenOf(login)}`, accept: "application/vnd.github+json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new ApiError(response.status, `${method} ${where} as ${login}: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as Body;
  }

  return {
    login,
    push: (push) => github.push(repository, { ...push, actor: login }),
    async openPull({ branch, title }) {
      const pull = { title, head: branch, base: "main", body: "" };
      return (await call<{ number: number }>("POST", "pulls", pull)).number;
    },
    async approve(number) {
      // Whoever approves has read the page: what comes within a minute of a push may have been given to the page before.
      github.advanceClock(90);
      await call("POST", `pulls/${number}/reviews`, { event: "APPROVE" });
    },
    async merge(number) {
      await call("PUT", `pulls/${number}/merge`, { merge_method: "squash" });
    },
    async dispatch(environment) {
      const path = "actions/workflows/tollgate-dispatch.yml/dispatches";
      await call("POST", path, { ref: "main", inputs: { environment } });
    },
    get: (path) => call("GET", path),
  };
}
