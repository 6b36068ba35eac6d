import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { load } from "js-yaml";

/** What the runner needs of an `action.yml`. Defaults may hold `${{ }}`. */
export interface ActionFile {
  inputs: Record<string, { default?: string; required?: boolean }>;
  runs: { using: string; main: string };
}

export async function readActionFile(folder: string): Promise<ActionFile> {
  const file = load(await readFile(join(folder, "action.yml"), "utf8")) as Partial<ActionFile>;
  if (!file.runs?.using.startsWith("node")) throw new Error(`${folder}/action.yml is not a Node action.`);
  return { inputs: file.inputs ?? {}, runs: file.runs };
}
