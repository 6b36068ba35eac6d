import type { FlowState } from "../../approval/approval.ts";
import type { Assessment } from "../../assessment.ts";
import type { Role } from "../../policy/policy.ts";
import { levelSigns } from "./signs.ts";

/** Where the pull request stands, in one word for machines and one line for people. */
export interface Headline {
  state: "clear" | "approved" | "waiting" | "stuck" | "rejected" | "asked" | "blocked";
  mark: string;
  /** Without the mark; plain text, at most 120 characters. */
  title: string;
}

/** While it is open, the level is what to look at; once it is decided, the decision. */
const stateMarks: Partial<Record<Headline["state"], string>> = {
  clear: "✅",
  approved: "✅",
  rejected: "❌",
  stuck: "⛔",
};

export interface Standpoint {
  assessment: Assessment;
  approval: FlowState | undefined;
  roles: ReadonlyMap<string, Pick<Role, "title">>;
}

export function sayHeadline({ assessment, approval, roles }: Standpoint): Headline {
  const { mark, word } = levelSigns[assessment.level];
  if (assessment.decision === "blocked") {
    const count = assessment.problems.length;
    return {
      state: "blocked",
      mark: "⛔",
      title: `Blocked: ${count === 1 ? "1 thing" : `${count} things`} to fix`,
    };
  }
  if (assessment.decision === "clear" && assessment.migrations.length === 0)
    return { state: "clear", mark: "✅", title: "No database change" };
  const risk = assessment.level === "default" ? "No known risk" : `${word} risk`;
  const said = (state: Headline["state"], title: string): Headline => ({
    state,
    mark: stateMarks[state] ?? mark,
    title: cut(`${risk}: ${title}`),
  });
  if (assessment.flow === undefined) return said("clear", "no approval needed");
  if (!approval) return said("asked", `needs ${assessment.flow.title}`);
  return sayApproval(approval, roles, said);
}

function sayApproval(
  approval: FlowState,
  roles: Standpoint["roles"],
  said: (state: Headline["state"], title: string) => Headline,
): Headline {
  const title = (role: string | undefined) => roles.get(role ?? "")?.title ?? role ?? "";
  if (approval.status === "not-needed") return said("clear", "no approval needed");
  if (approval.status === "approved") {
    return said("approved", `approved by ${approval.steps.map((step) => title(step.role)).join(" and ")}`);
  }
  if (approval.status === "rejected") {
    const rejected = approval.steps.find((step) => step.status === "rejected");
    return said("rejected", `${rejected?.by?.person.login} (${title(rejected?.role)}) asks for changes`);
  }
  const stuck = approval.steps.find((step) => step.status === "waiting" && step.eligible.length === 0);
  if (stuck) return said("stuck", `nobody can approve as ${title(stuck.role)}`);
  return said("waiting", `waiting for ${title(approval.steps[approval.current ?? 0]?.role)}`);
}

function cut(title: string): string {
  return title.length <= 120 ? title : `${title.slice(0, 119)}…`;
}
