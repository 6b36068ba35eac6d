import { expect, test } from "vitest";
import { resolvedIn } from "../../../../testing/read-trees.ts";
import { expressionsInStatement } from "../walk.ts";

const schema = `
  CREATE TABLE users (id INT NOT NULL PRIMARY KEY, name VARCHAR(50), team_id INT);
  CREATE TABLE orders (nr INT NOT NULL PRIMARY KEY, user_id INT NOT NULL, name VARCHAR(9));
  CREATE TABLE settings (k VARCHAR(9) NOT NULL PRIMARY KEY);
`;

/** Every column reference in the order of the text: `written → alias.column`, with what is special about it. */
function names(text: string): string[] {
  const { statement, resolution } = resolvedIn(schema, text);
  const references = [...expressionsInStatement(statement)].filter(({ kind }) => kind === "column");
  return references
    .sort((a, b) => a.start - b.start)
    .map((reference) => {
      const written = text.slice(reference.start, reference.end);
      const resolved = resolution.columns.get(reference);
      if (resolved?.kind === "variable") return `${written} → variable ${resolved.name}`;
      if (resolved?.kind !== "column") return `${written} → ${resolved?.kind ?? "not visited"}`;
      const { source, column, level, captured } = resolved;
      return `${written} → ${source.alias}.${column?.name ?? "?"}${level > 0 ? ` ${level} out` : ""}${captured ? ", captured" : ""}`;
    });
}

test.each([
  ["DELETE FROM users WHERE ID = users.name", ["ID → users.id", "users.name → users.name"]],
  [
    "DELETE u FROM users u JOIN orders o ON o.user_id = id WHERE u.name = ''",
    ["o.user_id → o.user_id", "id → u.id", "u.name → u.name"],
  ],
  ["DELETE u FROM users u JOIN orders o ON 1 WHERE name = ''", ["name → unresolved"]],
  [
    "DELETE FROM users WHERE id IN (SELECT user_id FROM orders)",
    ["id → users.id", "user_id → orders.user_id"],
  ],
  [
    "DELETE FROM users WHERE id IN (SELECT id FROM settings)",
    ["id → users.id", "id → users.id 1 out, captured"],
  ],
  ["DELETE FROM users WHERE id IN (SELECT id FROM unheard_of)", ["id → users.id", "id → unresolved"]],
  [
    "DELETE FROM users u WHERE EXISTS (SELECT 1 FROM orders WHERE user_id = u.id)",
    ["user_id → orders.user_id", "u.id → u.id 1 out"],
  ],
  ["DELETE FROM unheard_of WHERE a = b", ["a → unheard_of.?", "b → unheard_of.?"]],
  ["DELETE FROM users WHERE users.nothing = 1", ["users.nothing → unresolved"]],
  [
    "UPDATE users u JOIN orders o USING (name) SET u.id = 1 WHERE name = ''",
    ["u.id → u.id", "name → u.name"],
  ],
  [
    "UPDATE users u RIGHT JOIN orders o USING (name) SET nr = 1 WHERE name = ''",
    ["nr → o.nr", "name → o.name"],
  ],
  ["UPDATE users NATURAL JOIN orders SET nr = 1 WHERE name = ''", ["nr → orders.nr", "name → users.name"]],
  [
    "DELETE u FROM users u JOIN (SELECT user_id AS x, nr FROM orders) d ON d.x = nr",
    ["user_id → orders.user_id", "nr → orders.nr", "d.x → d.x", "nr → d.nr"],
  ],
  ["DELETE u FROM users u JOIN (SELECT nr FROM orders) d (y) ON y = 1", ["nr → orders.nr", "y → d.y"]],
  [
    "WITH c (n) AS (SELECT nr FROM orders) DELETE FROM users WHERE id IN (SELECT n FROM c)",
    ["nr → orders.nr", "id → users.id", "n → c.n"],
  ],
  [
    "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c",
    ["n → c.n", "n → c.n"],
  ],
  ["SELECT nr AS z FROM orders ORDER BY z", ["nr → orders.nr", "z → alias"]],
  [
    "SELECT nr FROM orders UNION SELECT id FROM users ORDER BY nr",
    ["nr → orders.nr", "id → users.id", "nr → unresolved"],
  ],
  [
    "DELETE u FROM users u, LATERAL (SELECT nr FROM orders WHERE user_id = u.id) d",
    ["nr → orders.nr", "user_id → orders.user_id", "u.id → u.id 1 out"],
  ],
  [
    "INSERT INTO users (id) SELECT nr FROM orders ON DUPLICATE KEY UPDATE team_id = user_id",
    ["nr → orders.nr", "team_id → users.team_id", "user_id → orders.user_id"],
  ],
  [
    "CREATE PROCEDURE p(id INT) DELETE FROM users WHERE id = users.team_id",
    ["id → variable id", "users.team_id → users.team_id"],
  ],
  [
    "CREATE PROCEDURE p() BEGIN BEGIN DECLARE id INT; SET @a = 1; END; DELETE FROM users WHERE id = 2; END",
    ["id → users.id"],
  ],
  [
    "CREATE PROCEDURE p(ID INT) BEGIN DECLARE n INT; BEGIN DECLARE m INT; UPDATE users SET id = id WHERE n = m; END; END",
    ["id → users.id", "id → variable id", "n → variable n", "m → variable m"],
  ],
  [
    "CREATE TRIGGER t AFTER UPDATE ON users FOR EACH ROW DELETE FROM orders WHERE user_id = OLD.id AND NEW.nr = nr",
    ["user_id → orders.user_id", "OLD.id → variable old.id", "NEW.nr → variable new.nr", "nr → orders.nr"],
  ],
  [
    "CREATE TRIGGER t AFTER UPDATE ON users FOR EACH ROW DELETE new FROM orders new WHERE new.nr = 1",
    ["new.nr → variable new.nr"],
  ],
  [
    "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DECLARE nr INT; DELETE FROM orders ORDER BY nr LIMIT 1; END",
    ["nr → variable nr"],
  ],
  ["CREATE PROCEDURE p(z INT) SELECT nr AS z FROM orders ORDER BY z", ["nr → orders.nr", "z → variable z"]],
])("%s", (text, expected) => {
  expect(names(text)).toEqual(expected);
});

test("an outer join says which tables may be missing", () => {
  const { resolution } = resolvedIn(
    schema,
    "SELECT 1 FROM users u LEFT JOIN orders o ON 1 RIGHT JOIN settings s ON 1",
  );
  expect([...resolution.sources.values()].map(({ alias, nullable }) => [alias, nullable])).toEqual([
    ["u", true],
    ["o", true],
    ["s", false],
  ]);
});
