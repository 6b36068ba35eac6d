import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { load } from "js-yaml";
import type { NewApp, SandboxApp } from "../github/apps/create-app.ts";
import { type SandboxGitHub, startGitHub } from "../github/server.ts";
import type { StartedServers } from "../mysql/start-servers.ts";
import { type Runner, startRunner } from "../runner/start-runner.ts";
import { createDemoRepository, repository } from "./create-repository.ts";
import { type Database, openDatabase } from "./database.ts";
import { type Person, person } from "./person.ts";
import { policyText, type SceneRules } from "./policy-text.ts";
import { startBot } from "./start-bot.ts";

const root = join(import.meta.dirname, "../..");

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
  const directory = await createDemoRepository(github, {
    root,
    policy: policy(rules),
    urls,
    teamsKey: teams.privateKey,
  });
  for (const holder of [...cast, "acme/dba", "acme/qa"]) github.grant(repository, holder, "write");
  const byBot = rules.gate !== "action";
  const check = { context: "tollgate: main", ...(byBot && { appId: app.id }) };
  github.protectBranch(repository, "main", { requiredChecks: [check], enforceAdmins: false });
  app.install(repository);
  teams.install(repository);
  const runner = await startRunner(github, {
    actionFolder: root,
    machine: { TOLLGATE_WRITE_PAUSES: "off" },
    vars: { TOLLGATE_TEAMS_APP_ID: String(teams.id) },
  });
  const bot = byBot ? await startBot({ root, app, github: github.url }) : undefined;
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
    botLog: () => bot?.log() ?? "there is none",
    directory,
    async close() {
      await bot?.stop();
      await runner.stop();
      for (const database of [test, prod]) {
        await database.run("DROP DATABASE IF EXISTS test_db");
        await database.close();
      }
      await github.stop();
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

/** The App whose token lets the workflows read teams, as their comments say. */
function createTeamsApp(github: SandboxGitHub): SandboxApp {
  return github.createApp({ slug: "tollgate-teams", permissions: { members: "read" }, events: [] });
}
