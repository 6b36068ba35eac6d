import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe } from "vitest";
import { findPtOsc, type PtOsc } from "../../../sandbox/percona/find-pt-osc.ts";
import { openProject, type Project } from "../outside/project.ts";
import { flavours, type Row, type Server, startServer } from "../outside/server.ts";

/** A database of its own with a project whose policy gives large tables to a tool. */
export interface OnlineScene {
  server: Server;
  database: string;
  project: Project;
  /** Commits the policy with other lines below `online`. */
  rule(lines: readonly string[]): void;
  query(sql: string): Promise<Row[]>;
}

/** Every table is large enough. */
export const anyTable = ["tool: pt-online-schema-change", "over_bytes: 0"];

function policyOf(database: string, flavour: Server["flavour"], lines: readonly string[]): string {
  return `version: 1
environments:
  test:
    rollout: automatic
    online:
${lines.map((line) => `      ${line}\n`).join("")}instances:
  server: { environment: test, engine: ${flavour === "mysql" ? "mysql-8.4" : "mariadb-10.11"}, connection: SERVER_URL }
databases:
  ${database}: { instances: [server] }
projects:
  app: { migrations: "migrations/*.sql", databases: [${database}] }
`;
}

function openOnline(server: Server, database: string, user = "root"): OnlineScene {
  const { flavour, port } = server;
  const policy = policyOf(database, flavour, anyTable);
  const project = openProject({ database, flavour, port, user, policy });
  return {
    ...{ server, database, project },
    rule: (lines) => project.commit({ ".github/tollgate.yml": policyOf(database, flavour, lines) }),
    query: (sql) => server.query(sql, database),
  };
}

/** The same scenes on each flavour's server, with the real tool on the PATH. */
export function withTool(
  define: (open: () => Promise<OnlineScene>, flavour: Server["flavour"]) => void,
): void {
  describe.each(flavours)("%s", (flavour) => {
    let server: Server;
    let tool: PtOsc;
    const path = process.env.PATH;
    const projects: Project[] = [];
    beforeAll(async () => {
      tool = await findPtOsc((line) => process.stdout.write(`${line}\n`));
      process.env.PATH = `${tool.folder}:${path}`;
      server = await startServer(flavour);
    });
    afterAll(async () => {
      process.env.PATH = path;
      for (const project of projects) project.remove();
      await server?.stop();
      await tool?.remove();
    });
    define(async () => {
      // Processes are found by the name, and other files run beside this one.
      const database = `online_${server.port}_${projects.length}`;
      await server.query(`CREATE DATABASE ${database}`);
      const scene = openOnline(server, database);
      projects.push(scene.project);
      return scene;
    }, flavour);
  });
}

/** Kills every process whose arguments hold a text that only this scene's have: a tool, and what keeps it. */
export function killAll(text: string): number {
  const found = processesOf(text);
  for (const pid of found) process.kill(pid, "SIGKILL");
  return found.length;
}

export function processesOf(text: string): number[] {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && argumentsOf(name).includes(text));
  return all.map(Number).filter((pid) => pid !== process.pid);
}

function argumentsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

const within = 30_000;

/** Waits for something that the test has brought about; where it does not come, the sentence says what did. */
export async function until<Result>(
  ask: () => Promise<Result | undefined> | Result | undefined,
  said: () => string,
): Promise<Result> {
  for (const began = Date.now(); Date.now() - began < within; ) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It did not come within ${within / 1000} seconds. Until now: ${said()}`);
}
