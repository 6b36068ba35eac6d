import { readFileSync } from "node:fs";
import { UserError } from "../operations/user-error.ts";

/** 0 clear · 1 gate not passed · 2 could not tell, or wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** What a command may touch; tests pass their own. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Bytes of a file; `-` is standard input. Throws UserError where it cannot be read. */
  readFile(path: string): Promise<Uint8Array>;
  /** The same as text; as bytes where it may not be UTF-8, for `decode` to tell. */
  readText(path: string): Promise<string | Uint8Array>;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  colour: boolean;
}

export function processIo(): Io {
  // A reader that has seen enough, such as `head`, closes the pipe: the exit code still says what was found.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    readFile: (path) => (path === "-" ? readStandardInput() : readNamed(path, readBytes)),
    readText: (path) => (path === "-" ? readStandardInput() : readNamed(path, readUtf8)),
    env: process.env,
    cwd: process.cwd(),
    colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
  };
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** At once: a command reads one file after the other, and the thread pool's turns would cost more than the reading. */
async function readNamed<Content>(path: string, read: (path: string) => Content): Promise<Content> {
  try {
    return read(path);
  } catch (cause) {
    throw unreadable(path, cause as NodeJS.ErrnoException);
  }
}

function readBytes(path: string): Uint8Array {
  return readFileSync(path);
}

/** Node reads text in one go, and makes U+FFFD of what is not UTF-8. */
function readUtf8(path: string): string | Uint8Array {
  const text = readFileSync(path, { encoding: "utf8" });
  return text.includes("\ufffd") ? readBytes(path) : text;
}

function unreadable(path: string, cause: NodeJS.ErrnoException): UserError {
  const what = `${path} ${cause.code === "ENOENT" ? "does not exist" : "cannot be read"}.`;
  return new UserError("file-unreadable", what, "Name an existing file, or - for standard input.", { cause });
}
