import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { cacheFolder } from "./cache.ts";
import { keepWhole } from "./keep-whole.ts";
import { reportBytes } from "./report-bytes.ts";
import type { Log } from "./way.ts";

/** CommonJS with a `default` of its own: loaders differ on what an import of it gives, `require` does not. */
const require = createRequire(import.meta.url);
type Constants = typeof import("mysql-memory-server/dist/src/constants.js");
type Version = typeof import("mysql-memory-server/dist/src/libraries/Version.js");

const answerWithinMs = 5_000;
const downloadWithinMs = 90_000;

/**
 * Oracle's own build, server and client, downloaded once. `mysql-memory-server` knows which archive fits this machine;
 * its launcher is not used, because it cannot initialise a data directory as root and its download cannot be given up.
 */
export async function officialFolder(log: Log): Promise<string> {
  const architecture = arch();
  if (architecture !== "x64" && architecture !== "arm64")
    throw new Error(`Oracle builds nothing for ${architecture}`);
  const version: Version = require("mysql-memory-server/dist/src/libraries/Version.js");
  const archive = version.default("8.4.x", architecture);
  const folder = join(cacheFolder(), `mysql-official-${archive.version}`);
  if (existsSync(folder)) return folder;
  const response = await open(archive.url);
  await keepWhole(folder, (into) => unpack(response, into, log));
  return folder;
}

/** The newest release lies under Downloads, older ones under archives. */
async function open(path: string): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error("no answer within 5 s")), answerWithinMs);
  const constants: Constants = require("mysql-memory-server/dist/src/constants.js");
  for (const base of [constants.MySQLCDNDownloadsBaseURL, constants.MySQLCDNArchivesBaseURL]) {
    const response = await fetch(base + path, { signal: late.signal }).catch((cause) => {
      throw new Error(`cannot be reached (${cause?.cause?.message ?? cause?.message})`, { cause });
    });
    clearTimeout(timer);
    if (response.ok) return response;
  }
  throw new Error(`has no ${path}`);
}

async function unpack(response: Response, into: string, log: Log): Promise<void> {
  if (!response.body) throw new Error("sent nothing");
  await mkdir(into, { recursive: true });
  const tar = spawn("tar", ["-xJ", "--strip-components=1", "-C", into], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  const ended = new Promise<void>((resolve, reject) => {
    tar.on("error", reject);
    tar.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`tar ended with ${code}`))));
  });
  const total = Number(response.headers.get("content-length"));
  const counted = reportBytes({ what: "MySQL from cdn.mysql.com", total, log });
  await pipeline(Readable.fromWeb(response.body), counted, tar.stdin, {
    signal: AbortSignal.timeout(downloadWithinMs),
  });
  await ended;
}
