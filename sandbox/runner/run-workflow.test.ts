import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readWorkflow } from "./read-workflow.ts";
import { runWorkflow, type WorkflowHost } from "./run-workflow.ts";
import { createTurns } from "./turns.ts";

/** An action that tells what it was given. */
const actionFolder = mkdtempSync(join(tmpdir(), "tollgate-action-"));
writeFileSync(
  join(actionFolder, "action.yml"),
  `inputs: { mode: { required: true }, token: { default: "\${{ github.token }}" } }\nruns: { using: node24, main: main.mjs }\n`,
);
writeFileSync(
  join(actionFolder, "main.mjs"),
  `import { appendFileSync } from "node:fs";
   const { env } = process;
   appendFileSync(env.GITHUB_OUTPUT, \`seen<<E\\n\${env.INPUT_MODE} \${env.INPUT_TOKEN} \${env.URL} \${env.GITHUB_REPOSITORY} \${env.SECRET_OF_THIS_MACHINE}\\nE\\n\`);
   appendFileSync(env.GITHUB_STEP_SUMMARY, "# Done");
   console.log("::error file=a.sql,line=2::No");`,
);

afterAll(() => rmSync(actionFolder, { recursive: true }));

const deployed: string[] = [];

const host: WorkflowHost = {
  github: { event_name: "push", repository: "acme/shop", api_url: "http://127.0.0.1:1" },
  payload: {},
  inputs: { environment: "prod" },
  vars: {},
  machine: {},
  secrets: {},
  readOnly: false,
  environment: (name) => ({
    secrets: { URL: `mysql://${name}` },
    refusal: name === "prod" ? undefined : `main may not deploy to ${name}`,
    begin: async () => async (conclusion) => void deployed.push(`${name} ${conclusion}`),
  }),
  issueToken: (permissions) => JSON.stringify(permissions),
  turns: createTurns(),
  actionFolder,
  folder: actionFolder,
};

const workflow = (environment: string) => `
on: push
permissions: { contents: read }
jobs:
  b:
    needs: a
    runs-on: x
    steps:
      - run: test "\${{ needs.a.outputs.seen }}" = "x"
  a:
    runs-on: x
    environment: ${environment}
    outputs:
      seen: \${{ steps.it.outputs.seen }}
    env:
      URL: \${{ secrets.URL }}
    steps:
      - id: it
        uses: acme/tollgate@v1
        with:
          mode: to \${{ inputs.environment }}
      - if: failure()
        run: exit 3
`;

test("an action gets its inputs, the environment's secrets and a token of the job's permissions, and nothing else", async () => {
  process.env.SECRET_OF_THIS_MACHINE = "leaked";
  const [a, b] = await runWorkflow(await readWorkflow("w.yml", workflow(`\${{ inputs.environment }}`)), host);
  const seen = 'to prod {"contents":"read"} mysql://prod acme/shop undefined';
  expect(a).toMatchObject({ id: "a", conclusion: "success", outputs: { seen } });
  expect(a?.steps[0]).toMatchObject({
    summary: "# Done",
    annotations: [{ level: "error", file: "a.sql", line: 2 }],
  });
  expect(a?.steps[1]).toMatchObject({ conclusion: "skipped" });
  expect(b).toMatchObject({ id: "b", conclusion: "failure" });
  expect(deployed).toEqual(["prod success"]);
});

test("a branch that may not deploy to the environment gets neither its secrets nor a run", async () => {
  const [a, b] = await runWorkflow(await readWorkflow("w.yml", workflow("test")), host);
  expect(a).toMatchObject({ conclusion: "failure", reason: "main may not deploy to test", steps: [] });
  expect(b).toMatchObject({ conclusion: "skipped" });
});
