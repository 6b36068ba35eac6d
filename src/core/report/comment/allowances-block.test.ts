import { describe, expect, it } from "vitest";
import { sceneTwo, sceneTwoView } from "../../../testing/scene-two.ts";
import type { Allowance, Assessment } from "../../assessment.ts";
import { annotate } from "../machines/annotate.ts";
import { renderSarif } from "../machines/render-sarif.ts";
import { renderTerminal } from "../terminal/render-terminal.ts";
import { allowancesBlock } from "./allowances-block.ts";

const reason = "it fills | breaks <b> and asks @everybody";
const allowances: Allowance[] = [
  { line: 1, id: "add-required-column", reason, lowers: true },
  { line: 2, id: "copy-alter", reason: "known" },
  { line: 2, id: "drop-table", reason: "scratch", policyUntil: "2027-03-31", lowers: true },
  { line: 3, id: "drop-colum", reason: "r", remark: "There is no finding drop-colum." },
];
const assessment: Assessment = {
  ...sceneTwo,
  migrations: sceneTwo.migrations.map((migration) => ({
    ...migration,
    allowances,
    statements: migration.statements.map((statement) => ({
      ...statement,
      findings: statement.findings.map((finding, i) => (i === 0 ? { ...finding, allowed: reason } : finding)),
    })),
  })),
};

describe("a comment that allows a finding", () => {
  it("is shown to those who approve, with its reason made harmless, and with why it does nothing", () => {
    const block = allowancesBlock(sceneTwoView([], { assessment }));
    expect(block).toContain("| `copy-alter` | Counted: a comment says that it is known. | because known |");
    expect(block).toContain("| Not counted: the policy allows it until 2027-03-31. | because scratch |");
    expect(block).toContain(
      "| Not counted: a comment allows it, by the policy. | because it fills &#124; breaks &#60;b&#62;",
    );
    expect(block).not.toContain("@everybody");
    expect(block).toContain("| `drop-colum` | **Not allowed.** | There is no finding drop-colum. |");
    expect(allowancesBlock(sceneTwoView([]))).toBe("");
  });

  it("makes the finding a notice, and a comment that does nothing a warning", () => {
    const remarks = annotate(assessment).map(({ severity, line, title }) => ({ severity, line, title }));
    expect(remarks).toContainEqual({
      severity: "notice",
      line: 1,
      title: "Moderate: Adds a NOT NULL column without a default",
    });
    expect(remarks).toContainEqual({ severity: "warning", line: 3, title: "A comment that allows nothing" });
  });

  it("is a suppression in SARIF", () => {
    const { results } = JSON.parse(renderSarif(assessment)).runs[0];
    expect(results.map((result: { suppressions?: unknown }) => result.suppressions)).toContainEqual([
      { kind: "inSource", justification: reason },
    ]);
    expect(results.filter((result: object) => "suppressions" in result)).toHaveLength(1);
  });

  it("stands in the terminal with its reason", () => {
    const text = renderTerminal(assessment, { colour: false });
    expect(text.replace(/\s+/g, " ")).toContain(`Allowed, because ${reason}`);
    expect(text).toContain("There is no finding drop-colum.");
  });
});
