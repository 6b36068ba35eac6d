import { rollOutTo } from "../test/rollout/one-target.ts";
import { createConnection } from "mysql2/promise";
const url = process.argv[2]!;
const c = await createConnection({ uri: url, multipleStatements: true });
await c.query("DROP DATABASE IF EXISTS trial; CREATE DATABASE trial");
const migrations = {
 "m/001_a.sql": `CREATE TABLE seen (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(20) NOT NULL);
    INSERT INTO seen (what) VALUES ('one');
    ALTER TABLE seen ADD COLUMN more INT NOT NULL DEFAULT 7;`,
 "m/002_b.sql": `BEGIN;
    INSERT INTO seen (what) VALUES ('two');
    UPDATE seen SET more = more * 2;
    COMMIT;
    CREATE VIEW glance AS SELECT what FROM seen;
    UPDATE seen SET more = more + 1;`,
 "m/003_c.sql": `CREATE PROCEDURE p() INSERT INTO seen (what) VALUES ('three');
    CALL p();
    SET @x = 5; INSERT INTO seen (what, more) VALUES ('x', @x);
    DROP PROCEDURE p; TRUNCATE TABLE seen;`,
};
const [[q1]] = await c.query("SHOW GLOBAL STATUS LIKE 'Questions'") as any;
const run = await rollOutTo({ url, database: "trial", migrations });
const [[q2]] = await c.query("SHOW GLOBAL STATUS LIKE 'Questions'") as any;
console.log(run.stop, run.files.map(f => [f.task.migration.path, f.status, f.outcomes.length]), q2.Value - q1.Value);
console.log(run.diff);
const [rows] = await c.query("SELECT id, event, path, statement s, `through` t, LEFT(detail, 150) d FROM trial.tollgate_ledger") as any;
for (const r of rows) console.log(r.id, r.event, r.path, r.s, r.t, r.d);
c.destroy();
