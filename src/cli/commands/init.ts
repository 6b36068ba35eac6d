import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../../operations/user-error.ts";
import { defineCommand } from "../command.ts";

/** Who weighs a pull request, and where: each has the events that GitHub gives it. */
const reviews = {
  public: "tollgate-review-public.yml",
  private: "tollgate-review.yml",
  app: "tollgate-review-app.yml",
} as const;

/** Where each file goes, where the package keeps it, and what it is. */
const filesFor = (review: keyof typeof reviews) => [
  { to: ".github/tollgate.yml", from: "examples/tollgate.yml", says: "the policy, commented, to adapt" },
  {
    to: ".github/workflows/tollgate-review.yml",
    from: `examples/workflows/${reviews[review]}`,
    says: "weighs each pull request",
  },
  {
    to: ".github/workflows/tollgate-rollout.yml",
    from: "examples/workflows/tollgate-rollout.yml",
    says: "carries a merge to Test",
  },
  {
    to: ".github/workflows/tollgate-dispatch.yml",
    from: "examples/workflows/tollgate-dispatch.yml",
    says: "carries it to Prod when somebody says go",
  },
];

export const initCommand = defineCommand({
  summary: "write a policy and the workflow files",
  usage: "init [--for public|private|app] [--print]",
  help: `Writes what a repository needs, and never over a file that is there:
${filesFor("public")
  .map(({ to, says }) => `  ${to.padEnd(42)}  ${says}`)
  .join("\n")}`,
  options: {
    for: {
      type: "string",
      value: "WHERE",
      says: "private: reviews forks at once, by pull_request_target; app: the bot holds the gate (default: public, which works everywhere)",
    },
    print: { type: "boolean", says: "shows them instead" },
  },
  async run({ values, help }, io) {
    const review = Object.keys(reviews).find((one) => one === (values.for ?? "public"));
    if (!isReview(review)) throw new UserError("usage", "--for is public, private or app.", help);
    for (const { to, from } of filesFor(review)) {
      const text = await readFile(join(packageRoot(), from), "utf8");
      io.out(values.print ? `# ${to}\n${text}\n` : await write(io.cwd, to, text));
    }
    if (!values.print) io.out("Adapt the policy, commit the four files, and run tollgate doctor.\n");
    return 0;
  },
});

function isReview(one: string | undefined): one is keyof typeof reviews {
  return one !== undefined && one in reviews;
}

function packageRoot(): string {
  return import.meta.dirname.replace(/[\\/](?:dist(?:[\\/]chunks)?|src[\\/]cli[\\/]commands)$/, "");
}

async function write(cwd: string, path: string, text: string): Promise<string> {
  const target = join(cwd, path);
  await mkdir(dirname(target), { recursive: true });
  try {
    await writeFile(target, text, { flag: "wx" });
    return `wrote    ${path}\n`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return `kept     ${path} (it is there already)\n`;
  }
}
