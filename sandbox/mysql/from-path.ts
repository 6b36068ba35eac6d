import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { onPath } from "./on-path.ts";
import { startFromBinary } from "./start-from-binary.ts";
import type { Way } from "./way.ts";

/** A server program that this machine has: the first of these names. */
export function fromProgram(...programs: readonly string[]): Way {
  return {
    title: `${programs.join(" or ")} on PATH`,
    async start(names, log, options = []) {
      const program = programs.flatMap(onPath)[0];
      if (!program) throw new Error("is not there");
      const binary = { command: [program], basedir: dirname(dirname(realpathSync(program))), options: [] };
      return startFromBinary({ binary, how: `${program} of this machine`, names, log, options });
    },
  };
}

export const fromPath = fromProgram("mysqld", "mariadbd");
