import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The objects of a file with one JSON object a line; undefined where there is no such file. */
export function readJsonLines<T>(path: string): T[] | undefined {
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line) as T);
}

/** Every file below a directory whose name ends so, sorted. */
export function findFiles(directory: string, ending: string): string[] {
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(directory, name));
}
