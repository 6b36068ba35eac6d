import { expect, it } from "vitest";
import { assessScript } from "../../testing/safer-forms.ts";
import { renderSarif } from "./machines/render-sarif.ts";
import { renderTerminal } from "./terminal/render-terminal.ts";

const fixesIn = (script: string) =>
  JSON.parse(renderSarif(assessScript(script))).runs[0].results.flatMap(
    ({ fixes = [] }: { fixes?: object[] }) => fixes,
  );

it("is a fix of whole lines in SARIF", () => {
  expect(fixesIn("-- bye\nDROP TABLE\n  notes;\n")).toMatchObject([
    {
      artifactChanges: [
        {
          artifactLocation: { uri: "m/V2__change.sql" },
          replacements: [
            {
              deletedRegion: { startLine: 2, endLine: 3 },
              insertedContent: { text: "RENAME TABLE notes TO notes_dropped;" },
            },
          ],
        },
      ],
    },
  ]);
});

it("is no fix where it stands on other lines too, or has what a reader does not see", () => {
  expect(fixesIn("SELECT 1; DROP TABLE notes;\n")).toEqual([]);
  expect(fixesIn("INSERT INTO notes VALUES (1, 'a\u202eb');\n")).toEqual([]);
});

it("stands under its finding at a terminal", () => {
  expect(renderTerminal(assessScript("DROP TABLE notes;\n"), { colour: false })).toContain(
    "RENAME TABLE notes TO notes_dropped;\n",
  );
});
