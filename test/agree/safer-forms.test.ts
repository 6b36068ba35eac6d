import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needMySql, type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import type { SaferForm } from "../../src/core/assessment.ts";
import { exampleSchema } from "../../src/core/risk/example-schema.ts";
import { factors } from "../../src/core/risk/factors.ts";
import { split } from "../../src/core/sql/split/split.ts";
import { saferForms } from "../../src/testing/safer-forms.ts";
import { engineOf } from "./differential/engine-of.ts";

/** Beside the factors' own risky examples: what they do not show. */
const more = [
  "ALTER TABLE `users` ADD COLUMN (`size` INT NOT NULL, nick VARCHAR(9))",
  "ALTER TABLE users ADD a CHAR(3) NOT NULL, ADD b ENUM('x','y') NOT NULL, ADD c DECIMAL(4,2) NOT NULL AFTER age",
  "ALTER TABLE users ADD size INT, DROP INDEX by_email",
  "ALTER TABLE users ADD UNIQUE (email); ALTER TABLE users DROP INDEX email",
  "ALTER TABLE orders RENAME COLUMN placed TO placed_at",
  "ALTER TABLE users CHANGE name title VARCHAR(100) NOT NULL DEFAULT '' COMMENT 'Dr.'",
  "ALTER TABLE orders CHANGE placed at DATETIME(6) NOT NULL",
  "ALTER TABLE users MODIFY age INT NOT NULL DEFAULT 18",
  "ALTER TABLE users ENGINE=InnoDB, COMMENT 'a, b'",
  "ALTER TABLE users FORCE, ADD INDEX (age), ADD nick INT",
  "ALTER TABLE users ADD nick VARCHAR(9), ADD INDEX by_nick (nick), ALTER age SET DEFAULT 3",
  "ALTER TABLE users RENAME COLUMN age TO years, ADD INDEX by_years (years)",
  "ALTER TABLE users ADD a INT; ALTER TABLE users ADD b INT AFTER a; ALTER TABLE users DROP a",
  "ALTER TABLE notes ADD INDEX (id); ALTER TABLE notes ADD PRIMARY KEY (id)",
  "ALTER TABLE visits DROP PRIMARY KEY; ALTER TABLE visits ADD PRIMARY KEY (seen, id)",
  "ALTER TABLE orders DROP FOREIGN KEY of_user; ALTER TABLE orders DROP INDEX by_user",
  "ALTER TABLE users ADD nick VARCHAR(50), ALGORITHM=COPY, LOCK = SHARED",
  "INSERT INTO notes SELECT id, name FROM users",
  "ALTER TABLE notes ADD `order` INT INVISIBLE; REPLACE INTO notes VALUES (7, 'x')",
  "DELETE FROM users WHERE age > 2 LIMIT 1",
  "DELETE FROM visits",
  "CREATE TABLE IF NOT EXISTS a (id INT PRIMARY KEY, n INT DEFAULT 3)",
  "TRUNCATE notes",
  "DROP TABLE orders, notes",
];
const scripts = [...new Set([...factors.flatMap((one) => (one.rewrite ? one.examples.risky : [])), ...more])];

const rows = `INSERT INTO users VALUES (1, 'ada', 'a@x', 36), (2, 'bob', 'b@x', 7), (3, 'cleo', NULL, 80);
INSERT INTO orders (user_id, total, state) VALUES (1, 2.5, 'new'), (2, 3, 'paid');
INSERT INTO notes VALUES (1, 'one'), (2, NULL); INSERT INTO visits VALUES (1, '2023-05-05'), (2, '2024-05-05');`;

let servers: StartedServers;

beforeAll(async () => {
  servers = await startServers(["safer"], { log: (line) => process.stdout.write(`${line}\n`) });
  needMySql(servers);
});

afterAll(() => servers?.stop());

test("a safer form runs, and leaves what its statement leaves: at once, or with what is left for later", async () => {
  const connection = await createConnection({ uri: servers.server("safer").url, multipleStatements: true });
  const { flavour, version } = engineOf(servers);
  const engine = `${flavour}-${Math.floor(version / 10_000)}.${Math.floor((version % 10_000) / 100)}`;
  const differing: unknown[] = [];
  const tried = new Map<string, number>();
  try {
    // One moment for all, which a trigger writes into rows.
    await connection.query("SET timestamp = 1700000000");
    for (const script of scripts) {
      const forms = saferForms(`${script};\n`, { engines: [engine] });
      const asked = forms.length > 0 ? await seenAfter(connection, [script]) : undefined;
      for (const { factor, at, form } of forms) {
        tried.set(factor, (tried.get(factor) ?? 0) + 1);
        const seen = await seenAfter(connection, instead(script, at, form));
        const problem = compare(form, asked as Seen, seen);
        if (problem) differing.push({ script, factor, form, problem });
      }
    }
  } finally {
    await connection.end();
  }
  process.stdout.write(
    `${[...tried.values()].reduce((a, b) => a + b, 0)} safer forms of ${tried.size} factors\n`,
  );
  expect(differing).toEqual([]);
  expect([...tried.keys()].sort()).toEqual(
    factors.flatMap(({ id, rewrite }) => (rewrite && !unseen.has(id) ? [id] : [])).sort(),
  );
}, 600_000);

/** Their statements cost nothing that a lighter form would save on this server. */
const unseen: ReadonlySet<string> = new Set(["block-writes"]);

interface Seen {
  refused: string | undefined;
  schema: string;
  data: string;
}

function compare(form: SaferForm, asked: Seen, seen: Seen): object | undefined {
  if (seen.refused !== undefined) return seen;
  const isHand = form.lines === undefined;
  const isOther = !form.equivalent && form.later.length === 0;
  if (!isHand && !isOther && asked.schema !== seen.schema) return { asked: asked.schema, seen: seen.schema };
  return form.equivalent && asked.data !== seen.data ? { asked: asked.data, seen: seen.data } : undefined;
}

/** The script with the form in the place of what it replaces, then what is left for later. */
function instead(script: string, at: number, form: SaferForm): string[] {
  const own = split(`${script};`).statements.map(({ text }) => text);
  // The one that puts several together stands in place of all of them.
  const from =
    form.sql.split(/;\n/).length === 1 && /\bALTER\b.*,/s.test(form.sql) && form.equivalent
      ? firstOf(own, at)
      : at;
  return [...own.slice(0, from), form.sql, ...own.slice(at + 1), ...form.later];
}

function firstOf(own: readonly string[], at: number): number {
  const head = (i: number) => /^ALTER TABLE \S+/.exec(own[i] ?? "")?.[0];
  let from = at;
  while (from > 0 && head(from - 1) !== undefined && head(from - 1) === head(at)) from--;
  return from;
}

/** Tables and rows after the statements, over the example schema with some rows. */
async function seenAfter(connection: Connection, statements: readonly string[]): Promise<Seen> {
  const setting = "DROP DATABASE IF EXISTS safer; CREATE DATABASE safer; USE safer";
  for (const sql of [setting, exampleSchema, rows]) await connection.query(sql);
  try {
    for (const sql of statements) await connection.query(sql);
  } catch (error) {
    return { refused: String(error), schema: "", data: "" };
  }
  const [tables] = await connection.query<RowDataPacket[]>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'safer' AND table_type = 'BASE TABLE' ORDER BY 1",
  );
  const [schema, data]: [string[], string[]] = [[], []];
  for (const { name } of tables) {
    const [created] = await connection.query<RowDataPacket[]>(`SHOW CREATE TABLE \`${name}\``);
    schema.push(normalise(String(created[0]?.["Create Table"])));
    const [found] = await connection.query<RowDataPacket[]>(`SELECT * FROM \`${name}\``);
    data.push(
      found
        .map((row) => JSON.stringify(row))
        .sort()
        .join("\n"),
    );
  }
  return { refused: undefined, schema: schema.join("\n"), data: data.join("\n\n") };
}

/** Without counters; indexes in one order. */
function normalise(created: string): string {
  const lines = created
    .replace(/ AUTO_INCREMENT=\d+/, "")
    .split("\n")
    .map((line) => line.replace(/,$/, ""));
  const isKey = (line: string) => /^ {2}(UNIQUE |FULLTEXT )?KEY /.test(line);
  return [...lines.filter((line) => !isKey(line)), ...lines.filter(isKey).sort()].join("\n");
}
