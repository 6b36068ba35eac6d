import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { findClient } from "../../sandbox/mysql/find-client.ts";
import { policyText } from "../../test/rollout/outside/project.ts";

const dbmateVersion = "2.36.0";
const knexVersion = "3.3.0";

/** The same statements, file by file, as each program wants them; `run` carries them to a fresh database. */
export interface Program {
  name: string;
  run(database: string, port: number): Promise<void>;
}

const nameOf = (i: number) => `${20260101000000 + i}_change`;

/** In `folder`, which is new. */
export async function programs(folder: string, files: readonly (readonly string[])[]): Promise<Program[]> {
  install(folder);
  const sql = files.map((statements) => statements.map((one) => `${one};\n`).join(""));
  writeAll(folder, "dbmate", sql, (text) => `-- migrate:up\n${text}\n-- migrate:down\n`, "sql");
  writeAll(
    folder,
    "knex",
    files.map((statements) => JSON.stringify(statements)),
    (text) =>
      `exports.up = async (k) => { for (const sql of ${text}) await k.raw(sql); }; exports.down = () => {};`,
    "cjs",
  );
  const client = await findClient(() => {});
  const bin = (name: string) => join(folder, "node_modules", ".bin", name);
  const root = (port: number) => `mysql://root@127.0.0.1:${port}`;
  return [
    { name: "tollgate", run: (database, port) => applyIn(join(folder, "tollgate", database), port) },
    {
      name: "dbmate",
      run: (database, port) =>
        wait(bin("dbmate"), [
          "--url",
          `${root(port)}/${database}`,
          "-d",
          join(folder, "dbmate"),
          "--no-dump-schema",
          "up",
        ]),
    },
    {
      name: "knex",
      run: (database, port) => {
        const settings = {
          client: "mysql2",
          connection: `${root(port)}/${database}`,
          migrations: { directory: join(folder, "knex") },
        };
        writeFileSync(join(folder, "knexfile.cjs"), `module.exports = ${JSON.stringify(settings)};`);
        return wait(bin("knex"), ["migrate:latest", "--knexfile", join(folder, "knexfile.cjs")]);
      },
    },
    {
      name: "client",
      run: (database, port) => {
        const [program = "mysql", ...args] = client.command;
        return wait(
          program,
          [...args, "--no-defaults", "-h127.0.0.1", `-P${port}`, "-uroot", "--binary-mode", database],
          { input: sql.join("") },
        );
      },
    },
  ];
}

function install(folder: string): void {
  const packages = [`dbmate@${dbmateVersion}`, `knex@${knexVersion}`, "mysql2@3"];
  execFileSync("npm", ["install", "--prefix", folder, "--no-save", "--silent", ...packages], {
    stdio: "ignore",
  });
}

function writeAll(
  folder: string,
  kind: string,
  texts: readonly string[],
  write: (text: string) => string,
  end: string,
) {
  mkdirSync(join(folder, kind), { recursive: true });
  for (const [i, text] of texts.entries())
    writeFileSync(join(folder, kind, `${nameOf(i)}.${end}`), write(text));
}

export function applyIn(cwd: string, port: number): Promise<void> {
  const decider = ["--without-gate", "--actor", "ada", "--reason", "bench"];
  const env = { SERVER_URL: `mysql://root@127.0.0.1:${port}` };
  return wait(process.execPath, [resolve("dist/cli.js"), "apply", "--environment", "test", ...decider], {
    cwd,
    env,
  });
}

/** What is no part of a rollout: the repository is there, and committed. */
export function prepareTollgate(
  folder: string,
  database: string,
  files: readonly (readonly string[])[],
): void {
  const own = join(folder, "tollgate", database);
  mkdirSync(join(own, ".github"), { recursive: true });
  writeFileSync(join(own, ".github/tollgate.yml"), policyText(database, "mysql-8.4"));
  const texts = files.map((statements) => statements.map((one) => `${one};\n`).join(""));
  writeAll(own, "migrations", texts, (text) => text, "sql");
  commitAll(own);
}

export function commitAll(folder: string): void {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, stdio: "ignore" });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("-c", "user.name=Ada", "-c", "user.email=ada@example.test", "commit", "--quiet", "-m", "files");
}

interface Options {
  cwd?: string;
  env?: Record<string, string>;
  input?: string;
}

export function wait(
  program: string,
  args: readonly string[],
  { cwd, env, input = "" }: Options = {},
): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text) => {
        said = (said + text).slice(-2_000);
      });
    child.once("error", fail);
    child.once("close", (code) =>
      code === 0 ? done() : fail(new Error(`${program} ended with ${code}: ${said}`)),
    );
    child.stdin.end(input);
  });
}
