import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { load } from "js-yaml";
import type { NewApp, SandboxApp } from "../github/apps/create-app.ts";
import { type SandboxGitHub, startGitHub } from "../github/server.ts";
import type { StartedServers } from "../mysql/start-servers.ts";
import { type Runner, startRunner } from "../runner/start-runner.ts";
import { type Database, openDatabase } from "./database.ts";
import { type Person, person } from "./person.ts";
import { policyText, type SceneRules } from "./policy-text.ts";
import { startBot } from "./start-bot.ts";

export const repository = "acme/demo";
const root = join(import.meta.dirname, "../..");
const workflows = ["tollgate-review.yml", "tollgate-rollout.yml", "tollgate-dispatch.yml"];

/** Everybody who appears: a developer, two Project Owners, DBA, Tester, and somebody who may write but holds no role. */
const cast = ["alice", "olivia", "oscar", "dan", "tina", "mallory"] as const;
export type Login = (typeof cast)[number];

/** A GitHub with one repository, the bot, the runner and two servers: what a scene plays on. */
export interface Stage {
  github: SandboxGitHub;
  runner: Runner;
  as(login: Login): Person;
  test: Database;
  prod: Database;
  /** An administrator changes the rules on main. */
  changeRules(rules: SceneRules): Promise<void>;
  /** Until every webhook is answered and every workflow has ended. */
  settled(): Promise<void>;
  botLog(): string;
  /** The bare git repository. */
  directory: string;
  close(): Promise<void>;
}

export async function buildStage(wish: {
  servers: StartedServers;
  rules: SceneRules;
  databaseThere: boolean;
}): Promise<Stage> {
  const { servers, rules } = wish;
  const urls = { test: servers.server("test").url, prod: servers.server("prod").url };
  const [test, prod] = await Promise.all([openDatabase(urls.test), openDatabase(urls.prod)]);
  for (const database of [test, prod]) {
    await refuseToOverwrite(database);
    if (wish.databaseThere) await database.run("CREATE DATABASE test_db");
  }
  const github = await startGitHub();
  for (const login of ["root", ...cast]) github.createUser(login);
  github.createOrganisation("acme", { owners: ["root"], members: cast });
  github.createTeam("acme", "dba", ["dan"]);
  github.createTeam("acme", "qa", ["tina"]);
  const app = await createBotApp(github);
  const teams = createTeamsApp(github);
  const policy = (next: SceneRules) => policyText({ appId: app.id, engine: engineOf(servers), rules: next });
  const directory = await createDemoRepository(github, policy(rules), secretsOf(urls, teams));
  github.protectBranch(repository, "main", {
    requiredChecks: [{ context: "tollgate: main", appId: app.id }],
    enforceAdmins: false,
  });
  app.install(repository);
  teams.install(repository);
  const runner = await startRunner(github, {
    actionFolder: root,
    vars: { TOLLGATE_TEAMS_APP_ID: String(teams.id) },
  });
  const bot = await startBot({ root, app, github: github.url });
  return {
    github,
    runner,
    as: (login) => person(github, login, repository),
    test,
    prod,
    async changeRules(next) {
      const files = { ".github/tollgate.yml": policy(next) };
      await github.push(repository, { branch: "main", actor: "root", files, message: "New rules" });
      await github.settled();
    },
    settled: () => github.settled(),
    botLog: () => bot.log(),
    directory,
    async close() {
      await github.settled();
      await bot.stop();
      await runner.stop();
      for (const database of [test, prod]) await database.run("DROP DATABASE IF EXISTS test_db");
      await Promise.all([github.stop(), test.close(), prod.close()]);
    },
  };
}

/** The servers may be the user's own. */
async function refuseToOverwrite(database: Database): Promise<void> {
  if ((await database.schema("test_db")) === undefined) return;
  throw new Error(
    "There is a database test_db on this server, which the demo would overwrite. Drop it yourself.",
  );
}

type Secrets = Record<"test" | "prod", Record<string, string>>;

function secretsOf(urls: { test: string; prod: string }, teams: SandboxApp): Secrets {
  const test = { TEST_DATABASE_URL: urls.test, TOLLGATE_TEAMS_PRIVATE_KEY: teams.privateKey };
  return { test, prod: { ...test, PROD_DATABASE_URL: urls.prod } };
}

/** Gives its folder. */
async function createDemoRepository(github: SandboxGitHub, policy: string, secrets: Secrets) {
  const shipped = workflows.map(async (file) => [
    `.github/workflows/${file}`,
    await readFile(join(root, "examples/workflows", file), "utf8"),
  ]);
  const { directory } = await github.createRepository({
    owner: "acme",
    name: "demo",
    files: {
      "README.md": "# Demo\n",
      ".github/tollgate.yml": policy,
      ...Object.fromEntries(await Promise.all(shipped)),
    },
  });
  for (const holder of [...cast, "acme/dba", "acme/qa"]) github.grant(repository, holder, "write");
  for (const name of ["test", "prod"] as const)
    github.createEnvironment(repository, name, { branches: ["main"], secrets: secrets[name] });
  return directory;
}

/** As the policy names it: `mysql-8.4`, `mariadb-11.8`. */
function engineOf({ flavour, version }: StartedServers): string {
  return `${flavour}-${version.split(".").slice(0, 2).join(".")}`;
}

interface Manifest {
  default_permissions: NewApp["permissions"];
  default_events: string[];
}

/** The bot's App, as its manifest registers it. */
async function createBotApp(github: SandboxGitHub): Promise<SandboxApp> {
  const manifest = load(await readFile(join(root, "app.yml"), "utf8")) as Manifest;
  const { default_permissions: permissions, default_events: events } = manifest;
  return github.createApp({ slug: "tollgate", permissions, events });
}

/** The App whose token lets a rollout read teams: the workflow's own permissions, and "Members: read". */
function createTeamsApp(github: SandboxGitHub): SandboxApp {
  const workflow = {
    contents: "read",
    pull_requests: "write",
    checks: "read",
    actions: "read",
    deployments: "write",
  } as const;
  return github.createApp({
    slug: "tollgate-teams",
    permissions: { ...workflow, members: "read" },
    events: [],
  });
}
