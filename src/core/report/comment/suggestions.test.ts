import { expect, it } from "vitest";
import { assessScript } from "../../../testing/safer-forms.ts";
import { mostSuggestions, suggestionsFor } from "./suggestions.ts";

const bodies = (script: string) => suggestionsFor(assessScript(script)).map(({ body }) => body);

it("of each statement the lightest form, the heaviest statement first", () => {
  const script = "INSERT INTO notes VALUES (1, 'a');\nDROP TABLE visits;\n";
  const places = suggestionsFor(assessScript(script)).map(({ start, end }) => [start, end]);
  expect(places).toEqual([
    [2, 2],
    [1, 1],
  ]);
});

it("never more than a reader takes one by one", () => {
  expect(bodies("INSERT INTO notes VALUES (1, 'a');\n".repeat(30))).toHaveLength(mostSuggestions);
});

it("lets no SQL end the block: its fence is longer than any in the text", () => {
  const hostile = "INSERT INTO notes VALUES (1, '\n```\n@everyone [x](http://y)\n````suggestion\n');\n";
  const [body = ""] = bodies(hostile);
  expect(body).toContain("\n`````suggestion\nINSERT INTO notes (id, body) VALUES (1, '\n```\n@everyone");
  expect(body.split("\n").filter((line) => /^`{5}/.test(line))).toEqual(["`````suggestion", "`````"]);
});

it.each([
  ["a character that nobody sees", "INSERT INTO notes VALUES (1, 'a\u202eb');\n"],
  ["a password", "INSERT INTO notes VALUES (1, 'x'); /* */\n"],
  ["our own marker", "INSERT INTO notes VALUES (1, '<!-- tollgate -->');\n"],
])("offers nothing with %s", (_, script) => {
  expect(bodies(script)).toEqual([]);
});

it("puts no two on the same lines", () => {
  const script = "ALTER TABLE users ADD a INT;\nALTER TABLE users ADD b INT NOT NULL;\n";
  const places = suggestionsFor(assessScript(script)).map(({ start, end }) => [start, end]);
  expect(places.length).toBe(1);
});

it("leaves files alone that were merged before: their diff does not show every line", () => {
  const { migrations, ...rest } = assessScript("DROP TABLE notes;\n");
  const edited = migrations.map((migration) => ({ ...migration, kind: "modified" as const }));
  expect(suggestionsFor({ ...rest, migrations: edited })).toEqual([]);
});
