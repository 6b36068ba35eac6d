import { readInputs } from "./inputs.ts";
import { fail } from "./say.ts";
import { readWorkflowRun } from "./workflow-run.ts";

try {
  const inputs = readInputs();
  const run = readWorkflowRun(process.env);
  if (inputs.mode === "review") {
    const { reviewPulls } = await import("./review.ts");
    await reviewPulls(run, inputs);
  } else {
    const { rollOutFromWorkflow } = await import("./rollout.ts");
    await rollOutFromWorkflow(run, inputs);
  }
} catch (error) {
  fail(error);
}
