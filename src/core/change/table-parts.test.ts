import { describe, expect, test } from "vitest";
import { emptyCatalog } from "../schema/catalog.ts";
import { columnOf, keyNameOf } from "../sql/clause-parts.ts";
import type { Engine } from "../sql/engine.ts";
import { replayScript } from "./replay-script.ts";

const mysql84: Engine = { flavour: "mysql", version: 80400 };
const mysql97: Engine = { flavour: "mysql", version: 90700 };

function changesOf(sql: string, engine = mysql84, past = false) {
  const { statements, catalog } = replayScript(sql, { engine, catalog: emptyCatalog(), past });
  return { changes: statements.at(-1)?.changes ?? [], statement: statements.at(-1), catalog };
}

const named = (sql: string, engine?: Engine) =>
  changesOf(sql, engine).changes.map(({ clause }) =>
    [clause.kind, columnOf(clause) ?? keyNameOf(clause)].filter((word) => word !== undefined).join(" "),
  );

describe("what CREATE TABLE writes down stands among its changes", () => {
  test("as ALTER TABLE would add it", () => {
    const create = `CREATE TABLE t (
      id INT, p_id INT, PRIMARY KEY (id), KEY k (p_id), UNIQUE (p_id), CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id),
      CONSTRAINT c CHECK (id > 0)
    ) ENGINE = InnoDB CHARSET = latin1 COMMENT = 'x' ROW_FORMAT = DYNAMIC PARTITION BY HASH (id) PARTITIONS 2`;
    expect(named(create)).toEqual([
      "create-table",
      "add-column id",
      "add-column p_id",
      "add-primary-key PRIMARY",
      "add-index k",
      "add-index",
      "add-foreign-key f",
      "add-check c",
      "change-engine",
      "change-charset",
      "table-comment",
      "table-option",
      "partition-by",
    ]);
    const alter =
      "ALTER TABLE t ADD (q INT, PRIMARY KEY (q), KEY k (q), CONSTRAINT f FOREIGN KEY (q) REFERENCES p (id), CONSTRAINT c CHECK (q > 0)), ENGINE = InnoDB, CHARSET = latin1, COMMENT = 'x', ROW_FORMAT = DYNAMIC";
    const kinds = new Set(named(create).map((one) => one.split(" ")[0]));
    expect(named(alter).filter((one) => !kinds.has(one.split(" ")[0]))).toEqual([]);
  });

  test("with the keys and constraints in its columns, where the server makes them", () => {
    const create =
      "CREATE TABLE t (id INT PRIMARY KEY, a INT UNIQUE, b INT CHECK (b > 0), c INT REFERENCES p (id))";
    const columns = ["id", "a", "b", "c"].map((column) => `add-column ${column}`);
    const keys = ["add-primary-key PRIMARY", "add-index"];
    expect(named(create)).toEqual(["create-table", ...columns, ...keys, "add-check"]);
    expect(named(create, mysql97)).toEqual([
      "create-table",
      ...columns,
      ...keys,
      "add-foreign-key",
      "add-check",
    ]);
  });

  test("of no weight, with the table, in a program's body and in a temporary table too", () => {
    for (const { clause, isPart, created, temporary, cost, dataLoss } of changesOf(
      "CREATE TEMPORARY TABLE t (id INT, KEY (id)) ENGINE = MEMORY",
    ).changes.slice(1)) {
      expect(clause.table).toBe("t");
      expect({ isPart, created, temporary, dataLoss }).toEqual({
        isPart: true,
        created: true,
        temporary: true,
        dataLoss: "none",
      });
      expect(cost).toEqual({ algorithm: undefined, lock: undefined, rebuilds: undefined });
    }
    const inBody = changesOf("CREATE PROCEDURE p() CREATE TABLE t (id INT)").changes;
    expect(inBody.map(({ clause }) => [clause.kind, clause.deferred])).toEqual([
      ["create-routine", undefined],
      ["create-table", true],
      ["add-column", true],
    ]);
  });

  test("and adds nothing to the statement's cost, its loss, or the schema", () => {
    const { statement, catalog } = changesOf(
      "CREATE TABLE t (id INT, KEY k (id), FOREIGN KEY f (id) REFERENCES t (id))",
    );
    expect(statement).toMatchObject({ algorithm: undefined, lock: undefined, dataLoss: "none" });
    const [table] = catalog.tables.values();
    expect([table?.columns.length, table?.indexes.length, table?.foreignKeys.length]).toEqual([1, 1, 1]);
  });

  test("those in a column too that ALTER TABLE adds or writes anew, where the server makes them", () => {
    const added = "ALTER TABLE t ADD a INT UNIQUE, ADD (b INT REFERENCES p (id), c INT CHECK (c > 0))";
    const columns = ["add-column a", "add-column b", "add-column c"];
    expect(named(added)).toEqual([...columns, "add-index", "add-check"]);
    expect(named(added, mysql97)).toEqual([...columns, "add-index", "add-foreign-key", "add-check"]);
    expect(named("ALTER TABLE t MODIFY a INT CHECK (a > 0)")).toEqual(["modify-column a", "add-check"]);
    expect(named("ALTER TABLE t CHANGE a b INT PRIMARY KEY")).toEqual([
      "rename-column a",
      "modify-column a",
      "add-primary-key PRIMARY",
    ]);
  });

  test("which makes the statement neither dearer nor cheaper", () => {
    const create = "CREATE TABLE t (id INT)";
    const { statement } = changesOf(`${create}; ALTER TABLE t ADD a INT UNIQUE`);
    const [column, key] = statement?.changes ?? [];
    expect(statement).toMatchObject({ algorithm: "INPLACE", lock: "NONE", rebuilds: true });
    expect(column?.cost).toEqual({ algorithm: "INPLACE", lock: "NONE", rebuilds: true });
    expect(key).toMatchObject({ isPart: true, created: false, cost: { algorithm: undefined } });
  });

  test("but for history, of which nobody asks", () => {
    expect(changesOf("CREATE TABLE t (id INT)", mysql84, true).changes.length).toBe(1);
  });
});
