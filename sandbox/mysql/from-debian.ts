import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchPackages } from "./apt.ts";
import { cacheFolder } from "./cache.ts";
import { keepWhole } from "./keep-whole.ts";
import { runProgram } from "./run-program.ts";
import { type Binary, startFromBinary } from "./start-from-binary.ts";
import type { Log, Way } from "./way.ts";

/** Debian's package and program of each flavour. Unstable has real MySQL; stable only has MariaDB. */
const flavours = {
  mysql: { packageName: "mysql-server-core", program: "usr/sbin/mysqld" },
  mariadb: { packageName: "mariadb-server-core", program: "usr/sbin/mariadbd" },
} as const;

/**
 * Debian's archive, unpacked into the cache with every library that the server needs, and run by its own loader:
 * nothing is installed, and root is not needed.
 */
export function fromDebian(flavour: keyof typeof flavours): Way {
  const { packageName, program } = flavours[flavour];
  return {
    title: `Debian's ${packageName}, unpacked`,
    async start(names, log) {
      const root = join(cacheFolder(), `debian-${packageName}`);
      if (!existsSync(root)) await keepWhole(root, (into) => unpack(packageName, into, log));
      const binary = runByOwnLoader(root, program);
      return startFromBinary({ binary, how: `Debian's ${packageName}, unpacked in ${root}`, names, log });
    },
  };
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

/** The system's C library may be older than Debian unstable's: the server runs with the one it was built for. */
function runByOwnLoader(root: string, program: string): Binary {
  const libraries = readdirSync(join(root, "usr/lib")).find((name) => name.endsWith("-linux-gnu"));
  const folder = join(root, "usr/lib", libraries ?? "");
  const loader = readdirSync(folder).find((name) => /^ld-linux.*\.so\.\d+$/.test(name));
  if (!libraries || !loader) throw new Error(`${root} holds no dynamic loader`);
  return {
    command: [join(folder, loader), "--library-path", folder, join(root, program)],
    basedir: join(root, "usr"),
    options: [`--plugin-dir=${join(root, "usr/lib/mysql/plugin")}`],
  };
}
