import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { gitEnvironment } from "./git.ts";

export interface GitObject {
  sha: string;
  type: "blob" | "tree" | "commit" | "tag";
  bytes: Buffer;
}

interface Waiting {
  resolve(object: GitObject | undefined): void;
  reject(error: Error): void;
}

export interface ObjectReader {
  /** The object that a revision names, or undefined where the repository has none. */
  read(revision: string): Promise<GitObject | undefined>;
  close(): void;
}

/** One long-lived `git cat-file --batch`: a process per object would make every scene wait. */
export function openObjectReader(directory: string): ObjectReader {
  let child: ChildProcessWithoutNullStreams | undefined;
  let buffered = Buffer.alloc(0);
  const waiting: Waiting[] = [];

  function take(): boolean {
    const end = buffered.indexOf(10);
    if (end < 0) return false;
    const [sha = "", type = "", size = ""] = buffered.subarray(0, end).toString().split(" ");
    if (!/^\d+$/.test(size)) {
      buffered = buffered.subarray(end + 1);
      waiting.shift()?.resolve(undefined);
      return true;
    }
    const stop = end + 1 + Number(size);
    if (buffered.length <= stop) return false;
    const bytes = Buffer.from(buffered.subarray(end + 1, stop));
    buffered = buffered.subarray(stop + 1);
    waiting.shift()?.resolve({ sha, type: type as GitObject["type"], bytes });
    return true;
  }

  function start(): ChildProcessWithoutNullStreams {
    const started = spawn("git", ["--git-dir", directory, "cat-file", "--batch"], { env: gitEnvironment });
    let said = "";
    started.stderr.on("data", (chunk: Buffer) => {
      said += chunk;
    });
    started.stdout.on("data", (chunk: Buffer) => {
      buffered = Buffer.concat([buffered, chunk]);
      while (take());
    });
    // What broke is told when it closes.
    started.stdin.on("error", () => undefined);
    started.on("close", (code, signal) => {
      // The next one to ask starts another.
      if (child === started) child = undefined;
      buffered = Buffer.alloc(0);
      const why = `git cat-file ended with ${signal ?? code} before it answered. ${said}`;
      for (const one of waiting.splice(0)) one.reject(new Error(why));
    });
    return started;
  }

  return {
    read(revision) {
      if (/[\s\0]/.test(revision)) return Promise.resolve(undefined);
      child ??= start();
      const { stdin } = child;
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        stdin.write(`${revision}\n`);
      });
    },
    close() {
      child?.stdin.end();
    },
  };
}
