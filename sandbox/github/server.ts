import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Role } from "./access/permission.ts";
import {
  createAccount,
  createOrganisation,
  createUser,
  type NewOrganisation,
} from "./accounts/create-account.ts";
import { createApp, type NewApp, type SandboxApp } from "./apps/create-app.ts";
import { findArchive } from "./archives/routes.ts";
import { type Push, pushFiles } from "./branches/push-files.ts";
import { createClock } from "./clock.ts";
import { ensureEnvironment } from "./environments/routes.ts";
import { createEvents } from "./events/create-events.ts";
import type { WebhookSwitches, WorkflowListener } from "./events/events.ts";
import { createFaults, type Fault } from "./http/faults.ts";
import { type LoggedRequest, serve } from "./http/serve.ts";
import { findPage } from "./pages/find-page.ts";
import {
  createRepository,
  findRepository,
  forkRepository,
  type NewRepository,
} from "./repositories/create-repository.ts";
import type { Protection, RequiredCheck } from "./repositories/repository.ts";
import { routes } from "./routes.ts";
import { type Contract, sharedContract } from "./schema/contract.ts";
import { addTeamMember, deleteTeam, removeTeamMember } from "./teams/change-team.ts";
import { createTeam, findTeam } from "./teams/create-team.ts";
import {
  issueWorkflowToken,
  type NewRun,
  type NewWorkflowToken,
  type StartedRun,
  startRun,
} from "./workflows/start-run.ts";
import { actionsApp, teamKey, type World } from "./world.ts";

export interface SandboxGitHub {
  /** `http://127.0.0.1:port`; the API is here and under `/api/v3`. */
  url: string;
  createUser(login: string): { login: string; id: number; token: string };
  createOrganisation(login: string, options?: NewOrganisation): void;
  createTeam(organisation: string, slug: string, members: readonly string[]): void;
  addTeamMember(organisation: string, slug: string, login: string): void;
  removeTeamMember(organisation: string, slug: string, login: string): void;
  deleteTeam(organisation: string, slug: string): void;
  createRepository(repository: NewRepository): Promise<{ id: number; fullName: string; directory: string }>;
  /** Gives the fork's full name. */
  fork(repository: string, owner: string): Promise<string>;
  createApp(app: NewApp): SandboxApp;
  /** To a login, or to a team written `organisation/slug`. */
  grant(repository: string, holder: string, role: Role): void;
  protectBranch(
    repository: string,
    branch: string,
    protection: { requiredChecks: RequiredCheck[]; enforceAdmins?: boolean },
  ): void;
  createEnvironment(
    repository: string,
    name: string,
    options?: { branches?: string[]; secrets?: Record<string, string> },
  ): void;
  /** What a job of this environment may see: the repository's secrets, and over them the environment's. */
  secretsOf(repository: string, environment?: string): Record<string, string>;
  /** Branches that may deploy to the environment; undefined for all. */
  branchesOf(repository: string, environment: string): string[] | undefined;
  startWorkflowRun(run: NewRun): Promise<StartedRun>;
  issueWorkflowToken(token: NewWorkflowToken): string;
  tokenOf(login: string): string;
  /** Gives the new commit's SHA. */
  push(repository: string, push: Push): Promise<string>;
  /** A file at a branch or commit; undefined where there is none. */
  readFile(repository: string, revision: string, path: string): Promise<Buffer | undefined>;
  listFiles(repository: string, revision: string): Promise<string[]>;
  onWorkflowEvent(listener: WorkflowListener): void;
  webhooks: WebhookSwitches;
  /** Lets an hour or a month pass. */
  advanceClock(seconds: number): void;
  /** What happens to `commit_id` of older reviews when a head moves. */
  letReviewsFollowHead(when: World["reviewFollowsHead"]): void;
  /** Makes the next request of an operation fail. */
  fail(fault: Fault): void;
  requests: LoggedRequest[];
  /** Until every webhook is answered and every listener has ended, and what these caused in turn. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

async function createWorld(contract: Contract): Promise<World> {
  let id = 1000;
  const world: World = {
    url: "",
    directory: await mkdtemp(join(tmpdir(), "sandbox-github-")),
    clock: createClock(),
    events: createEvents(() => world, contract),
    lastRequestAt: 0,
    nextId: () => ++id,
    accounts: new Map(),
    organisations: new Map(),
    teams: new Map(),
    repositories: new Map(),
    apps: new Map(),
    tokens: new Map(),
    reviewFollowsHead: "same-difference",
  };
  createAccount(world, "github-actions[bot]", "Bot").id = actionsApp.botId;
  return world;
}

function grant(world: World, fullName: string, holder: string, role: Role): void {
  const repository = findRepository(world, fullName);
  const [organisation = "", slug] = holder.split("/");
  if (slug === undefined) repository.collaborators.set(holder, role);
  else repository.teams.set(teamKey(organisation, findTeam(world, organisation, slug).slug), role);
}

function protect(world: World, fullName: string, branch: string, protection: Partial<Protection>): void {
  const { requiredChecks = [], enforceAdmins = true } = protection;
  findRepository(world, fullName).protections.set(branch, { requiredChecks, enforceAdmins });
}

function secretsOf(world: World, fullName: string, environment: string | undefined): Record<string, string> {
  const repository = findRepository(world, fullName);
  const own = environment === undefined ? undefined : repository.environments.get(environment)?.secrets;
  return { ...repository.secrets, ...own };
}

function people(world: World) {
  return {
    createUser: (login) => createUser(world, login),
    createOrganisation(login, options = {}) {
      createOrganisation(world, login, options);
    },
    createTeam(organisation, slug, members) {
      createTeam(world, organisation, slug, members);
    },
    addTeamMember: (organisation, slug, login) =>
      addTeamMember(world, findTeam(world, organisation, slug), login),
    removeTeamMember: (organisation, slug, login) =>
      removeTeamMember(world, findTeam(world, organisation, slug), login),
    deleteTeam: (organisation, slug) => deleteTeam(world, findTeam(world, organisation, slug)),
    createApp: (app) => createApp(world, app),
    grant: (repository, holder, role) => grant(world, repository, holder, role),
    tokenOf: (login) => `ghp_sandbox_${login}`,
  } satisfies Partial<SandboxGitHub>;
}

function repositories(world: World) {
  return {
    async createRepository(asked) {
      const { id, fullName, git } = await createRepository(world, asked);
      return { id, fullName, directory: git.directory };
    },
    fork: async (repository, owner) =>
      (await forkRepository(world, findRepository(world, repository), owner)).fullName,
    protectBranch: (repository, branch, protection) => protect(world, repository, branch, protection),
    createEnvironment(repository, name, { branches, secrets = {} } = {}) {
      const environment = ensureEnvironment({ world, repository: findRepository(world, repository) }, name);
      Object.assign(environment, { branches, secrets });
    },
    secretsOf: (repository, environment) => secretsOf(world, repository, environment),
    branchesOf: (repository, environment) =>
      findRepository(world, repository).environments.get(environment)?.branches,
    push: (repository, push) => pushFiles(world, findRepository(world, repository), push),
    async readFile(repository, revision, path) {
      const object = await findRepository(world, repository).git.object(`${revision}:${path}`);
      return object?.type === "blob" ? object.bytes : undefined;
    },
    async listFiles(repository, revision) {
      const entries = await findRepository(world, repository).git.tree(revision, true);
      return entries.filter(({ type }) => type === "blob").map(({ path }) => path);
    },
  } satisfies Partial<SandboxGitHub>;
}

/** A GitHub on the loopback interface, empty, with nobody in it. */
export async function startGitHub(): Promise<SandboxGitHub> {
  const contract = sharedContract();
  const world = await createWorld(contract);
  const requests: LoggedRequest[] = [];
  const faults = createFaults();
  const server = await serve({
    world,
    contract,
    routes,
    faults,
    log: requests,
    page: async (path) => (await findArchive(world, path)) ?? findPage(world, path),
  });
  return {
    url: world.url,
    ...people(world),
    ...repositories(world),
    startWorkflowRun: (run) => startRun(world, run),
    issueWorkflowToken: (token) => issueWorkflowToken(world, token),
    onWorkflowEvent: world.events.onWorkflowEvent,
    webhooks: world.events.webhooks,
    advanceClock: (seconds) => world.clock.advance(seconds),
    letReviewsFollowHead(when) {
      world.reviewFollowsHead = when;
    },
    fail: faults.add,
    requests,
    settled: world.events.settled,
    async stop() {
      try {
        await world.events.settled();
      } finally {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
        for (const { git } of world.repositories.values()) git.close();
        await rm(world.directory, { recursive: true, force: true });
      }
    },
  };
}
