import { expect, test } from "vitest";
import { sceneTwo } from "../../../testing/scene-two.ts";
import { renderSarif } from "./render-sarif.ts";

test("scene 2 with a problem: rules with their descriptions, results on their lines", () => {
  const problems = [
    { code: "migration-renamed", what: "It ran.", fix: "Name it back.", file: "migrations/a b.sql", line: 2 },
  ];
  const log = JSON.parse(renderSarif({ ...sceneTwo, problems }));
  expect(log.version).toBe("2.1.0");
  const [run] = log.runs;
  expect(run.tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual([
    "migration-renamed",
    "add-required-column",
    "metadata-lock",
  ]);
  expect(run.results).toEqual([
    {
      ruleId: "migration-renamed",
      ruleIndex: 0,
      level: "error",
      message: { text: "It ran. Name it back." },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "migrations/a%20b.sql", uriBaseId: "%SRCROOT%" },
            region: { startLine: 2 },
          },
        },
      ],
    },
    expect.objectContaining({ ruleId: "add-required-column", ruleIndex: 1, level: "warning" }),
    expect.objectContaining({ ruleId: "metadata-lock", ruleIndex: 2, level: "note" }),
  ]);
});
