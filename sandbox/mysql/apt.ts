import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { byteReporter } from "./report-bytes.ts";
import { runProgram } from "./run-program.ts";
import type { Log } from "./way.ts";

const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
const updateWithinMs = 60_000;
const downloadWithinMs = 120_000;

/**
 * Downloads a package of Debian unstable and everything that it depends on into `work`, with a private state, so
 * that neither root nor an earlier `apt-get update` is needed and the system's own lists stay as they are.
 */
export async function fetchPackages(name: string, work: string, log: Log): Promise<string[]> {
  await mkdir(join(work, "lists/partial"), { recursive: true });
  await mkdir(join(work, "archives/partial"), { recursive: true });
  await writeFile(join(work, "status"), "");
  await writeFile(join(work, "sources.list"), await source());
  const apt = (args: string[], withinMs: number) =>
    runProgram(["apt-get", ...privateState(work), ...args], { signal: AbortSignal.timeout(withinMs) });
  log("apt-get update (a private list of Debian unstable, 11 MB)");
  await apt(["update"], updateWithinMs).catch((error) => {
    throw error.code === "ENOENT" ? new Error("this machine has no apt-get", { cause: error }) : error;
  });
  const install = ["install", "--yes", "--no-install-recommends", name];
  const total = totalSize(await apt(["--print-uris", ...install], updateWithinMs));
  const say = byteReporter({ what: `${name} and its libraries`, total, log });
  log(`downloading ${name} and its libraries (${(total / 1e6).toFixed(0)} MB)`);
  const watch = setInterval(() => folderSize(join(work, "archives")).then(say, () => {}), 500);
  try {
    await apt(["--download-only", ...install], downloadWithinMs);
  } finally {
    clearInterval(watch);
  }
  const files = await readdir(join(work, "archives"));
  return files.filter((file) => file.endsWith(".deb")).map((file) => join(work, "archives", file));
}

/** apt.conf(5): its own lists, status and cache; no sources, pins or sandbox user of the system. */
function privateState(work: string): string[] {
  const settings = {
    "Dir::State": work,
    "Dir::State::lists": join(work, "lists"),
    "Dir::State::status": join(work, "status"),
    "Dir::Cache": work,
    "Dir::Cache::archives": join(work, "archives"),
    "Dir::Etc::sourcelist": join(work, "sources.list"),
    "Dir::Etc::sourceparts": "-",
    "Dir::Etc::preferences": "-",
    "Dir::Etc::preferencesparts": "-",
    "APT::Sandbox::User": "root",
    "Acquire::Languages": "none",
    "Acquire::Retries": "2",
    "Debug::NoLocking": "1",
  };
  return ["-q", ...Object.entries(settings).flatMap(([key, value]) => ["-o", `${key}=${value}`])];
}

/**
 * Signed by Debian's archive key where this machine has it (Debian does); elsewhere trust rests on TLS to Debian's
 * own host.
 */
async function source(): Promise<string> {
  if (!existsSync(keyring)) return "deb [trusted=yes] https://deb.debian.org/debian sid main\n";
  return `deb [signed-by=${keyring}] ${(await systemMirror()) ?? "https://deb.debian.org/debian"} sid main\n`;
}

/** The mirror that this machine is set up with: it may be the only one that it can reach. */
async function systemMirror(): Promise<string | undefined> {
  const parts = await readdir("/etc/apt/sources.list.d").catch(() => []);
  for (const file of [
    "/etc/apt/sources.list",
    ...parts.map((part) => join("/etc/apt/sources.list.d", part)),
  ]) {
    const text = await readFile(file, "utf8").catch(() => "");
    const found = /^(?:URIs:|deb\s).*?(https?:\/\/\S+\/debian)\/?(?=\s|$)/m.exec(text)?.[1];
    if (found) return found;
  }
  return undefined;
}

/** `--print-uris` prints `'URI' FILE SIZE HASH`. */
function totalSize(uris: string): number {
  return [...uris.matchAll(/^'\S+' \S+ (\d+) /gm)].reduce((sum, [, size]) => sum + Number(size), 0);
}

async function folderSize(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (s) => s.size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
