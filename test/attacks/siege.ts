import { afterAll, beforeAll } from "vitest";
import { repository } from "../../sandbox/demo/create-repository.ts";
import { lookAs } from "../../sandbox/demo/look.ts";
import { type Person, person } from "../../sandbox/demo/person.ts";
import { outcomeOf } from "../../sandbox/demo/rollouts.ts";
import { buildStage, type Login, type Stage } from "../../sandbox/demo/stage.ts";
import { type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";

type Files = Record<string, string | Uint8Array | null>;

/** A stage whose policy asks the owner and then the DBA for every kind of change, and what an attacker can do on it. */
export interface Siege {
  stage: Stage;
  /** Any request to GitHub as a person; paths are from the repository. Gives the status and the body. */
  call(login: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: never }>;
  /** A pull request of files on a branch of its own, judged. */
  propose(who: Login, files: Files, more?: { author?: object; message?: string }): Promise<Proposal>;
  approve(number: number, ...people: Login[]): Promise<void>;
  review(who: Login, number: number, event: string, more?: object): Promise<number>;
  gate(number: number): Promise<string | undefined>;
  comment(number: number): Promise<string>;
  /** The outcome of the one rollout that `act` starts. */
  rollout(act: () => Promise<unknown>): Promise<string>;
  dispatch(who: Login, environment: string, ref?: string): Promise<string>;
  merge(who: Login | "root", number: number, method?: string): Promise<number>;
  /** An administrator puts main back to a commit. */
  putMainBack(commit: string): Promise<void>;
  tip(branch?: string): Promise<string>;
  tables(environment: "test" | "prod"): Promise<string[]>;
  close(): Promise<void>;
}

interface Proposal {
  number: number;
  branch: string;
  head: string;
}

export const siegeRules = {
  roles: `project-owner: { title: Project Owner, users: [olivia, oscar] }
dba: { title: DBA, teams: [acme/dba] }`,
  risk: "presets: [prod-is-high]",
  approval: `flows:
  owner-dba: { title: "Project Owner -> DBA", steps: [project-owner, dba] }
rules:
  ddl: { high: owner-dba }
  dml: { high: owner-dba }
  dcl: { high: owner-dba }
  admin: { high: owner-dba }
  unknown: { high: owner-dba }
  create-database: { high: owner-dba }`,
};

/** Lays one for all tests of a file, before whatever else the file sets up, and lifts it after them. */
export function besiege(use: (siege: Siege) => void): void {
  let servers: StartedServers | undefined;
  let siege: Siege | undefined;
  beforeAll(async () => {
    servers = await startServers(["test", "prod"], { log: (line) => process.stdout.write(`${line}\n`) });
    siege = await lay(servers);
    use(siege);
  });
  afterAll(async () => {
    await siege?.close();
    await servers?.stop();
  });
}

async function lay(servers: StartedServers): Promise<Siege> {
  const stage = await buildStage({ servers, rules: siegeRules, databaseThere: true });
  const { github } = stage;
  const root: Person = person(github, "root", repository);
  const look = lookAs(root);
  // The bot holds the gate; a workflow that only repeats its judgement would cost a process for each event.
  await github.push(repository, {
    branch: "main",
    actor: "root",
    message: "No second judge",
    files: { ".github/workflows/tollgate-review.yml": null },
  });
  await github.settled();
  let branches = 0;
  const call: Siege["call"] = async (login, method, path, body) => {
    const response = await fetch(`${github.url}/repos/${repository}/${path}`, {
      method,
      headers: { authorization: `Bearer ${github.tokenOf(login)}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as never };
  };
  const tip = async (branch = "main") =>
    (await root.get<{ object: { sha: string } }>(`git/ref/heads/${branch}`)).object.sha;
  const review: Siege["review"] = async (who, number, event, more = {}) => {
    const { status } = await call(who, "POST", `pulls/${number}/reviews`, {
      event,
      body: "because",
      ...more,
    });
    await github.settled();
    return status;
  };
  const rollout: Siege["rollout"] = async (act) => {
    const before = stage.runner.runs.length;
    await act();
    await github.settled();
    const runs = stage.runner.runs.slice(before).filter(({ path }) => !path.endsWith("review.yml"));
    return runs
      .map(
        (run) => outcomeOf(run).reason_code ?? run.jobs.map(({ reason }) => reason).join() ?? run.conclusion,
      )
      .join(" and ");
  };
  return {
    stage,
    call,
    tip,
    review,
    rollout,
    async propose(who, files, { author, message = "Change" } = {}) {
      const branch = `change-${++branches}`;
      const head = await github.push(repository, {
        branch,
        actor: who,
        files,
        message,
        ...(author && { author }),
      });
      const number = await stage.as(who).openPull({ branch, title: message });
      await github.settled();
      return { number, branch, head };
    },
    async approve(number, ...people) {
      for (const one of people) await review(one, number, "APPROVE");
    },
    gate: async (number) => (await look.check(number))?.conclusion,
    comment: (number) => look.comment(number),
    dispatch: (who, environment, ref = "main") =>
      rollout(() =>
        call(who, "POST", "actions/workflows/tollgate-dispatch.yml/dispatches", {
          ref,
          inputs: { environment },
        }),
      ),
    async merge(who, number, merge_method = "squash") {
      return (await call(who, "PUT", `pulls/${number}/merge`, { merge_method })).status;
    },
    async putMainBack(commit) {
      await github.push(repository, {
        branch: "main",
        actor: "root",
        message: "Back",
        parent: commit,
        force: true,
        files: {},
      });
      await github.settled();
    },
    async tables(environment) {
      const schema = await stage[environment].schema("test_db");
      return [...(schema?.keys() ?? [])].filter((name) => !name.includes("tollgate_ledger")).sort();
    },
    close: () => stage.close(),
  };
}
