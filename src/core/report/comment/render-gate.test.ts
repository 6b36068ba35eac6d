import { expect, test } from "vitest";
import { approval, people, sceneTwo, sceneTwoView } from "../../../testing/scene-two.ts";
import { renderGate } from "./render-gate.ts";

const owner = approval(people.owner, "2026-11-22T10:02:00Z", 11);
const dba = approval(people.dba, "2026-11-22T10:05:00Z", 12);
const said = (view: Parameters<typeof renderGate>[0]) => {
  const { conclusion, title } = renderGate(view);
  return `${conclusion}: ${title}`;
};

test("the steps on the way", () => {
  expect(said(sceneTwoView([]))).toBe("pending: High risk: waiting for Project Owner (0 of 2 approved)");
  expect(said(sceneTwoView([owner]))).toBe("pending: High risk: waiting for DBA (1 of 2 approved)");
  expect(said(sceneTwoView([owner, dba]))).toBe("success: High risk: approved by Project Owner and DBA");
  expect(said(sceneTwoView([owner, { ...dba, state: "CHANGES_REQUESTED" }]))).toBe(
    "failure: High risk: dan (DBA) asks for changes",
  );
});

test("nothing to approve is a success", () => {
  const clear = { ...sceneTwo, level: "low" as const, decision: "clear" as const, flow: undefined };
  expect(said(sceneTwoView([], { assessment: clear, approval: undefined }))).toBe(
    "success: Low risk: no approval needed",
  );
  const empty = { ...clear, level: "default" as const, migrations: [] };
  expect(said(sceneTwoView([], { assessment: empty, approval: undefined }))).toBe(
    "success: No database change",
  );
});

test("a policy that does not fit needs somebody's action; a migration that must change fails", () => {
  const blocked = (code: string) => {
    const assessment = {
      ...sceneTwo,
      decision: "blocked" as const,
      problems: [{ code, what: "w", fix: "f" }],
    };
    return said(sceneTwoView([], { assessment, approval: undefined }));
  };
  expect(blocked("policy-no-flow")).toBe("action_required: Blocked: 1 thing to fix");
  expect(blocked("migration-renamed")).toBe("failure: Blocked: 1 thing to fix");
});

test("a step that nobody can approve needs somebody's action", () => {
  const view = sceneTwoView([]);
  const approval = view.approval && {
    ...view.approval,
    steps: view.approval.steps.map((step) => ({ ...step, eligible: [] })),
  };
  expect(said({ ...view, approval })).toBe("action_required: High risk: nobody can approve as Project Owner");
});
