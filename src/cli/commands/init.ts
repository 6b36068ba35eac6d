import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { defineCommand } from "../command.ts";

/** Where each file goes, where the package keeps it, and what it is. */
const files = [
  { to: ".github/tollgate.yml", from: "examples/tollgate.yml", says: "the policy, commented, to adapt" },
  {
    to: ".github/workflows/tollgate-review.yml",
    from: "examples/workflows/tollgate-review.yml",
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
  usage: "init [--print]",
  help: `Writes what a repository needs, and never over a file that is there:
${files.map(({ to, says }) => `  ${to.padEnd(42)}  ${says}`).join("\n")}`,
  options: { print: { type: "boolean", says: "shows them instead" } },
  async run({ values }, io) {
    for (const { to, from } of files) {
      const text = await readFile(join(packageRoot(), from), "utf8");
      io.out(values.print ? `# ${to}\n${text}\n` : await write(io.cwd, to, text));
    }
    if (!values.print) io.out("Adapt the policy, commit the four files, and run tollgate doctor.\n");
    return 0;
  },
});

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
