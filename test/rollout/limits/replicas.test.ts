import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectPlain, untilSaid } from "../faults/scene.ts";
import { openProject, type Project, policyText } from "../outside/project.ts";
import { flavours, type Server, startServer } from "../outside/server.ts";

const words = {
  mysql: {
    status: "SHOW BINARY LOG STATUS",
    follow: (port: number, file: string, at: number) =>
      `CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=${port}, SOURCE_USER='root', SOURCE_LOG_FILE='${file}', SOURCE_LOG_POS=${at}, GET_SOURCE_PUBLIC_KEY=1; START REPLICA`,
    list: "SHOW REPLICAS",
    stop: "STOP REPLICA SQL_THREAD",
    start: "START REPLICA SQL_THREAD",
  },
  mariadb: {
    status: "SHOW MASTER STATUS",
    follow: (port: number, file: string, at: number) =>
      `CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=${port}, MASTER_USER='root', MASTER_LOG_FILE='${file}', MASTER_LOG_POS=${at}; START SLAVE`,
    list: "SHOW SLAVE HOSTS",
    stop: "STOP SLAVE SQL_THREAD",
    start: "START SLAVE SQL_THREAD",
  },
};

describe.each(flavours)("%s: a primary and its replica", (flavour) => {
  const own = words[flavour];
  let primary: Server;
  let replica: Server;
  let databases = 0;
  const projects: Project[] = [];
  beforeAll(async () => {
    primary = await startServer(flavour);
    replica = await startServer(flavour, ["--server-id=2", "--report-host=127.0.0.1", "--relay-log=relay"]);
    const [at] = await primary.query(own.status);
    await replica.query(own.follow(primary.port, String(at?.File), Number(at?.Position)));
    await until(async () => (await primary.query(own.list)).length > 0);
  });
  afterAll(async () => {
    for (const project of projects) project.remove();
    await replica?.stop();
    await primary?.stop();
  });

  async function open(limits: string, migrations: Record<string, string>) {
    const database = `lag_${++databases}`;
    await primary.query(
      `CREATE DATABASE ${database}; CREATE TABLE ${database}.t (id INT PRIMARY KEY, n INT)`,
    );
    await primary.query(`INSERT INTO t VALUES (1, 0), (2, 0), (3, 0), (4, 0), (5, 0)`, database);
    await until(async () => (await replica.query("SELECT id FROM t", database).catch(() => [])).length === 5);
    const engine = flavour === "mysql" ? "mysql-8.4" : "mariadb-10.11";
    const project = openProject({
      ...{ database, flavour, port: primary.port },
      policy: policyText(database, engine).replace("automatic }", `automatic, ${limits} }`),
    });
    projects.push(project);
    project.commit(migrations);
    return project;
  }

  async function secondsBehind(): Promise<number> {
    const [row] = await replica.query("SHOW REPLICA STATUS");
    return Number(row?.Seconds_Behind_Source ?? row?.Seconds_Behind_Master ?? 0);
  }

  const two = {
    "migrations/001.sql": "UPDATE t SET n = 1 WHERE id = 1;\nUPDATE t SET n = 2 WHERE id = 2;\n",
  };

  test("what it is behind is waited for, and told in seconds", async () => {
    const project = await open("max_lag: 1s", two);
    const blocker = await replica.connect(project.database);
    // What the replica applies waits for its reader, and its age grows.
    await blocker.query("LOCK TABLES t READ");
    await primary.query("UPDATE t SET n = 9 WHERE id = 3", project.database);
    await until(async () => (await secondsBehind()) > 1);
    const run = project.start("apply");
    await untilSaid(run, new RegExp(`waits: replica 127.0.0.1:${replica.port} is \\d+ s behind, limit 1 s`));
    await blocker.query("UNLOCK TABLES");
    blocker.destroy();
    const ended = await run.ended;
    expect(ended.said).toMatch(/goes on: it waited \d+ s for replicas/);
    expect(ended).toMatchObject({ code: 0 });
  });

  test("one that applies nothing stops the run after lag_wait, and the next run goes on", async () => {
    const project = await open("max_lag: 1s, lag_wait: 2s", two);
    await replica.query(own.stop);
    const run = await project.apply();
    expectPlain(run);
    expect(run.said).toContain("applies nothing (its replication is stopped)");
    expect(run.said).toContain("replica-behind");
    expect(run.code).toBe(1);
    await replica.query(own.start);
    expect(await project.apply()).toMatchObject({ code: 0 });
    expect(await primary.query("SELECT SUM(n) AS n FROM t", project.database)).toEqual([{ n: "3" }]);
  });

  test("or the run goes on where the policy says so", async () => {
    const project = await open("max_lag: 1s, lag_wait: 1s, on_lag: continue", two);
    await replica.query(own.stop);
    const run = await project.apply();
    await replica.query(own.start);
    expect(run.said).toContain("as the policy's on_lag says");
    expect(run).toMatchObject({ code: 0 });
  });

  test("batches pause for it, and a cancel ends the pause; the next run goes on there", async () => {
    const project = await open("max_lag: 1s", {
      "migrations/001.sql":
        "-- tollgate:batch 1\nUPDATE t SET n = UNIX_TIMESTAMP() - UNIX_TIMESTAMP() + id;\n",
    });
    const holder = await primary.connect(project.database);
    await holder.query("BEGIN; SELECT * FROM t WHERE id = 3 FOR UPDATE");
    const run = project.start("apply");
    const waiting = "SELECT trx_id FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'";
    await until(async () => (await primary.query(waiting)).length > 0);
    await replica.query(own.stop);
    // Replicas are asked once a second at most.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    holder.destroy();
    await untilSaid(run, /waits: replica/);
    expect(await primary.query("SELECT id FROM t WHERE n = 0", project.database)).not.toHaveLength(0);
    run.kill("SIGTERM");
    const ended = await run.ended;
    expectPlain(ended);
    expect(ended.said).toContain("cancelled");
    await replica.query(own.start);
    expect(await project.apply()).toMatchObject({ code: 0 });
    expect(await primary.query("SELECT SUM(n) AS n FROM t", project.database)).toEqual([{ n: "15" }]);
  });
});

async function until(look: () => Promise<boolean>): Promise<void> {
  while (!(await look())) await new Promise((resolve) => setTimeout(resolve, 100));
}
