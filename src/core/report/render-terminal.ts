import type { Assessment } from "../assessment.ts";
import { renderComment } from "./render-comment.ts";
export function renderTerminal(assessment: Assessment, _options: { colour: boolean }): string {
  return renderComment({ assessment, approval: undefined, roles: new Map(), environments: [], gate: undefined, head: undefined, files: undefined, details: undefined, merged: false, sections: [] });
    assessment,
    approval: undefined,
    roles: new Map(),
    environments: [],
    gate: "",
    head: "",
    files: undefined,
    details: undefined,
    sections: [],
  });
}
