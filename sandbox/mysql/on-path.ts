import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Where this machine has the program. Distributions keep servers in sbin, which is not on everybody's PATH. */
export function onPath(program: string): string[] {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.map((folder) => join(folder, program)).filter(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
