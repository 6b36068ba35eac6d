import type { Environment } from "../../policy/policy.ts";
import type { ReviewView } from "../review-view.ts";
import { environmentsOf } from "./environments.ts";
import { sayHeadline } from "./headline.ts";
import { prose } from "./neutralise.ts";

/** How the sentence starts that a merge makes untrue. */
export const nextIsMerge = "**Next:** merge.";

/** What to do now, and what comes after the merge. */
export function sayNext(view: ReviewView): string {
  const { assessment, approval } = view;
  const { state } = sayHeadline(view);
  const step = approval?.steps[approval.current ?? -1];
  if (view.merged && (state === "clear" || state === "approved")) return rollouts(view, "**Merged.** Now");
  switch (state) {
    case "clear":
      return assessment.migrations.length === 0
        ? "This pull request changes no migration that the policy names."
        : `${nextIsMerge} ${rollouts(view, "After the merge")}`;
    case "approved":
      return `${nextIsMerge} ${rollouts(view, "After the merge")}`;
    case "waiting":
      return `**Next:** ${prose(nextStep(view, step?.eligible.map((person) => person.login) ?? []))} ${rollouts(view, "After the merge")}`;
    case "asked":
      return `**Next:** approvals by ${prose(assessment.flow?.title ?? "")}. ${rollouts(view, "After the merge")}`;
    case "stuck":
    case "rejected":
      return `**Next:** ${prose(approval?.reason ?? "")}`;
    case "blocked":
      return "**Next:** fix what is listed here. Nobody is asked to approve before that.";
  }
}

function nextStep({ approval }: ReviewView, logins: readonly string[]): string {
  const people =
    logins.length > 3
      ? `one of ${logins.slice(0, 3).join(", ")} and ${logins.length - 3} more`
      : logins.join(" or ");
  const position = (approval?.current ?? 0) + 1;
  return `${people} reviews the change and approves (step ${position} of ${approval?.steps.length}).`;
}

function rollouts(view: ReviewView, when: string): string {
  const sentences = environmentsOf(view).map((environment) => {
    const name = `**${prose(environment.name)}**`;
    if (environment.rollout === "manual") return `${name} when ${dispatchers(view, environment)} starts it`;
    return view.startsNothing ? `${name} ${byHand}` : `${name} runs by itself`;
  });
  return sentences.length === 0 ? "" : `${when} ${sentences.join(", then ")}.`;
}

const byHand =
  "at the next scheduled rollout, or when somebody starts it: `GITHUB_TOKEN` merged this, and GitHub starts no workflow for that";

function dispatchers({ roles }: ReviewView, { dispatch }: Environment): string {
  if (dispatch.length === 0) return "somebody with write access";
  return dispatch.map((role) => prose(roles.get(role)?.title ?? role)).join(" or ");
}
