import { cp, mkdir, readdir, rm, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";

interface Place {
  workspace: string;
  /** A folder for each artifact of the run. */
  artifacts: string;
}

interface Performed {
  code: number;
  output: string;
}

/** Stands in for `actions/upload-artifact`, as far as one file or folder for each line of `path`. */
export async function uploadArtifact(given: Record<string, string>, place: Place): Promise<Performed> {
  const { name = "artifact", path = "", overwrite, "if-no-files-found": missing = "warn" } = given;
  const target = join(place.artifacts, name);
  const isThere = await exists(target);
  if (isThere && overwrite !== "true")
    return { code: 1, output: "::error::Failed to CreateArtifact: (409) Conflict: it already exists" };
  await rm(target, { recursive: true, force: true });
  const found = await filesOf(path, place.workspace);
  if (found.length === 0) {
    const said = `No files were found with the provided path: ${path}`;
    return missing === "error" ? { code: 1, output: `::error::${said}` } : { code: 0, output: said };
  }
  await mkdir(target, { recursive: true });
  for (const source of found) {
    const isFolder = (await stat(source)).isDirectory();
    await cp(source, isFolder ? target : join(target, basename(source)), { recursive: true });
  }
  return { code: 0, output: `Artifact ${name} has been successfully uploaded` };
}

/** Stands in for `actions/download-artifact`: one by its name, or all that a pattern names, each in a folder of its name. */
export async function downloadArtifacts(given: Record<string, string>, place: Place): Promise<Performed> {
  const { name, pattern = "*", path = ".", "merge-multiple": merge } = given;
  const folder = resolve(place.workspace, path);
  const all = await readdir(place.artifacts).catch(() => []);
  const wanted = all.filter((one) => (name ? one === name : isNamed(one, pattern)));
  if (name && wanted.length === 0)
    return { code: 1, output: `::error::Unable to download artifact(s): Artifact not found: ${name}` };
  await mkdir(folder, { recursive: true });
  for (const one of wanted) {
    const into = name || merge === "true" ? folder : join(folder, one);
    await cp(join(place.artifacts, one), into, { recursive: true });
  }
  return { code: 0, output: `Total of ${wanted.length} artifact(s) downloaded` };
}

async function filesOf(lines: string, workspace: string): Promise<string[]> {
  const found: string[] = [];
  for (const line of lines.split("\n").map((one) => one.trim())) {
    const source = resolve(workspace, line);
    if (line !== "" && (await exists(source))) found.push(source);
  }
  return found;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** `*` alone, as names of artifacts need it. */
function isNamed(name: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[^\w]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(name);
}
