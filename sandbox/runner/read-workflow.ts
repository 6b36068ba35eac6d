import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import type { EventsConfig } from "@actions/workflow-parser/model/workflow-template";
import type { Template } from "./template.ts";

/** A workflow file, valid by GitHub's own schema; whatever holds `${{ }}` is still a template. */
export interface Workflow {
  path: string;
  name: string;
  events: EventsConfig;
  permissions: Template | undefined;
  concurrency: Template | undefined;
  env: Template | undefined;
  jobs: Job[];
}

export interface Job {
  id: string;
  strategy: Template | undefined;
  needs: string[];
  /** An expression; GitHub's parser has already added `success() &&` where no status function is asked. */
  condition: string;
  environment: Template | undefined;
  permissions: Template | undefined;
  concurrency: Template | undefined;
  env: Template | undefined;
  outputs: Template | undefined;
  steps: Step[];
}

export interface Step {
  id: string;
  name: string;
  condition: string;
  continueOnError: Template | undefined;
  env: Template | undefined;
  uses: string | undefined;
  with: Template | undefined;
  run: Template | undefined;
}

/** @throws every complaint of GitHub's parser, with the file's name. */
export async function readWorkflow(path: string, content: string): Promise<Workflow> {
  const { context, value } = parseWorkflow({ name: path, content }, new NoOperationTraceWriter());
  const complaints = context.errors.getErrors().map((error) => error.message);
  if (!value || complaints.length > 0) throw new Error(`${path} is not a workflow: ${complaints.join("; ")}`);
  const converted = await convertWorkflowTemplate(context, value);
  if (converted.errors) throw new Error(`${path}: ${converted.errors.map((e) => e.Message).join("; ")}`);
  const written = field(JSON.parse(JSON.stringify(value)));
  const jobs = field(written("jobs"));
  return {
    path,
    name: String(written("name") ?? path),
    events: converted.events,
    permissions: written("permissions"),
    concurrency: written("concurrency"),
    env: written("env"),
    jobs: JSON.parse(JSON.stringify(converted.jobs)).map((job: ConvertedJob) =>
      readJob(job, field(jobs(job.id))),
    ),
  };
}

/** As the parser's tokens write themselves; what it leaves out (`with`, `permissions`) is read from the file's own tree. */
interface ConvertedJob {
  id: string;
  needs?: string[];
  if: { expr: string };
  steps: { id: string; if: { expr: string }; uses?: string }[];
}

function readJob(job: ConvertedJob, written: Field): Job {
  const steps = sequence(written("steps"));
  return {
    id: job.id,
    strategy: written("strategy"),
    needs: job.needs ?? [],
    condition: job.if.expr,
    environment: written("environment"),
    permissions: written("permissions"),
    concurrency: written("concurrency"),
    env: written("env"),
    outputs: written("outputs"),
    steps: job.steps.map((step, index) => readStep(step, field(steps[index]))),
  };
}

function readStep(step: ConvertedJob["steps"][number], written: Field): Step {
  return {
    id: step.id,
    name: String(written("name") ?? step.uses ?? step.id),
    condition: step.if.expr,
    continueOnError: written("continue-on-error"),
    env: written("env"),
    uses: step.uses,
    with: written("with"),
    run: written("run"),
  };
}

type Field = (key: string) => Template | undefined;

function field(mapping: Template | undefined): Field {
  return (key) => {
    if (typeof mapping !== "object" || mapping === null || !("map" in mapping)) return undefined;
    return mapping.map.find((entry) => entry.Key === key)?.Value;
  };
}

function sequence(template: Template | undefined): Template[] {
  return typeof template === "object" && template !== null && "seq" in template ? template.seq : [];
}
