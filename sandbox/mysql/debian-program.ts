import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchPackages } from "./apt.ts";
import { cacheFolder } from "./cache.ts";
import { keepWhole } from "./keep-whole.ts";
import { runProgram } from "./run-program.ts";
import type { Log } from "./way.ts";

export interface DebianProgram {
  /** Where its package and every library that it needs are unpacked. */
  root: string;
  /** How to call it: by the loader and the libraries that it was built for. */
  command: readonly string[];
}

/**
 * A program of Debian's archive, unpacked into the cache and run by its own loader: nothing is installed, and root is
 * not needed.
 */
export async function debianProgram(packageName: string, program: string, log: Log): Promise<DebianProgram> {
  const root = join(cacheFolder(), `debian-${packageName}`);
  if (!existsSync(root)) await keepWhole(root, (into) => unpack(packageName, into, log));
  return { root, command: [...ownLoader(root), join(root, program)] };
}

async function unpack(packageName: string, into: string, log: Log): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), "tollgate-apt-"));
  try {
    const packages = await fetchPackages(packageName, work, log);
    log(`unpacking ${packages.length} packages`);
    for (const file of packages) await runProgram(["dpkg-deb", "--extract", file, into]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The system's C library may be older than Debian unstable's. */
function ownLoader(root: string): string[] {
  const libraries = readdirSync(join(root, "usr/lib")).find((name) => name.endsWith("-linux-gnu"));
  const folder = join(root, "usr/lib", libraries ?? "");
  const loader = readdirSync(folder).find((name) => /^ld-linux.*\.so\.\d+$/.test(name));
  if (!libraries || !loader) throw new Error(`${root} holds no dynamic loader`);
  return [join(folder, loader), "--library-path", folder];
}
