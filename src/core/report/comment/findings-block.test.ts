import { expect, it } from "vitest";
import { sceneTwo, sceneTwoView } from "../../../testing/scene-two.ts";
import { findingsBlock } from "./findings-block.ts";

const [migration] = sceneTwo.migrations;
const [statement] = migration?.statements ?? [];
if (!migration || !statement) throw new Error("the scene has no statement");

it("says once why, and what instead, of findings that are alike; what is allowed stands apart", () => {
  const [, lock] = statement.findings;
  if (!lock) throw new Error("the scene has one finding");
  const findings = [
    lock,
    { ...lock, line: 4, what: "t2 is locked.", check: "SELECT 1" },
    { ...lock, line: 9, what: "t3 is locked.", allowed: "it is new" },
  ];
  const statements = [{ ...statement, findings }];
  const block = findingsBlock(
    sceneTwoView([], { assessment: { ...sceneTwo, migrations: [{ ...migration, statements }] } }),
    40,
  );
  expect(block).toContain("3 findings");
  expect(block).toContain("**Alters a table that is in use**, 2 times<br/>*Why:*");
  expect(block).toMatch(/\n\n\(.*:4.*\): t2 is locked\.<br\/>\*Check first\*.*\n\n```sql\nSELECT 1\n```/);
  expect(block).toMatch(/➖ Allowed: \*\*Alters a table that is in use\*\* \(.*:9.*\): t3 is locked\./);
  expect(block.split("*Why:*")).toHaveLength(3);
});
