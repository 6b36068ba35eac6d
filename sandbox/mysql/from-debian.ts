import { join } from "node:path";
import { debianProgram } from "./debian-program.ts";
import { startFromBinary } from "./start-from-binary.ts";
import type { Way } from "./way.ts";

/** Debian's package and program of each flavour. Unstable has real MySQL; stable only has MariaDB. */
const flavours = {
  mysql: { packageName: "mysql-server-core", program: "usr/sbin/mysqld" },
  mariadb: { packageName: "mariadb-server-core", program: "usr/sbin/mariadbd" },
} as const;

export function fromDebian(flavour: keyof typeof flavours): Way {
  const { packageName, program } = flavours[flavour];
  return {
    title: `Debian's ${packageName}, unpacked`,
    async start(names, log, options = []) {
      const { root, command } = await debianProgram(packageName, program, log);
      const binary = {
        command,
        basedir: join(root, "usr"),
        options: [`--plugin-dir=${join(root, "usr/lib/mysql/plugin")}`],
      };
      return startFromBinary({
        binary,
        how: `Debian's ${packageName}, unpacked in ${root}`,
        names,
        log,
        options,
      });
    },
  };
}
