import { rollOutTo } from "../test/rollout/one-target.ts";
import { cuttingProxy, type CutAt } from "../test/rollout/cutting-proxy.ts";
import { createConnection } from "mysql2/promise";
const url = process.argv[2]!; const user = process.argv[3] ?? "root"; const step = Number(process.argv[4] ?? 1); const mode = process.argv[5] ?? "same";
const u = new URL(url);
const admin = await createConnection({ uri: url, multipleStatements: true });
const maria = /maria/i.test(((await admin.query("SELECT VERSION() v")) as any)[0][0].v);
const proxy = await cuttingProxy(u.hostname, Number(u.port));
const migrations = {
 "m/001_a.sql": `CREATE TABLE seen (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(20) NOT NULL, n INT NOT NULL DEFAULT 0);
    INSERT INTO seen (what) VALUES ('one');
    ALTER TABLE seen ADD COLUMN more INT NOT NULL DEFAULT 7;
    ALTER TABLE seen MODIFY COLUMN more BIGINT NOT NULL DEFAULT 7;
    UPDATE seen SET n = n + 1;`,
 "m/002_b.sql": `BEGIN;
    INSERT INTO seen (what) VALUES ('two');
    UPDATE seen SET more = more * 2, n = n + 1;
    COMMIT;
    CREATE VIEW glance AS SELECT what FROM seen;
    CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b (id INT PRIMARY KEY);
    INSERT INTO a VALUES (1); INSERT INTO b VALUES (2);
    RENAME TABLE a TO tmp, b TO a, tmp TO b;
    TRUNCATE TABLE b;
    DROP TABLE IF EXISTS missing, alsomissing;
    CREATE TABLE pt (id INT PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20));
    ALTER TABLE pt ADD PARTITION (PARTITION p2 VALUES LESS THAN (30));
    UPDATE seen SET more = more + 1, n = n + 1;`,
 "m/003_c.sql": `CREATE PROCEDURE p() UPDATE seen SET n = n + 1;
    CREATE TRIGGER tr BEFORE INSERT ON b FOR EACH ROW SET NEW.id = NEW.id + 100;
    INSERT INTO b VALUES (1);
    CREATE OR REPLACE VIEW glance AS SELECT what, n FROM seen;
    DROP TRIGGER tr;
    ALTER TABLE seen DROP COLUMN more, ADD COLUMN more INT NOT NULL DEFAULT 3;
    UPDATE seen SET more = more + 1, n = n + 1;
    DROP TABLE pt;
    CALL p();
    DROP PROCEDURE p;`,
};
const proxied = new URL(url); proxied.port = String(proxy.port); proxied.username = user;
const direct = new URL(url); direct.username = user;
async function dump() {
  const q = async (sql: string) => JSON.stringify(((await admin.query(sql)) as any)[0]);
  return [await q("SELECT what, n, more FROM trial.seen ORDER BY id"), await q("SELECT * FROM trial.a ORDER BY id"), await q("SELECT * FROM trial.b ORDER BY id"), await q("SELECT TABLE_NAME t FROM information_schema.TABLES WHERE TABLE_SCHEMA='trial' ORDER BY 1"), await q("SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA='trial'")].join("\n");
}
const fresh = () => admin.query("DROP DATABASE IF EXISTS trial; CREATE DATABASE trial");
await fresh();
const start = proxy.questions();
const whole = await rollOutTo({ url: proxied.href, database: "trial", migrations });
if (whole.stop) { console.log(whole.stop); process.exit(1); }
const total = proxy.questions() - start;
const expected = await dump();
console.log("questions", total); console.log(expected);
let stats = { trials: 0, doubts: 0, wrong: 0, again: 0, done: 0, runs: 0 };
const doubts: Record<string, number> = {};
for (let n = 1; n <= total; n += step) for (const when of ["before", "after"] as CutAt[]) {
  await fresh();
  const abort = new AbortController();
  proxy.cutAt(n, when);
  proxy.onCut(mode === "same" ? () => undefined : () => abort.abort());
  let run: any; let error: any;
  try { run = await rollOutTo({ url: proxied.href, database: "trial", migrations }, undefined, abort.signal); } catch (e) { error = e; }
  stats.trials++;
  const question = proxy.cutQuestion();
  let guard = 0;
  while ((error || run.stop) && guard++ < 6) {
    if (error && (error.name !== "UserError")) console.log("ERROR", n, when, question, error);
    if (run?.stop?.code === "in-doubt") {
      stats.doubts++;
      const [[row]] = (await admin.query("SELECT * FROM trial.tollgate_ledger ORDER BY id DESC LIMIT 1")) as any;
      const text = run.stop.what.slice(0, 90).replace(/\n/g, " ");
      doubts[text] = (doubts[text] ?? 0) + 1;
      break;
    }
    stats.runs++; error = undefined;
    try { run = await rollOutTo({ url: direct.href, database: "trial", migrations }); } catch (e) { error = e; await new Promise(r => setTimeout(r, 500)); }
  }
  if (error) { console.log("NEVER", n, when, question, error.message); stats.wrong++; continue; }
  if (run.stop?.code === "in-doubt") continue;
  if (run.stop) { console.log("STOP", n, when, question, run.stop); stats.wrong++; continue; }
  const got = await dump();
  if (got !== expected) { console.log("WRONG", n, when, question, "\n", got); stats.wrong++; }
  const [rows] = (await admin.query("SELECT event, detail FROM trial.tollgate_ledger")) as any;
  for (const r of rows) { if (/By what it changed/.test(r.detail)) stats.done++; if (/nothing of it has taken/.test(r.detail)) stats.again++; }
}
console.log(stats, doubts);
process.exit(0);
