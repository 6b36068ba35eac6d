import { readdirSync, readFileSync } from "node:fs";
import { openProject, type Project } from "../outside/project.ts";
import type { Row, Server } from "../outside/server.ts";

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

export function openOnline(server: Server, database: string, user = "root"): OnlineScene {
  const { flavour, port } = server;
  const policy = policyOf(database, flavour, anyTable);
  const project = openProject({ database, flavour, port, user, policy });
  return {
    ...{ server, database, project },
    rule: (lines) => project.commit({ ".github/tollgate.yml": policyOf(database, flavour, lines) }),
    query: (sql) => server.query(sql, database),
  };
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
