import { describe, expect, test } from "vitest";
import { askedIn } from "../outside/answer.ts";
import { commit, meetOnce, onBoth, values } from "./scene.ts";

/** A row in `log` for each time that the function is called. */
const before = `CREATE TABLE log (n INT); CREATE TABLE t (id INT PRIMARY KEY, a INT); INSERT INTO t VALUES (1, 1);
  CREATE FUNCTION note() RETURNS INT DETERMINISTIC MODIFIES SQL DATA BEGIN INSERT INTO log VALUES (1); RETURN 1; END;
  CREATE VIEW v AS SELECT note() AS x; CREATE VIEW over_v AS SELECT x FROM v`;

const readings = [
  "SELECT * FROM v",
  "SELECT COUNT(x) FROM (SELECT x FROM over_v WHERE x > 0) q",
  "SET @x = (SELECT MAX(x) FROM v)",
  "SELECT x INTO @z FROM v",
  "DO (SELECT x FROM v)",
  "TABLE v",
  "WITH q AS (SELECT * FROM v) SELECT * FROM q",
];

onBoth((open, flavour) => {
  describe("a view that calls what writes is never read twice", () => {
    test.each(readings.filter((sql) => flavour === "mysql" || !sql.startsWith("TABLE")))(
      "%s",
      async (reading) => {
        const scene = await open();
        await scene.query(before);
        // An optimizer may call it more than once for one reading.
        await scene.query(reading);
        const once = await values(scene, "SELECT COUNT(*) FROM log");
        await scene.query("DELETE FROM log");
        commit(scene, { "001.sql": `${reading};\nUPDATE t SET a = a + 1;\n` });
        meetOnce(scene, {
          when: new RegExp(`^${reading.replace(/[()*]/g, "\\$&")}`),
          at: "answered",
        });
        const { said } = await scene.project.apply(scene.proxy.port);
        expect(askedIn(said), said).toBeDefined();
        expect(await values(scene, "SELECT COUNT(*) FROM log")).toEqual(once);
      },
    );
  });
});
