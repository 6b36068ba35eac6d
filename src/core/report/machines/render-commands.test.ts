import fc from "fast-check";
import { expect, test } from "vitest";
import { sceneTwo } from "../../../testing/scene-two.ts";
import { type Annotation, annotate } from "./annotate.ts";
import { renderCommands } from "./render-commands.ts";

const remark: Annotation = {
  severity: "warning",
  file: "a.sql",
  line: 3,
  endLine: 4,
  title: "t",
  message: "m",
};

test("scene 2: the rule that decided, then the finding, each on its line", () => {
  expect(renderCommands(annotate(sceneTwo))).toMatchInlineSnapshot(`
    "::warning file=migrations/V002__add_age.sql,line=1,endLine=1,title=High on prod::The rule "prod-is-high" makes this high on prod (test_db @ mysql-prod).
    ::warning file=migrations/V002__add_age.sql,line=1,endLine=1,title=Moderate%3A Adds a NOT NULL column without a default::The new column t1.age is NOT NULL and has no default. Running code does not name the new column, so its INSERTs fail (error 1364); the rows that exist get an invented value such as 0. Instead: Give the column a DEFAULT, or add it as NULL, fill it, and set NOT NULL in a later migration.
    ::notice file=migrations/V002__add_age.sql,line=1,endLine=1,title=Low%3A Alters a table that is in use::t1 is locked for a moment, behind whatever uses it. Even an instant change waits for every open transaction on the table, and everybody else then waits behind it. Instead: Keep \`lock_wait_timeout\` small and retry, as Tollgate's rollout does; keep it away from long transactions.
    "
  `);
});

test("a problem is an error on its line; one without a file is left to the summary", () => {
  const problem = { code: "policy-no-flow", what: "No flow.", fix: "Add one." };
  const problems = [{ ...problem, file: "V1.sql", line: 7 }, problem];
  expect(annotate({ ...sceneTwo, problems, migrations: [] })).toEqual([
    {
      severity: "error",
      file: "V1.sql",
      line: 7,
      endLine: 7,
      title: "policy-no-flow",
      message: "No flow. Add one.",
    },
  ]);
});

test("ten of each severity, the weightiest", () => {
  const many = Array.from({ length: 30 }, (_, i) => ({ ...remark, line: i + 1, endLine: i + 1 }));
  const lines = renderCommands([...many, { ...remark, severity: "error" }])
    .trimEnd()
    .split("\n");
  expect(lines).toHaveLength(11);
  expect(lines[0]).toMatch(/^::error /);
  expect(lines[10]).toMatch(/line=10,/);
});

/** What actions/runner does with a line of output. */
function readCommand(line: string) {
  const [, command = "", listed = "", data = ""] = line.match(/^::(\w+) (.*?)::(.*)$/) ?? [];
  const read = (text: string) =>
    text
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ",")
      .replaceAll("%25", "%");
  const properties = Object.fromEntries(
    listed.split(",").map((pair) => [pair.split("=")[0], read(pair.slice(pair.indexOf("=") + 1))]),
  );
  return {
    command,
    properties,
    data: data.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%"),
  };
}

test("whatever the names and messages, each annotation is one command, and the runner reads back what was meant", () => {
  const hostile = fc
    .array(
      fc.oneof(
        fc.constantFrom("::", "%0A", "%", "\n", "\r", ",", ":", "##[error]", "::error::", "="),
        fc.string(),
      ),
    )
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(hostile, (text) => {
      const lines = renderCommands([{ ...remark, file: text, title: text, message: text }]).split("\n");
      expect(lines).toHaveLength(2);
      expect(lines[0]).not.toContain("##[");
      const { command, properties, data } = readCommand(lines[0] ?? "");
      expect(command).toBe("warning");
      expect(Object.keys(properties)).toEqual(["file", "line", "endLine", "title"]);
      expect(properties.line).toBe("3");
      if (!text.includes("##[")) expect(properties.file).toBe(text);
      if (/^[\x20-\x7e\n]*$/.test(text) && !text.includes("##[")) expect(data).toBe(text);
    }),
  );
});
