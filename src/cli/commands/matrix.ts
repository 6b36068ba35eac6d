import { jobsNamed, mostJobs } from "../../core/rollout/matrix.ts";
import { readMatrix } from "../../operations/rollout/read-matrix.ts";
import { UserError } from "../../operations/user-error.ts";
import { defineCommand } from "../command.ts";
import { connectionsNote, rolloutOptions } from "../options.ts";
import { readPlace } from "../read-rollout.ts";

export const matrixCommand = defineCommand({
  summary: "what is left to roll out, as a matrix of GitHub Actions",
  usage: "matrix --environment E [--jobs N]",
  help: `Prints what is left to roll out in an environment as JSON: a list of the policy's groups in their order, each with
\`include\` for \`strategy.matrix\`, a job for each target. GitHub takes ${mostJobs} jobs in a matrix; where there are more targets,
a job carries several. A target that does not answer is in it, and its job says why. Writes nothing.`,
  options: {
    ...rolloutOptions,
    jobs: { type: "string", value: "N", says: `at most so many jobs (default: ${mostJobs})` },
  },
  notes: connectionsNote,
  async run({ values }, io) {
    const jobs = values.jobs === undefined ? undefined : readJobs(values.jobs);
    const { repository, targets, ...place } = await readPlace(values, io);
    const matrix = await readMatrix({ repository, targets }, { ...place, jobs });
    if ("stops" in matrix) {
      for (const { code, what, fix } of matrix.stops) io.err(`${what}\n  ${fix} (${code})\n`);
      return 1;
    }
    io.out(`${JSON.stringify(matrix.groups)}\n`);
    return 0;
  },
});

function readJobs(text: string): number {
  const jobs = jobsNamed(text);
  if (jobs !== undefined) return jobs;
  throw new UserError(
    "usage",
    `--jobs ${text} is no number of jobs.`,
    `Write a number from 1 to ${mostJobs}.`,
  );
}
