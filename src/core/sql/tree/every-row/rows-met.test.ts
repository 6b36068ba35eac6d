import { describe, expect, test } from "vitest";
import { resolvedIn } from "../../../../testing/read-trees.ts";
import { rowsMet } from "./rows-met.ts";

const schema = `
  CREATE TABLE pets (
    id INT NOT NULL PRIMARY KEY, name VARCHAR(50) NOT NULL, nick VARCHAR(50), age INT, legs TINYINT UNSIGNED NOT NULL,
    weight FLOAT NOT NULL, price DECIMAL(8,2) NOT NULL, kind ENUM('cat','dog') NOT NULL, born DATE NOT NULL, owner INT, doc JSON NOT NULL
  );
  CREATE TABLE owners (nr INT NOT NULL PRIMARY KEY, city VARCHAR(50));
`;

/** Which rows of the first target a statement meets. */
function met(text: string) {
  const { statement, resolution } = resolvedIn(schema, text);
  if (statement.kind !== "delete" && statement.kind !== "update") throw new Error("No UPDATE and no DELETE.");
  const sources = resolution.blocks.get(statement)?.sources ?? [];
  const target = statement.kind === "delete" ? statement.targets[0] : "p";
  const source = sources.find(({ alias }) => alias === target) ?? sources[0];
  return source && rowsMet(statement, source, resolution);
}

const where = (condition: string) => met(`DELETE FROM pets WHERE ${condition}`);

describe("every row, whatever the rows are", () => {
  test.each([
    "1",
    "NOT 0",
    "id = 5 OR TRUE",
    "id = id",
    "pets.id = ID",
    "nick <=> nick",
    "id IN (id, 3)",
    "id BETWEEN id AND id",
    "id IS NOT NULL",
    "NOT (id IS NULL)",
    "(id IS NULL) = 0",
    "nick IS NULL OR nick IS NOT NULL",
    "nick = 'a' OR nick <> 'a' OR nick IS NULL",
    "legs >= 0",
    "NOT legs < 0",
    "legs BETWEEN 0 AND 255",
    "id <= 2147483647",
    "id < 5 OR id >= 5",
    "id <= 5 OR id >= 6",
    "NOT (id > 5 AND id <= 5)",
    "price < 5 OR price >= 5",
    "weight <> 0.1 OR weight = 0.1",
    "(id = 5) XOR (id <> 5)",
    "(id > 5) IS NOT NULL",
    "(age > 5) IS TRUE OR (age > 5) IS NOT TRUE",
    "kind = 'cat' OR kind <> 'cat'",
    "born < '2020-01-01' OR born >= '2020-01-01'",
    "COALESCE(NULL, 1)",
    "COALESCE(nick, '') IS NOT NULL",
    "COALESCE(id, 0) = id",
    "id + 0 = id",
    "IF(id IS NULL, 0, 1)",
    "CASE WHEN id IS NULL THEN 0 ELSE 1 END",
    "LOWER(name) = LOWER(name)",
    "LENGTH(name) >= 0",
    "CONCAT(nick, 'x') IS NOT NULL OR nick IS NULL",
    "name LIKE '%'",
    "name REGEXP '.*'",
    "legs % 4 < 4",
    "ISNULL(born) = 0",
    "GREATEST(name, 'm') >= 'm'",
    "(CASE WHEN nick IS NULL THEN 0 ELSE 1 END) < 2",
    "LEFT(name, 0) = ''",
    "REGEXP_LIKE(name, '.*')",
    "name LIKE '%' ESCAPE '|'",
    "born IS NULL XOR 1",
    "weight * 1 = weight",
    "weight - 0 <=> weight",
    "weight <> 0.25 OR weight <> 1",
    "born < '2020-01-01' OR born > '2019-01-01'",
    "ABS(legs) = legs",
    "GREATEST(id, id) = id",
    "CONCAT(name, 'x') <> name",
    "SHA2(name, 256) IS NOT NULL",
    "id + 1 > id",
    "name <> 'bob' OR name <> 'eve'",
    "CHAR_LENGTH(name) <= 50",
    "NULLIF(id, id) IS NULL",
    "name LIKE 'a%' OR name NOT LIKE 'a%'",
    "IFNULL(age = 3, 1) OR age <> 3",
    "price BETWEEN -999999.99 AND 999999.99",
    "name = name COLLATE utf8mb4_bin",
    "EXISTS (SELECT COUNT(*) FROM owners WHERE nr = owner)",
    "(SELECT COUNT(*) FROM owners WHERE nr = owner) >= 0",
    "(SELECT id) <=> id",
    "id IN (SELECT id FROM (SELECT * FROM pets) q)",
    "MOD(id, 1) = 0",
    "id - id = 0",
    "@x := 1",
    "(id, name) = (id, name)",
    "id = 1 OR id = 2 OR NOT (id = 1 AND id = 2)",
    "EXISTS (SELECT 1 FROM (SELECT * FROM pets) q)",
    "EXISTS (SELECT 1 FROM (SELECT id FROM pets) q WHERE q.id = pets.id)",
    "id IN (SELECT id FROM (SELECT id FROM pets) q WHERE q.id = pets.id)",
    "id IN (SELECT id FROM (SELECT id FROM pets LIMIT 18446744073709551615) q)",
    "id NOT IN (SELECT q.id FROM (SELECT id FROM pets) q WHERE q.id <> pets.id)",
    "id <= (SELECT MAX(id) FROM (SELECT id FROM pets) q)",
    "NOT (SELECT MIN(name) FROM (SELECT name FROM pets) q) > name",
    "(SELECT COUNT(*) FROM owners WHERE nr = owner) + 1",
    "(SELECT COUNT(*) FROM owners WHERE nr = owner LIMIT 1) >= 0",
    "NOT EXISTS (SELECT 1 FROM owners WHERE nr = owner AND 0)",
    "SUBSTR(name, 1, 0) = ''",
    "- -id = id",
    "DEFAULT(age) IS NULL",
  ])("%s", (condition) => {
    expect(where(condition)).toBe("every");
  });

  test.each([
    "DELETE FROM pets",
    "DELETE p FROM pets p JOIN owners o",
    "DELETE p FROM pets p LEFT JOIN owners o ON o.nr = p.owner",
    "DELETE p FROM pets p JOIN pets q ON p.id = q.id",
    "DELETE p FROM pets p JOIN pets q USING (id, name)",
    "UPDATE pets p JOIN owners o ON p.id IS NOT NULL SET p.age = 1",
    "DELETE p FROM pets p LEFT JOIN owners o ON o.nr = p.owner WHERE o.nr IS NULL OR o.nr IS NOT NULL",
    "WITH x AS (SELECT id FROM pets) DELETE FROM pets WHERE id IN (SELECT id FROM x)",
    "WITH x AS (SELECT * FROM pets), y AS (SELECT id AS n FROM x) DELETE FROM pets WHERE EXISTS (SELECT 1 FROM y WHERE n = pets.id)",
    "WITH x AS (SELECT id FROM pets) DELETE p FROM pets p JOIN x ON x.id = p.id",
    "WITH x AS (SELECT id FROM pets) DELETE FROM pets WHERE id >= (SELECT MIN(id) FROM x)",
  ])("%s", (text) => {
    expect(met(text)).toBe("every");
  });
});

describe("all or none of the rows, which one not hanging on them", () => {
  test.each([
    "EXISTS (SELECT 1 FROM owners)",
    "NOT EXISTS (SELECT 1 FROM owners WHERE city = 'x')",
    "(SELECT COUNT(*) FROM owners) > 0",
    "3 IN (SELECT nr FROM owners)",
    "id IN (SELECT id FROM owners)",
    "id NOT IN (SELECT id FROM owners WHERE city = 'x')",
    "id = ANY (SELECT pets.id FROM owners)",
    "EXISTS (SELECT 1 FROM owners WHERE pets.id = pets.id AND city = 'x')",
    "? = 1",
    "@x",
    "NOW() > '2030-01-01'",
    "'ä' = 'a'",
    "@@sql_mode = '' AND id IS NOT NULL",
    "id IN (SELECT id + 0 FROM owners)",
    "id IN (SELECT id FROM owners UNION SELECT id + 0 FROM owners WHERE nr = 3)",
  ])("%s", (condition) => {
    expect(where(condition)).toBe("all-or-none");
  });

  test.each([
    "DELETE p FROM pets p CROSS JOIN owners o WHERE o.city = 'x'",
    "DELETE p FROM pets p LEFT JOIN owners o ON o.city = 'x' WHERE o.nr IS NULL",
    "UPDATE pets p, owners o SET p.age = 1 WHERE o.nr > 5",
    "WITH x AS (SELECT nr FROM owners) DELETE p FROM pets p JOIN x a JOIN x b ON a.nr <> b.nr",
  ])("%s", (text) => {
    expect(met(text)).toBe("all-or-none");
  });
});

describe("all of the rows where something is so that does not hang on them, and else some", () => {
  test.each([
    "id = 5 OR EXISTS (SELECT 1 FROM owners)",
    "id = 5 OR id IN (SELECT id FROM owners)",
    "id IN (SELECT id FROM owners UNION SELECT 5)",
    "id = 5 OR 1 IN (SELECT nr FROM owners)",
    "id = 5 OR (SELECT COUNT(*) FROM owners) > 0",
    "id = 5 OR 3 = (SELECT nr FROM owners LIMIT 1)",
    "(id = 5 OR @x) AND (age = 3 OR @y)",
    "IF(@x, id = 5, id IS NOT NULL)",
    `${Array.from({ length: 200 }, (_, i) => `(id > ${i} AND age > ${i})`).join(" OR ")} OR EXISTS (SELECT 1 FROM owners)`,
  ])("%.60s", (condition) => {
    expect(where(condition)).toBe("all-or-some");
  });
});

describe("no row", () => {
  test.each([
    "0",
    "1 = 2",
    "NULL",
    "id = NULL",
    "id <> NULL",
    "id IN (NULL)",
    "legs < 0",
    "id + 1 = id + 2",
    "id > 5 AND id < 5",
    "EXISTS (SELECT 1 FROM owners WHERE nr = owner AND 0)",
    "nick NOT IN (SELECT q.nick FROM (SELECT nick FROM pets) q)",
    "id IN (SELECT q.id FROM (SELECT id FROM pets) q WHERE pets.id > q.id)",
  ])("%s", (condition) => {
    expect(where(condition)).toBe("none");
  });
});

describe("it may choose, so nothing is said", () => {
  test.each([
    "id = 5",
    "id <> 5",
    "nick = nick",
    "nick IS NOT NULL",
    "age >= 5 OR age < 5",
    "age <=> 5",
    "id < 5 OR id > 5",
    "price <= 5 OR price >= 6",
    "name = 'a' OR name > 'a'",
    "name = 'a' OR name <> 'A'",
    "name LIKE name",
    "name LIKE 'a%'",
    "name REGEXP '^.*$'",
    "id % 2 = 0",
    "RAND() < 0.5",
    "RAND() = RAND()",
    "@x := id",
    "(@x := @x + 1) > 3 OR @x = 1",
    "price(id) = price(id)",
    "LENGTH(nick) >= 0",
    "COALESCE(nick, 0)",
    "doc = '1' OR doc <> '1'",
    "born IS NULL",
    "ISNULL(born)",
    "NOT NOT (born IS NULL) AND id > 0",
    "owner IN (SELECT nr FROM owners)",
    "owner IN (SELECT owner FROM owners)",
    "EXISTS (SELECT 1 FROM owners WHERE nr = owner)",
    "(SELECT COUNT(*) FROM owners WHERE nr = pets.id) > 0",
    "id IN (SELECT id FROM unheard_of)",
    "legs BETWEEN '0' AND 255",
    "unheard_of",
    "(id = 5 OR @x) AND age = 3",
    "id IN (SELECT id FROM (SELECT id FROM pets LIMIT 5) q)",
    "id IN (SELECT id FROM (SELECT id FROM pets LIMIT 18446744073709551615 OFFSET 1) q)",
    "EXISTS (SELECT 1 FROM (SELECT nick FROM pets) q WHERE q.nick = pets.nick)",
    "EXISTS (SELECT 1 FROM (SELECT id FROM pets) q WHERE q.id = pets.age)",
    "EXISTS (SELECT 1 FROM (SELECT id FROM pets) q WHERE q.id = pets.id LIMIT 1 OFFSET 1)",
    "id < (SELECT MAX(id) FROM (SELECT id FROM pets) q)",
    "kind <= (SELECT MAX(kind) FROM (SELECT kind FROM pets) q)",
    "id <= (SELECT MAX(id) FROM (SELECT id FROM pets) q WHERE q.id <> 5)",
    "SUBSTR(nick, 1, 0) = ''",
    "-id = id",
  ])("%s", (condition) => {
    expect(where(condition)).toBe("some");
  });

  test.each([
    "DELETE p FROM pets p JOIN owners o ON o.nr = p.owner",
    "DELETE p FROM pets p JOIN owners o WHERE o.nr = p.owner",
    "DELETE p FROM pets p LEFT JOIN owners o ON o.nr = p.owner WHERE o.nr IS NULL",
    "DELETE p FROM owners o LEFT JOIN pets p ON o.nr = p.owner",
    "DELETE p FROM pets p JOIN pets q ON p.name = q.name AND p.id > q.id",
    "DELETE p FROM pets p JOIN pets q ON p.nick = q.nick",
    "DELETE p FROM pets p JOIN pets PARTITION (p0) q ON p.id = q.id",
    "DELETE p FROM pets p LEFT JOIN pets q ON q.id = 5 WHERE q.id = p.id",
    "DELETE p FROM pets p NATURAL JOIN unheard_of",
    "WITH x AS (SELECT id FROM pets LIMIT 1) DELETE FROM pets WHERE id IN (SELECT id FROM x)",
    "WITH x AS (SELECT id FROM pets WHERE age > 3) DELETE FROM pets WHERE id IN (SELECT id FROM x)",
    "WITH x AS (SELECT id FROM pets) DELETE p FROM pets p JOIN x a ON a.id = p.id JOIN x b ON b.id < p.id",
    "DELETE p FROM pets p, LATERAL (SELECT 1 FROM owners WHERE nr = p.owner) d",
    "DELETE FROM unheard_of WHERE a = a",
  ])("%s", (text) => {
    expect(met(text)).toBe("some");
  });
});

describe("common tables that read the one before twice", () => {
  const chain = (length: number, next: (before: string) => string) =>
    Array.from({ length }, (_, i) => `, c${i + 1} AS (${next(`c${i}`)})`).join("");

  test.each([
    chain(60, (c) => `SELECT id FROM ${c} UNION ALL SELECT id FROM ${c}`),
    chain(60, (c) => `SELECT * FROM ${c} UNION ALL SELECT * FROM ${c}`),
    chain(60, (c) => `SELECT id + id AS id FROM ${c}`),
    chain(60, (c) => `SELECT COALESCE(a.id, b.id) AS id FROM ${c} a LEFT JOIN ${c} b ON 1`),
    chain(3000, (c) => `SELECT id FROM ${c} WHERE id > 5`),
  ])("%.70s…", (rest) => {
    const last = `c${rest.split(" AS (").length - 1}`;
    const text = `WITH c0 AS (SELECT id FROM pets)${rest} DELETE FROM pets WHERE id IN (SELECT id FROM ${last}) OR id < (SELECT MAX(id) FROM ${last})`;
    expect(met(text)).toBe("some");
  });
});

describe("what is too much is not tried, and takes no longer for it", () => {
  test.each([
    Array.from({ length: 20_000 }, (_, i) => `id = ${i}`).join(" OR "),
    Array.from({ length: 3000 }, (_, i) => `(id > ${i} XOR age > ${i})`).join(" AND "),
    `${"IF(id <=> (".repeat(60)}1${"), 1, age <=> 2)".repeat(60)}`,
  ])("%.30s…", (condition) => {
    const start = performance.now();
    expect(where(condition)).toBe("some");
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
