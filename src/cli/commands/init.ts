import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import type { ExitCode, Io } from "../io.ts";

const help = `tollgate init [--print]

Writes what a repository needs, and never over a file that is there:
  .github/tollgate.yml                        the policy, commented, to adapt
  .github/workflows/tollgate-review.yml       weighs each pull request
  .github/workflows/tollgate-rollout.yml      carries a merge to Test
  .github/workflows/tollgate-dispatch.yml     carries it to Prod when somebody says go
--print shows them instead.
`;

/** Where each file goes, and where the package keeps it. */
const files = [
  { to: ".github/tollgate.yml", from: "examples/tollgate.yml" },
  { to: ".github/workflows/tollgate-review.yml", from: "examples/workflows/tollgate-review.yml" },
  { to: ".github/workflows/tollgate-rollout.yml", from: "examples/workflows/tollgate-rollout.yml" },
  { to: ".github/workflows/tollgate-dispatch.yml", from: "examples/workflows/tollgate-dispatch.yml" },
];

export async function run(args: string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({
    args,
    options: { print: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) {
    io.out(help);
    return 0;
  }
  for (const { to, from } of files) {
    const text = await readFile(join(packageRoot(), from), "utf8");
    io.out(values.print ? `# ${to}\n${text}\n` : await write(io.cwd, to, text));
  }
  if (!values.print) io.out("Adapt the policy, commit the four files, and run tollgate doctor.\n");
  return 0;
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
