import { readInputs } from "./inputs.ts";
import { failStep } from "./say.ts";
import { readWorkflowRun } from "./workflow-run.ts";

async function main() {
  const inputs = readInputs();
  const run = readWorkflowRun(process.env);
  switch (inputs.mode) {
    case "review": {
      const { reviewPulls } = await import("./review.ts");
      await reviewPulls(run, inputs);
      break;
    }
    case "rollout": {
      const { rollOutFromWorkflow } = await import("./rollout.ts");
      await rollOutFromWorkflow(run, inputs);
      break;
    }
    case "matrix": {
      const { printMatrix } = await import("./matrix.ts");
      await printMatrix(run, inputs);
      break;
    }
    case "join": {
      const { joinJobs } = await import("./join.ts");
      await joinJobs(run, inputs);
      break;
    }
    case "stats": {
      const { publishFromWorkflow } = await import("./stats.ts");
      await publishFromWorkflow(run, inputs);
      break;
    }
    case "drift": {
      const { compareFromWorkflow } = await import("./drift.ts");
      await compareFromWorkflow(run, inputs);
    }
  }
}

main().catch(failStep);
