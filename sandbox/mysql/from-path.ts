import { accessSync, constants, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { startFromBinary } from "./start-from-binary.ts";
import type { Way } from "./way.ts";

/** A server program that this machine has. Distributions keep it in sbin, which is not on everybody's PATH. */
export const fromPath: Way = {
  title: "mysqld or mariadbd on PATH",
  async start(names, log) {
    const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
    const found = ["mysqld", "mariadbd"].flatMap((tool) => folders.map((folder) => join(folder, tool)));
    const program = found.find(isExecutable);
    if (!program) throw new Error("is not there");
    const binary = { command: [program], basedir: dirname(dirname(realpathSync(program))), options: [] };
    return startFromBinary({ binary, how: `${program} of this machine`, names, log });
  },
};

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
