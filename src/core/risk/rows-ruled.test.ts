import { describe, expect, test } from "vitest";
import { replayScript } from "../change/replay-script.ts";
import { emptyCatalog } from "../schema/catalog.ts";
import { rowsWritten } from "./rows-written.ts";

const schema = `
  CREATE TABLE people (id INT PRIMARY KEY, mail VARCHAR(50), n INT NOT NULL, UNIQUE (mail));
  CREATE TABLE visits (
    id INT PRIMARY KEY, person INT NOT NULL, host INT, total INT NOT NULL, state ENUM('new','old') NOT NULL,
    maybe ENUM('a'), more INT AS (total + 1) STORED, half INT AS (total / 2), day DATE NOT NULL, slot INT NOT NULL,
    FOREIGN KEY (person) REFERENCES people (id), FOREIGN KEY (host) REFERENCES people (id),
    FOREIGN KEY (day, slot) REFERENCES slots (day, nr),
    CHECK (total > 0), CHECK (slot > 5) NOT ENFORCED
  );
  CREATE TABLE slots (day DATE, nr INT, PRIMARY KEY (day, nr));
`;

/** As MySQL 9.7 was seen to do. */
function choice(text: string) {
  const { statements } = replayScript(`${schema} ${text}`, {
    engine: { flavour: "mysql", version: 90700 },
    catalog: emptyCatalog(),
  });
  const last = statements.at(-1);
  return last && rowsWritten(last)[0]?.choice;
}

describe("what the definition of the table says leaves out no row", () => {
  test.each([
    "DELETE FROM visits WHERE total > 0",
    "DELETE FROM visits WHERE total >= 0",
    "DELETE FROM visits WHERE 0 < total",
    "DELETE FROM visits WHERE NOT total <= 0",
    "DELETE FROM visits WHERE state IN ('new', 'old')",
    "DELETE FROM visits WHERE state = 'old' OR state = 'new'",
    "DELETE FROM visits WHERE state <> 'other'",
    "DELETE FROM visits WHERE more = total + 1",
    "DELETE FROM visits WHERE more > total",
    "DELETE FROM visits WHERE more <> total",
    "DELETE FROM visits WHERE more > 1",
    "CREATE VIEW v AS SELECT id, total FROM visits WHERE total > 5; DELETE FROM v WHERE total > 5",
    "CREATE VIEW v AS SELECT id, total FROM visits; DELETE FROM v WHERE total > 0",
    "CREATE VIEW v (k, t) AS SELECT id, total FROM visits WHERE id > 3; DELETE FROM v WHERE k > 2 AND t > 0",
    "CREATE VIEW v AS SELECT * FROM visits; CREATE VIEW w AS SELECT * FROM v; DELETE FROM w WHERE state IN ('new', 'old')",
    "CREATE VIEW v AS SELECT more AS m, total AS t FROM visits; UPDATE v SET t = 9 WHERE m > t",
    "UPDATE visits SET n = 1 WHERE total IS NOT NULL AND total > 0",
    "DELETE FROM visits WHERE person IN (SELECT id FROM people)",
    "DELETE FROM visits WHERE person = ANY (SELECT p.id FROM people p)",
    "DELETE FROM visits v WHERE EXISTS (SELECT 1 FROM people WHERE people.id = v.person)",
    "DELETE FROM visits WHERE EXISTS (SELECT * FROM people p WHERE person = p.id)",
    "DELETE v FROM visits v JOIN people p ON p.id = v.person",
    "DELETE v FROM visits v, people p WHERE v.person = p.id",
    "DELETE visits FROM visits JOIN slots USING (day) WHERE slots.nr = visits.slot",
    "DELETE FROM visits WHERE (day, slot) IN (SELECT day, nr FROM slots)",
    "DELETE FROM visits WHERE EXISTS (SELECT 1 FROM slots s WHERE s.day = visits.day AND s.nr = visits.slot)",
  ])("%s", (text) => expect(choice(text)).toBe("every"));
});

describe("what it says leaves some out", () => {
  test.each([
    "DELETE FROM visits WHERE total > 1",
    "DELETE FROM visits WHERE more > 2",
    "DELETE FROM visits WHERE more > slot",
    "CREATE TABLE t (id INT, a INT AS (b), b INT AS (a)); DELETE FROM t WHERE a = 1",
    "CREATE VIEW v AS SELECT id, total FROM visits WHERE total > 5; DELETE FROM v WHERE total > 6",
    "CREATE VIEW v AS SELECT v.id, p.n FROM visits v JOIN people p ON p.id = v.person WHERE p.n > 5; DELETE FROM v WHERE id > 5",
    "CREATE VIEW v AS SELECT id, total FROM visits WHERE id = 1; DELETE FROM v WHERE id = 1",
    "CREATE VIEW v (total, id) AS SELECT id, total FROM visits WHERE total > 5; DELETE FROM v WHERE total > 5",
    "CREATE VIEW v AS SELECT id, total FROM visits WHERE total > 5 OR id > 5; UPDATE v SET id = 1 WHERE total > 5",
    "DELETE FROM visits WHERE state = 'new'",
    "DELETE FROM visits WHERE maybe IN ('a')",
    "DELETE FROM visits WHERE slot > 5",
    "DELETE FROM visits WHERE half = total / 2",
    "DELETE FROM visits WHERE host IN (SELECT id FROM people)",
    "DELETE FROM visits WHERE id IN (SELECT id FROM people)",
    "DELETE FROM visits WHERE person IN (SELECT n FROM people)",
    "DELETE FROM visits WHERE person IN (SELECT id FROM people WHERE n > 5)",
    "DELETE FROM visits WHERE person IN (SELECT id FROM people LIMIT 1)",
    "DELETE v FROM visits v JOIN people p ON p.id = v.person WHERE p.n = 5",
    "DELETE v FROM visits v JOIN people p ON p.id = v.person AND p.id = v.host",
    "DELETE v FROM visits v JOIN people p ON p.id = v.host",
    "DELETE p FROM visits v JOIN people p ON p.id = v.person",
    "DELETE FROM people WHERE id IN (SELECT person FROM visits)",
  ])("%s", (text) => expect(choice(text)).toBe("some"));
});

describe("what no row is in", () => {
  test.each([
    "DELETE FROM slots WHERE nr NOT IN (SELECT id FROM people WHERE 1 = 0)",
    "DELETE FROM slots WHERE nr > ALL (SELECT id FROM people WHERE FALSE)",
    "DELETE FROM slots WHERE NOT EXISTS (SELECT id FROM people LIMIT 0)",
    "DELETE FROM visits WHERE id IN (SELECT v.id FROM (TABLE visits) v)",
    "DELETE v FROM visits v JOIN (TABLE visits) w ON w.id = v.id",
  ])("every row: %s", (text) => expect(choice(text)).toBe("every"));

  test.each([
    "DELETE FROM slots WHERE nr NOT IN (SELECT id FROM people WHERE n = 0)",
    "DELETE FROM slots WHERE nr > ALL (SELECT id FROM people WHERE n = 5 AND nr = id)",
    "DELETE FROM slots WHERE nr > ALL (SELECT MAX(id) FROM people WHERE FALSE)",
  ])("not so: %s", (text) => expect(choice(text)).not.toBe("every"));
});

describe("rows that are read from the table that they are written to", () => {
  test.each([
    "INSERT INTO people (id, n) SELECT id, n FROM people AS old ON DUPLICATE KEY UPDATE n = 0",
    "INSERT INTO people (n, mail) SELECT n, mail FROM people p WHERE p.id = p.id ON DUPLICATE KEY UPDATE n = 0",
    "INSERT INTO people SELECT * FROM people p ON DUPLICATE KEY UPDATE n = 0",
    "REPLACE INTO people (id, n) SELECT id, 0 FROM people",
    "REPLACE INTO people SELECT id, mail, 0 FROM people",
    "INSERT INTO people TABLE people ON DUPLICATE KEY UPDATE n = 0",
    "INSERT INTO people (TABLE people) ON DUPLICATE KEY UPDATE n = 0",
    "INSERT INTO people SELECT * FROM (TABLE people) t ON DUPLICATE KEY UPDATE n = 0",
    "INSERT INTO people (id, n) WITH c AS (SELECT * FROM people) SELECT id, n FROM c ON DUPLICATE KEY UPDATE n = 0",
    "INSERT INTO people (id, n) SELECT id, n FROM people UNION SELECT 9, 1 ON DUPLICATE KEY UPDATE n = 0",
    "REPLACE INTO people (id) SELECT id FROM (SELECT id FROM people) n",
    "REPLACE INTO people (id) SELECT k FROM (SELECT id AS k FROM people) n",
    "REPLACE INTO people (id) WITH c (k) AS (TABLE slots), d AS (SELECT id FROM people WHERE n IS NOT NULL) SELECT id FROM d",
  ])("all of them: %s", (text) => expect(choice(text)).toBe("every"));

  test.each([
    "INSERT INTO people (id, n) SELECT id, n FROM people AS old",
    "INSERT INTO people (id, n) SELECT id, n FROM people AS old WHERE n = 5 ON DUPLICATE KEY UPDATE n = 0",
    "INSERT INTO people (id, n) SELECT id + 9, n FROM people AS old ON DUPLICATE KEY UPDATE n = 0",
    "INSERT INTO people (id, n) SELECT n, id FROM people AS old ON DUPLICATE KEY UPDATE n = 0",
    "INSERT INTO people (id, n) SELECT id, n FROM people AS old LIMIT 5 ON DUPLICATE KEY UPDATE n = 0",
    "REPLACE INTO people (id, n) SELECT id, total FROM visits",
    "REPLACE INTO people (id) SELECT id FROM (SELECT id FROM people WHERE n = 5) n",
    "REPLACE INTO people (id) SELECT id FROM (SELECT n AS id, id AS n FROM people) n",
    "REPLACE INTO people (id) SELECT id FROM (SELECT id FROM people LIMIT 5) n",
    "REPLACE INTO people (id) SELECT id FROM people EXCEPT SELECT 9",
    "REPLACE INTO people (id) SELECT id FROM people INTERSECT SELECT 9",
    "REPLACE INTO people (id) (SELECT id FROM people LIMIT 5)",
    "REPLACE INTO people (id) WITH people AS (SELECT 1 AS id) SELECT id FROM people",
  ])("not so: %s", (text) => expect(choice(text)).toBe(undefined));
});
