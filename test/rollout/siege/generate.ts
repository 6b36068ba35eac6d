import { inBatches } from "./batched.ts";
import { type Marked, type MarkedFile, type Marks, marksOf } from "./history.ts";
import { randomOf, type SiegeRandom } from "./random.ts";

/** A history nobody thought of, and what has to be there before it. */
export interface Generated {
  before: string;
  files: MarkedFile[];
  /** Tables that a person makes only when a statement has failed for want of them. */
  missing: readonly string[];
}

/** Numbers that the server gives skip what was rolled back, so only one table has them, and nobody compares them. */
const before = `
  CREATE TABLE a (id INT PRIMARY KEY, n INT NOT NULL DEFAULT 0, s VARCHAR(40));
  CREATE TABLE b LIKE a;
  CREATE TABLE watched LIKE a;
  CREATE TABLE seen (n INT);
  CREATE TABLE walk LIKE a; INSERT INTO walk (id, n) VALUES (1, 1), (2, 1), (4, 1), (7, 1), (8, 1), (9, 1), (20, 1);
  CREATE TABLE gone LIKE a;
  CREATE TABLE numbered (id INT AUTO_INCREMENT PRIMARY KEY);
  CREATE TABLE my (n INT, s VARCHAR(40)) ENGINE=MyISAM; INSERT INTO my VALUES (0, 'first');
  INSERT INTO a (id, n) VALUES (1, 1), (2, 2), (3, 3); INSERT INTO b (id, n) VALUES (1, 10), (2, 20);
  CREATE TRIGGER watch AFTER INSERT ON watched FOR EACH ROW INSERT INTO seen (n) VALUES (NEW.n);`;

/** What the statements so far of a file have made, and what the next one may therefore use. */
interface Pen {
  marks: Marks;
  random: SiegeRandom;
  /** A number that no other statement has. */
  fresh(): number;
  /** Tables that DDL of this history made: they may be changed and dropped. */
  made: string[];
  /** Variables of this file's session. */
  variables: string[];
  missing: string[];
}

type Phrase = (pen: Pen) => Marked[];

const table = ({ random }: Pen) => random.oneOf(["a", "b"] as const);

/** A value: a literal, or something that the session or the tables have. */
function value({ random, variables, fresh }: Pen): string {
  const [variable] = variables.slice(-1);
  const literal = String(fresh());
  if (variable && random.below(2) === 0) return `@${variable}`;
  return random.oneOf([literal, literal, "(SELECT COALESCE(MAX(x.n), 0) + 1 FROM seen x)"]);
}

const someRows = ({ random }: Pen) => `id % 3 = ${random.below(3)}`;

/** Each changes a row wherever it runs: the log has nothing of a statement that changes none. */
const changes: readonly [Phrase, ...Phrase[]] = [
  (pen) => [
    pen.marks.rows("INSERT", `INSERT MARK INTO ${table(pen)} (id, n) VALUES (${pen.fresh()}, ${value(pen)})`),
  ],
  (pen) => [
    pen.marks.rows(
      "INSERT SELECT",
      `INSERT MARK INTO a (id, n, s) SELECT id + ${pen.fresh()}000, n, 'b' FROM b WHERE id < 3`,
    ),
  ],
  (pen) => [
    pen.marks.rows(
      "UPDATE",
      `UPDATE MARK ${table(pen)} SET n = n + ${pen.fresh()} WHERE ${someRows(pen)} OR id = 1`,
    ),
  ],
  (pen) => {
    const id = pen.fresh();
    return [
      pen.marks.rows("INSERT", `INSERT MARK INTO b (id) VALUES (${id})`),
      pen.marks.rows("DELETE", `DELETE MARK FROM b WHERE id = ${id}`),
    ];
  },
  (pen) => [
    pen.marks.rows(
      "REPLACE",
      `REPLACE MARK INTO b (id, n) VALUES (${1 + pen.random.below(3)}, -${pen.fresh()})`,
    ),
  ],
];

/** In files of their own, since much that may stand before them rules batches out. Nothing else changes these tables. */
const batched: readonly [Phrase, ...Phrase[]] = [
  (pen) => [
    inBatches(pen.marks, "UPDATE in batches", {
      table: "walk",
      sql: `UPDATE MARK walk SET n = n + ${pen.fresh()}`,
      where: "n > 0",
      ids: [1, 2, 4, 7, 8, 9, 20],
      size: 1 + pen.random.below(4),
    }),
  ],
  (pen) => {
    const ids = Array.from({ length: 5 }, () => pen.fresh());
    return [
      pen.marks.rows("INSERT", `INSERT MARK INTO gone (id) VALUES ${ids.map((id) => `(${id})`).join(", ")}`),
      inBatches(pen.marks, "DELETE in batches", {
        table: "gone",
        sql: "DELETE MARK FROM gone",
        where: "n < 5",
        ids,
        size: 1 + pen.random.below(3),
      }),
    ];
  },
];

const apart: readonly [Phrase, ...Phrase[]] = [
  (pen) => [
    pen.marks.rows("INSERT with a trigger", `INSERT MARK INTO watched (id, n) VALUES (${pen.fresh()}, 1)`),
  ],
  (pen) => [pen.marks.rows("INSERT into MyISAM", `INSERT MARK INTO my (n) VALUES (${value(pen)})`)],
  (pen) => [pen.marks.rows("UPDATE of MyISAM", `UPDATE MARK my SET n = n + ${pen.fresh()}`)],
  (pen) =>
    pen.marks.procedure("CALL", `p${pen.fresh()}`, ["INSERT MARK INTO a (id, n) VALUES (x, x)"], pen.fresh()),
  (pen) =>
    pen.marks.procedure(
      "CALL of two statements",
      `p${pen.fresh()}`,
      ["INSERT MARK INTO a (id, n) VALUES (x, x)", "UPDATE MARK b SET n = n + x"],
      pen.fresh(),
    ),
];

const definitions: readonly [Phrase, ...Phrase[]] = [
  (pen) => {
    const name = `t${pen.fresh()}`;
    pen.made.push(name);
    return [pen.marks.ddl("CREATE TABLE", `CREATE TABLE ${name} (id INT PRIMARY KEY, n INT)`)];
  },
  (pen) =>
    ofMade(pen, (name) =>
      pen.marks.ddl("ADD COLUMN", `ALTER TABLE ${name} ADD COLUMN c${pen.fresh()} INT NOT NULL DEFAULT 3`),
    ),
  (pen) => ofMade(pen, (name) => pen.marks.ddl("ADD INDEX", `CREATE INDEX i${pen.fresh()} ON ${name} (n)`)),
  (pen) =>
    ofMade(pen, (name) =>
      pen.marks.ddl(
        "DROP and ADD COLUMN",
        `ALTER TABLE ${name} DROP COLUMN n, ADD COLUMN n INT COMMENT '${pen.fresh()}'`,
      ),
    ),
  (pen) =>
    ofMade(pen, (name) => pen.marks.rows("INSERT", `INSERT MARK INTO ${name} (id) VALUES (${pen.fresh()})`)),
  (pen) => {
    const name = pen.made.shift();
    if (!name) return [];
    const next = `r${pen.fresh()}`;
    pen.made.push(next);
    return [pen.marks.ddl("RENAME TABLE", `RENAME TABLE ${name} TO ${next}`)];
  },
  (pen) => {
    const name = pen.made.shift();
    return name ? [pen.marks.ddl("DROP TABLE", `DROP TABLE ${name}`, `DROP TABLE \`${name}\``)] : [];
  },
  (pen) => {
    const name = `v${pen.fresh()}`;
    return [pen.marks.ddl("CREATE VIEW", `CREATE VIEW ${name} AS SELECT n FROM a`, `VIEW \`${name}\``)];
  },
];

const session: readonly [Phrase, ...Phrase[]] = [
  (pen) => [pen.marks.quiet("SET @v", `SET @${variable(pen)} = ${pen.fresh()}`)],
  (pen) => [pen.marks.quiet("SELECT INTO @v", `SELECT COUNT(*) INTO @${variable(pen)} FROM b`)],
  (pen) => [
    pen.marks.quiet("SET sql_mode", "SET @old_mode = @@sql_mode, sql_mode = 'PIPES_AS_CONCAT'"),
    pen.marks.rows("INSERT under sql_mode", `INSERT MARK INTO a (id, s) VALUES (${pen.fresh()}, 'a' || 'b')`),
    pen.marks.quiet("SET sql_mode", "SET sql_mode = @old_mode"),
  ],
  (pen) => [
    pen.marks.rows("INSERT that numbers", "INSERT MARK INTO numbered VALUES (NULL)"),
    pen.marks.rows(
      "INSERT of LAST_INSERT_ID()",
      `INSERT MARK INTO a (id, n) SELECT ${pen.fresh()}, LAST_INSERT_ID() - MAX(id) FROM numbered`,
    ),
  ],
  (pen) => [
    pen.marks.rows("UPDATE", `UPDATE MARK a SET n = n + ${pen.fresh()} WHERE id < 3 OR id = ${pen.fresh()}`),
    pen.marks.rows(
      "INSERT of ROW_COUNT()",
      `INSERT MARK INTO b (id, n) VALUES (${pen.fresh()}, ROW_COUNT())`,
    ),
  ],
  (pen) => [
    pen.marks.quiet("CREATE TEMPORARY TABLE", "CREATE TEMPORARY TABLE brief (n INT)"),
    pen.marks.quiet("INSERT into a temporary table", `INSERT INTO brief VALUES (${pen.fresh()})`),
    pen.marks.rows(
      "INSERT SELECT of a temporary table",
      "INSERT MARK INTO a (id, s) SELECT n, 'brief' FROM brief",
    ),
    pen.marks.quiet("DROP TEMPORARY TABLE", "DROP TEMPORARY TABLE brief"),
  ],
  (pen) => [
    pen.marks.rows(
      "UPDATE with :=",
      `UPDATE MARK a SET n = (@${variable(pen)} := n + ${pen.fresh()}) WHERE id = 1`,
    ),
  ],
];

const blocks: readonly [Phrase, ...Phrase[]] = [
  (pen) => [pen.marks.quiet("BEGIN", "BEGIN"), ...some(pen, changes, 3), pen.marks.quiet("COMMIT", "COMMIT")],
  (pen) => [
    pen.marks.quiet("BEGIN", "BEGIN"),
    ...some(pen, changes, 2),
    pen.marks.quiet("SET @v", `SET @${variable(pen)} = ${pen.fresh()}`),
    ...some(pen, changes, 2),
    pen.marks.quiet("COMMIT", "COMMIT"),
  ],
  (pen) => [
    pen.marks.quiet("BEGIN", "BEGIN"),
    pen.marks.undone("INSERT before ROLLBACK", `INSERT MARK INTO b (id) VALUES (${pen.fresh()})`),
    pen.marks.quiet("ROLLBACK", "ROLLBACK"),
  ],
  (pen) => [
    pen.marks.quiet("BEGIN", "BEGIN"),
    ...some(pen, changes, 2),
    ...some(pen, definitions, 1),
    ...some(pen, changes, 1),
    pen.marks.quiet("COMMIT", "COMMIT"),
  ],
  (pen) => {
    const [make, call] = pen.marks.procedure(
      "CALL in a transaction",
      `p${pen.fresh()}`,
      ["INSERT MARK INTO a (id) VALUES (x)"],
      pen.fresh(),
    );
    return [
      make,
      pen.marks.quiet("BEGIN", "BEGIN"),
      ...some(pen, changes, 2),
      call,
      ...some(pen, changes, 1),
      pen.marks.quiet("COMMIT", "COMMIT"),
    ];
  },
  (pen) => [
    pen.marks.quiet("SET autocommit = 0", "SET autocommit = 0"),
    ...some(pen, changes, 3),
    pen.marks.quiet("COMMIT", "COMMIT"),
    pen.marks.quiet("SET autocommit = 1", "SET autocommit = 1"),
  ],
  (pen) => [
    pen.marks.quiet("LOCK TABLES", "LOCK TABLES b WRITE"),
    pen.marks.rows("INSERT under LOCK TABLES", `INSERT MARK INTO b (id) VALUES (${pen.fresh()})`),
    pen.marks.quiet("UNLOCK TABLES", "UNLOCK TABLES"),
  ],
  (pen) => {
    const name = `missing${pen.fresh()}`;
    pen.missing.push(name);
    return [
      ...some(pen, changes, 1),
      pen.marks.rows("INSERT that fails once", `INSERT MARK INTO ${name} VALUES (1)`),
    ];
  },
  (pen) => {
    const name = `missing${pen.fresh()}`;
    pen.missing.push(name);
    const fails = pen.marks.rows("INSERT that fails once", `INSERT MARK INTO ${name} VALUES (1)`);
    return [
      pen.marks.quiet("BEGIN", "BEGIN"),
      ...some(pen, changes, 2),
      fails,
      pen.marks.quiet("COMMIT", "COMMIT"),
    ];
  },
];

const phrases = [
  changes,
  changes,
  apart,
  definitions,
  definitions,
  session,
  session,
  blocks,
  blocks,
] as const;

/** Some files of a few phrases each; a seed is a history. */
export function generate(seed: number, database: string, howMany: number): Generated {
  const random = randomOf(seed);
  let last = 100;
  const pen: Pen = {
    marks: marksOf(database),
    random,
    fresh: () => ++last,
    made: [],
    variables: [],
    missing: [],
  };
  const files = Array.from({ length: howMany }, (_, i): MarkedFile => {
    pen.variables = [];
    const from = random.below(5) === 0 ? ([batched, batched, changes] as const) : phrases;
    const statements = Array.from({ length: 2 + random.below(3) }, () =>
      some(pen, random.oneOf(from), 1),
    ).flat();
    return { path: `migrations/${String(i + 1).padStart(3, "0")}.sql`, statements };
  });
  return { before, files: files.filter(({ statements }) => statements.length > 0), missing: pen.missing };
}

function some(pen: Pen, from: readonly [Phrase, ...Phrase[]], atMost: number): Marked[] {
  return Array.from({ length: 1 + pen.random.below(atMost) }, () => pen.random.oneOf(from)(pen)).flat();
}

function variable({ variables, fresh }: Pen): string {
  const name = `v${fresh()}`;
  variables.push(name);
  return name;
}

/** Of a table that this history made, if there is one. */
function ofMade({ made, random }: Pen, write: (name: string) => Marked): Marked[] {
  const name = made[random.below(Math.max(made.length, 1))];
  return name ? [write(name)] : [];
}
