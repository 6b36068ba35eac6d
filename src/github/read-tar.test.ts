import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTar } from "./read-tar.ts";

const long = `${"a-long-folder/".repeat(30)}file.ts`;
const files: Record<string, string> = {
  "empty.ts": "",
  "block.ts": "x".repeat(512),
  "src/größe.ts": "é\n",
  [long]: "long",
  "large.txt": "y".repeat(100_000),
};

let folder: string;
let archive: Buffer;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tollgate-tar-"));
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd: folder });
  git("init", "-q");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync("/etc/passwd", join(folder, "link.ts"));
  git("add", "-A");
  git("commit", "-qm", "one");
  archive = git("archive", "--prefix=shop-1/", "HEAD");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(bytes: Buffer, chunk: number, wanted = (_path: string, _size: number) => true) {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  const found: Record<string, string> = {};
  for await (const { path, bytes: content } of readTar(chunks(), wanted)) found[path] = content.toString();
  return found;
}

describe("an archive as git writes it", () => {
  test.each([1000, 512, 7, 1 << 20])(
    "is read in chunks of %d bytes: plain files, no links",
    async (chunk) => {
      const expected = Object.entries(files).map(([path, text]) => [`shop-1/${path}`, text]);
      expect(await read(archive, chunk)).toEqual(Object.fromEntries(expected));
    },
  );

  test("gives only what is wanted, by path and size", async () => {
    const wanted = (path: string, size: number) => path.endsWith(".ts") && size === 512;
    expect(Object.keys(await read(archive, 4096, wanted))).toEqual(["shop-1/block.ts"]);
  });
});

describe("one that is not well formed", () => {
  const broken = (change: (bytes: Buffer) => void) => {
    const bytes = Buffer.from(archive);
    change(bytes);
    return read(bytes, 4096);
  };

  test("is refused: cut, changed, or with a number that is none", async () => {
    await expect(read(archive.subarray(0, 700), 100)).rejects.toThrow("it ends in the middle");
    await expect(read(Buffer.alloc(0), 100)).rejects.toThrow("it ends in the middle");
    await expect(broken((bytes) => bytes.writeUInt8(1, 0))).rejects.toThrow("sum is wrong");
    await expect(broken((bytes) => bytes.write("zzz", 148))).rejects.toThrow("number cannot be read");
  });

  test("a header that says it is a gigabyte is not read into memory", async () => {
    const header = Buffer.from(archive.subarray(0, 512));
    header.write("07777777777\0", 124);
    header.write("        ", 148);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    await expect(read(Buffer.concat([header, Buffer.alloc(1024)]), 512)).rejects.toThrow(
      "header is too long",
    );
  });
});
