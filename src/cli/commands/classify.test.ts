import { expect, test } from "vitest";
import { memoryIo } from "../../testing/memory-io.ts";
import { classifyCommand } from "./classify.ts";

async function classify(files: Record<string, string>, ...args: string[]) {
  const { io, printed } = memoryIo(files);
  expect(await classifyCommand.run(["--json", ...args], io)).toBe(0);
  return JSON.parse(printed.out);
}

test("a parenthesised list of columns reads perfectly, against the schema that is given", async () => {
  const files = {
    "a.sql": "ALTER TABLE `t1` ADD COLUMN (`age` INT NOT NULL)",
    "schema.sql": "CREATE TABLE t1 (id INT NOT NULL PRIMARY KEY);",
  };
  const cost = { algorithm: "INSTANT", lock: "NONE", rebuilds: false };
  expect(await classify(files, "a.sql", "--schema", "schema.sql")).toEqual([
    {
      file: "a.sql",
      statements: [
        {
          type: "ALTER_TABLE",
          source: "ddl",
          parsed: true,
          line: 1,
          tables: ["t1"],
          ...cost,
          dataLoss: "none",
          changes: [{ kind: "add-column", table: "t1", column: "age", ...cost, dataLoss: "none" }],
          findings: [
            { id: "add-required-column", level: "moderate", points: 40, line: 1 },
            { id: "metadata-lock", level: "low", points: 5, line: 1 },
          ],
        },
      ],
    },
  ]);
});

test("what was not understood is unknown, and says so", async () => {
  const [{ statements }] = await classify({ "a.sql": "\n\nALTER TABEL t ADD a INT;" }, "a.sql");
  expect(statements).toMatchObject([{ type: "UNKNOWN", source: "unknown", parsed: false, line: 3 }]);
});

test("an engine that does not exist is refused with how to write one", async () => {
  const run1 = classifyCommand.run(["a.sql", "--engine", "postgres-16"], memoryIo({ "a.sql": "" }).io);
  await expect(run1).rejects.toMatchObject({ code: "unknown-engine" });
});

test("what a rollout would come to is among the findings, at its line", async () => {
  const sql =
    "SELECT MAX(id) INTO @id FROM a;\nINSERT INTO b VALUES (@id); DO 1;\nCALL p();\nSET sql_log_bin = 0;";
  const [{ statements }] = await classify({ "a.sql": sql }, "a.sql");
  const foreseen = statements.map(({ findings }: { findings: { id: string }[] }) =>
    findings.filter(({ id }) => ["cannot-resume", "asks-a-person", "statement-refused"].includes(id)),
  );
  expect(foreseen).toEqual([
    [{ id: "cannot-resume", level: "default", points: 0, line: 1 }],
    [],
    [],
    [{ id: "asks-a-person", level: "default", points: 0, line: 3 }],
    [{ id: "statement-refused", level: "high", points: 100, line: 4 }],
  ]);
});

test("of a long script what is never sent is said all the same", async () => {
  const [{ statements }] = await classify({ "a.sql": `${"DO 1;\n".repeat(1_001)}KILL 7;` }, "a.sql");
  expect(statements.at(-1).findings).toContainEqual({
    ...{ id: "statement-refused", level: "high", points: 100, line: 1_002 },
  });
});
