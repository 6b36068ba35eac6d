import { describe, expect, it } from "vitest";
import type { LexMode } from "../../mode.ts";
import { parseStatement } from "../parse-statement.ts";

const mysql: LexMode = {
  ansiQuotes: false,
  noBackslashEscapes: false,
  engine: { flavour: "mysql", version: 90700 },
};
const mariadb: LexMode = { ...mysql, engine: { flavour: "mariadb", version: 101100 } };

describe("ALGORITHM and LOCK", () => {
  it.each([
    ["DROP INDEX i ON t ALGORITHM = algorithm_type", { algorithm: "ALGORITHM_TYPE", lock: undefined }],
    ["DROP INDEX i ON t LOCK lock_type", { algorithm: undefined, lock: "LOCK_TYPE" }],
    ["CREATE INDEX i ON t (a) ALGORITHM NOCOPY", { algorithm: "NOCOPY", lock: undefined }],
    ["ALTER TABLE t ADD a INT, ALGORITHM = `foo`, LOCK = bar", { algorithm: "FOO", lock: "BAR" }],
  ])("are any name to MySQL's grammar: %s", (sql, requested) => {
    expect(parseStatement(sql, mysql)).toMatchObject({ parsed: true, requested });
  });

  it("are no strings and no reserved words", () => {
    expect(parseStatement("ALTER TABLE t ALGORITHM = 'foo'", mysql).parsed).toBe(false);
    expect(parseStatement("ALTER TABLE t LOCK = select", mysql).parsed).toBe(false);
  });

  it("are known names to MariaDB", () => {
    expect(parseStatement("ALTER TABLE t ALGORITHM = NOCOPY", mariadb).parsed).toBe(true);
    expect(parseStatement("ALTER TABLE t ALGORITHM = foo", mariadb).parsed).toBe(false);
  });
});

describe("foreign keys of MariaDB", () => {
  const sql =
    "ALTER TABLE t DROP FOREIGN KEY IF EXISTS f, ADD FOREIGN KEY IF NOT EXISTS g (a) REFERENCES p (id)";

  it("may be dropped and added again under a condition", () => {
    expect(parseStatement(sql, mariadb)).toMatchObject({
      parsed: true,
      clauses: [
        { kind: "drop-foreign-key", constraint: "f" },
        { kind: "add-foreign-key", foreignKey: { columns: ["a"], references: { table: "p" } } },
      ],
    });
    expect(parseStatement(sql, mysql).parsed).toBe(false);
  });
});
