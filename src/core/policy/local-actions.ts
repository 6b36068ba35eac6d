import { yamlValues } from "./yaml-values.ts";

interface Text {
  path: string;
  text: string;
}

/** What makes a folder an action for `uses: ./folder`; GitHub takes a Dockerfile where there is no action.yml. */
export function isActionFile(path: string): boolean {
  return /(?:^|\/)(?:action\.ya?ml|Dockerfile)$/i.test(path);
}

/** Whether a path is the folder or file, or below it. */
export function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/**
 * The folders of the actions that workflows run from their own repository (`uses: ./…`, `uses: $/…`), also through
 * other actions of it. Of an action in the root, which would be everything, what its own lines name.
 * `texts`: what is below `.github/`, and every action file, before and after the change.
 */
export function usedActionFolders(texts: readonly Text[]): string[] {
  const actions = texts.filter(({ path }) => isActionFile(path));
  const folders = new Set(actions.map(({ path }) => folderOf(path)));
  const used = new Set<string>();
  const waiting = texts.filter(({ path }) => path.startsWith(".github/"));
  for (const { text } of waiting) {
    for (const path of localUses(text)) {
      const folder = nearest(path, folders);
      if (folder === undefined || used.has(folder)) continue;
      used.add(folder);
      waiting.push(...actions.filter((action) => folderOf(action.path) === folder));
    }
  }
  const ofRoot = used.delete("") ? actions.filter(({ path }) => folderOf(path) === "") : [];
  return [...used, ...new Set(ofRoot.flatMap(({ text }) => partsNamed(text)))].sort();
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/**
 * A checkout may stand in a folder of its own (`path:`), so the leading names of a path need not be the repository's:
 * the longest end of it that is an action's folder counts.
 */
function nearest(path: string, folders: ReadonlySet<string>): string | undefined {
  const names = path.split("/").filter((name) => name !== "" && name !== ".");
  return names
    .map((_, i) => names.slice(i).join("/"))
    .concat("")
    .find((end) => folders.has(end));
}

/** The paths after `./` and `$/`. What has an anchor may be used anywhere. */
function localUses(text: string): string[] {
  const values = yamlValues(text) ?? [];
  return values.flatMap(({ keys, value, anchored }) => {
    const path = /^(?:\.\/|\$\/|\.$)(.*)$/s.exec(value)?.[1];
    return path !== undefined && (anchored || keys.at(-1) === "uses") ? [path] : [];
  });
}

const runs = ["main", "pre", "post", "image", "entrypoint", "pre-entrypoint", "post-entrypoint"];
const ownPath = /(?:github\.action_path\s*\}\}|\$\{?GITHUB_ACTION_PATH\}?)["']?\/([\w.-]+)/g;

/** Folders and files of the root that an action there runs. */
function partsNamed(text: string): string[] {
  return (yamlValues(text) ?? []).flatMap(({ keys, value }) => {
    if (runs.includes(keys.at(-1) ?? "")) return [value.replace(/^\.\//, "").split("/")[0] ?? ""];
    return [...value.matchAll(ownPath)].map(([, name = ""]) => name);
  });
}
