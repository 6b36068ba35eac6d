import { expect, it } from "vitest";
import { saferForms } from "../../../testing/safer-forms.ts";
import type { SaferForm } from "../../assessment.ts";
import { formSql, sayForm } from "./safer-form.ts";

function formOf(script: string): SaferForm {
  const [found] = saferForms(script);
  if (!found) throw new Error("Nothing is safer.");
  return found.form;
}

it("says what it does to the score, and shows what is left for later below it", () => {
  const form = formOf("DROP TABLE notes;\n");
  expect(sayForm(form)).toMatch(/^Safer \(score 65 instead of 80, in two migrations\): The rows are kept/);
  expect(formSql(form)).toBe(
    "RENAME TABLE notes TO notes_dropped;\n\n-- in a later migration:\nDROP TABLE notes_dropped;",
  );
});

it("says that the result is the same where it is", () => {
  const form = formOf("INSERT INTO notes VALUES (1, 'a');\n");
  expect(sayForm(form)).toBe("Safer (score 0 instead of 10, the same result):");
  expect(formSql(form)).toBe("INSERT INTO notes (id, body) VALUES (1, 'a');");
});
