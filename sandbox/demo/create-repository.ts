import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SandboxGitHub } from "../github/server.ts";

export const repository = "acme/demo";
const workflows = ["tollgate-review.yml", "tollgate-rollout.yml", "tollgate-dispatch.yml"];

interface Contents {
  root: string;
  policy: string;
  urls: { test: string; prod: string };
  /** Private key of the App that may read teams. */
  teamsKey: string;
}

/** The shipped workflow files as they are, a policy, and the secrets that both ask for. Gives its folder. */
export async function createDemoRepository(
  github: SandboxGitHub,
  { root, policy, urls, teamsKey }: Contents,
): Promise<string> {
  const shipped = workflows.map(async (file) => [
    `.github/workflows/${file}`,
    await readFile(join(root, "examples/workflows", file), "utf8"),
  ]);
  const { directory } = await github.createRepository({
    owner: "acme",
    name: "demo",
    secrets: { TOLLGATE_TEAMS_PRIVATE_KEY: teamsKey },
    files: {
      "README.md": "# Demo\n",
      ".github/tollgate.yml": policy,
      ...Object.fromEntries(await Promise.all(shipped)),
    },
  });
  const ofTest = { TEST_DATABASE_URL: urls.test };
  const secrets = { test: ofTest, prod: { ...ofTest, PROD_DATABASE_URL: urls.prod } };
  for (const name of ["test", "prod"] as const)
    github.createEnvironment(repository, name, { branches: ["main"], secrets: secrets[name] });
  return directory;
}
