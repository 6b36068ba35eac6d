import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflate } from "node:zlib";

const compress = promisify(deflate);

/**
 * Writes a loose object, whose form is simple (Pro Git, 10.2 "Git Objects"), and gives its id: a git process for each
 * file of each commit would take most of a scene's time.
 */
export async function writeObject(
  directory: string,
  type: "blob" | "commit",
  content: string | Uint8Array,
): Promise<string> {
  const body = Buffer.from(content);
  const bytes = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]);
  const sha = createHash("sha1").update(bytes).digest("hex");
  const folder = join(directory, "objects", sha.slice(0, 2));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, sha.slice(2)), await compress(bytes));
  return sha;
}
