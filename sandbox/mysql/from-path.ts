import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { onPath } from "./on-path.ts";
import { startFromBinary } from "./start-from-binary.ts";
import type { Way } from "./way.ts";

/** A server program that this machine has. */
export const fromPath: Way = {
  title: "mysqld or mariadbd on PATH",
  async start(names, log) {
    const program = [...onPath("mysqld"), ...onPath("mariadbd")][0];
    if (!program) throw new Error("is not there");
    const binary = { command: [program], basedir: dirname(dirname(realpathSync(program))), options: [] };
    return startFromBinary({ binary, how: `${program} of this machine`, names, log });
  },
};
