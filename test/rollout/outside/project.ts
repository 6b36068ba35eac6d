import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Ended, type Running, tollgate } from "./checkout.ts";

/** A repository with a policy for one database, and the command line in it. */
export interface Project {
  database: string;
  /** Adds or changes files and commits them; `undefined` deletes one. */
  commit(files: Record<string, string | undefined>): void;
  /** Any command that takes an environment. */
  start(command: string, args?: readonly string[], port?: number | string): Running;
  run(command: string, args?: readonly string[], port?: number | string): Promise<Ended>;
  apply(port?: number): Promise<Ended>;
  remove(): void;
}

const decider = ["--actor", "ada", "--reason", "a test"];

/** Which options each command needs beside the environment. */
const needs: Record<string, readonly string[]> = {
  apply: ["--without-gate", ...decider],
  settle: decider,
  skip: decider,
  baseline: decider,
  adopt: decider,
};

export const policyText = (database: string, engine: string) => `version: 1
environments:
  test: { rollout: automatic }
instances:
  server: { environment: test, engine: ${engine}, connection: SERVER_URL }
databases:
  ${database}: { instances: [server] }
projects:
  app: { migrations: "migrations/*.sql", databases: [${database}] }
`;

export function openProject({
  database,
  flavour,
  port,
  user = "root",
  policy = policyText(database, flavour === "mysql" ? "mysql-8.4" : "mariadb-10.11"),
}: {
  database: string;
  flavour: "mysql" | "mariadb";
  port: number;
  user?: string;
  policy?: string;
}): Project {
  const folder = mkdtempSync(join(tmpdir(), "tollgate-outside-"));
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, stdio: "ignore" });
  const project: Project = {
    database,
    commit(files) {
      for (const [path, text] of Object.entries(files)) {
        const file = join(folder, path);
        mkdirSync(dirname(file), { recursive: true });
        if (text === undefined) rmSync(file);
        else writeFileSync(file, text);
      }
      git("add", "--all");
      git(
        "-c",
        "user.name=Ada",
        "-c",
        "user.email=ada@example.test",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "files",
      );
    },
    start: (command, args = [], through: number | string = port) =>
      tollgate([command, "--environment", "test", ...(needs[command] ?? []), ...args], {
        cwd: folder,
        env: { SERVER_URL: `mysql://${user}@127.0.0.1:${through}` },
      }),
    run: (...args) => project.start(...args).ended,
    apply: (through) => project.run("apply", [], through),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  git("init", "--quiet", "--initial-branch=main");
  // Two repositories that begin with the same bytes in the same second would begin with the same commit, as clones do.
  project.commit({ ".github/tollgate.yml": policy, "README.md": folder });
  return project;
}
