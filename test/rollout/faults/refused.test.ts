import { expect, test } from "vitest";
import { commit, expectPlain, onBoth, values } from "./scene.ts";

const before = `CREATE TABLE m (n INT PRIMARY KEY) ENGINE = MyISAM; CREATE TABLE c (n INT);
  CREATE PROCEDURE pr() BEGIN INSERT INTO m VALUES (1); PREPARE s FROM 'INSRT'; END`;

/** What the server refuses, and whether something of it may have run; `rows` are those of `m` then. */
const refusals: [sql: string, code: string, rows: number[][], only?: "mysql" | "mariadb"][] = [
  ["INSRT INTO m VALUES (1)", "statement-failed", []],
  ["INSERT INTO m (nope) VALUES (1)", "statement-failed", []],
  ["INSERT INTO nope VALUES (1, '\\'')", "statement-failed", []],
  ["INSERT INTO m VALUES (1), (1)", "in-doubt", [[1]]],
  ["CALL pr()", "in-doubt", [[1]]],
  ["SET sql_mode = 'ORACLE'; BEGIN INSERT INTO m VALUES (1 1); END", "statement-failed", [], "mariadb"],
  ["SET sql_mode = 'ORACLE'; BEGIN INSERT INTO m VALUES (1); pr; END", "in-doubt", [[1]], "mariadb"],
  ["IF 1 THEN INSERT INTO m VALUES (1); EXECUTE IMMEDIATE 'INSRT'; END IF", "in-doubt", [[1]], "mariadb"],
  [
    "BEGIN NOT ATOMIC INSERT INTO m VALUES (1); INSERT INTO nope VALUES (1); END",
    "in-doubt",
    [[1]],
    "mariadb",
  ],
];

onBoth((open, flavour) => {
  const here = refusals.filter(([, , , only = flavour]) => only === flavour);
  test.each(here)("%s: %s", async (sql, code, rows) => {
    const scene = await open();
    await scene.query(before);
    const [first = "", ...rest] = sql.startsWith("SET") ? sql.split(/(?<=E'); /) : [sql];
    const text = [first, ...rest].map((one) => `${one} //\n`).join("");
    commit(scene, { "001.sql": `DELIMITER //\n${text}DELIMITER ;\nINSERT INTO c VALUES (1);\n` });
    const run = await scene.project.apply();
    expectPlain(run);
    expect(run.said).toContain(code);
    if (code !== "in-doubt") expect(run.said).not.toContain("in-doubt");
    expect(await values(scene, "SELECT n FROM m")).toEqual(rows);
    expect(await values(scene, "SELECT n FROM c")).toEqual([]);
  });
});
