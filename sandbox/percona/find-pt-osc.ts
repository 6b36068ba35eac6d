import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { debianProgram } from "../mysql/debian-program.ts";
import { onPath } from "../mysql/on-path.ts";
import { runProgram } from "../mysql/run-program.ts";
import type { Log } from "../mysql/way.ts";

const program = "pt-online-schema-change";

/** pt-online-schema-change: the folder that a PATH needs, and how it was had. */
export interface PtOsc {
  folder: string;
  /** `pt-online-schema-change 3.7.1; Debian's percona-toolkit, unpacked`. */
  how: string;
  remove(): Promise<void>;
}

/** The one of this machine, else Debian's, unpacked like the servers and run by its own perl. Throws the reasons where neither works. */
export async function findPtOsc(log: Log): Promise<PtOsc> {
  const tried: string[] = [];
  for (const find of [fromPath, fromDebian]) {
    try {
      const found = await find(log);
      const version = (await runProgram([join(found.folder, program), "--version"])).trim();
      return { ...found, how: `${version}; ${found.how}` };
    } catch (error) {
      tried.push(error instanceof Error ? error.message : String(error));
      log(`not used, ${tried.at(-1)}`);
    }
  }
  throw new Error(`No ${program} could be had on this machine. Tried:\n  ${tried.join("\n  ")}`);
}

async function fromPath(): Promise<PtOsc> {
  const [found] = onPath(program);
  if (!found) throw new Error(`${program} is not on PATH`);
  return { folder: dirname(found), how: found, remove: async () => {} };
}

async function fromDebian(log: Log): Promise<PtOsc> {
  const { root, command } = await debianProgram("percona-toolkit", "usr/bin/perl", log);
  const libraries = dirname(command[0] ?? "");
  const folders = [
    join(root, "etc/perl"),
    ...(await inside(join(libraries, "perl5"))),
    join(root, "usr/share/perl5"),
    ...(await inside(join(libraries, "perl"))),
    ...(await inside(join(root, "usr/share/perl"))),
    join(libraries, "perl-base"),
  ];
  const folder = await mkdtemp(join(tmpdir(), "tollgate-percona-"));
  const script = [
    "#!/bin/sh",
    `export PERL5LIB='${folders.join(":")}'`,
    `export MARIADB_PLUGIN_DIR='${join(libraries, "libmariadb3/plugin")}'`,
    `exec ${command.map((part) => `'${part}'`).join(" ")} '${join(root, "usr/bin", program)}' "$@"`,
  ];
  await writeFile(join(folder, program), `${script.join("\n")}\n`);
  await chmod(join(folder, program), 0o755);
  return {
    folder,
    how: "Debian's percona-toolkit, unpacked",
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function inside(folder: string): Promise<string[]> {
  return (await readdir(folder)).sort().map((name) => join(folder, name));
}
