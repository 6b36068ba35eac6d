import type { StepState } from "../../approval/approval.ts";
import type { ReviewView } from "../review-view.ts";
import { environmentsOf, levelOn } from "../say/environments.ts";
import { mermaidLabel } from "../say/neutralise.ts";
import { levelSigns, stepSigns } from "../say/signs.ts";

/** The way of the change, left to right: what it is, who approves it, the merge, the environments. */
export function drawFlow(view: ReviewView): string {
  const nodes = [startNode(view), ...stepNodes(view), `merge([merge]):::plain`, ...environmentNodes(view)];
  return ["```mermaid", "flowchart LR", `  ${nodes.join(" --> ")}`, ...styles, "```"].join("\n");
}

function startNode({ assessment }: ReviewView): string {
  const count = assessment.migrations.flatMap((migration) => migration.statements).length;
  const { mark, word } = levelSigns[assessment.level];
  const what = count === 0 ? "no statement" : count === 1 ? "1 statement" : `${count} statements`;
  return `sql["${what}<br/>${mark} ${word}"]:::plain`;
}

function stepNodes({ assessment, approval, roles }: ReviewView): string[] {
  const titled = (role: string) => mermaidLabel(roles.get(role)?.title ?? role);
  if (!approval) {
    return (assessment.flow?.steps ?? []).map((role, i) => `step${i + 1}["${titled(role)}"]:::later`);
  }
  return approval.steps.map((step, i) => {
    const { mark, word } = stepSigns[step.status];
    const who = mermaidLabel(step.by?.person.login ?? asked(step, i === approval.current) ?? word);
    const style = step.status === "waiting" && i !== approval.current ? "later" : step.status;
    return `step${i + 1}["${titled(step.role)}<br/>${mark} ${who}"]:::${style}`;
  });
}

/** Two names are read at a glance, more are not. */
function asked({ status, eligible }: StepState, current: boolean): string | undefined {
  const few = status === "waiting" && current && eligible.length > 0 && eligible.length < 3;
  return few ? eligible.map((person) => person.login).join(" or ") : undefined;
}

function environmentNodes(view: ReviewView): string[] {
  return environmentsOf(view).map(({ name, rollout }, i) => {
    const { mark, word } = levelSigns[levelOn(view.assessment, name)];
    const how = rollout === "automatic" ? "by itself" : "by hand";
    return `env${i + 1}["${mermaidLabel(name)}<br/>${mark} ${word}, ${how}"]:::plain`;
  });
}

/** GitHub's own colours, dark enough for white text in its light and its dark theme. */
const styles = [
  "  classDef plain fill:#57606a,stroke:#57606a,color:#ffffff",
  "  classDef approved fill:#1a7f37,stroke:#1a7f37,color:#ffffff",
  "  classDef waiting fill:#9a6700,stroke:#d4a72c,color:#ffffff,stroke-width:3px",
  "  classDef rejected fill:#cf222e,stroke:#cf222e,color:#ffffff",
  "  classDef later fill:#ffffff,stroke:#8c959f,color:#57606a,stroke-dasharray:4 3",
];
