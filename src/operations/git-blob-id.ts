import { createHash } from "node:crypto";

/**
 * The id that git gives a file's bytes: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects. `digits`: 40 in a SHA-1
 * repository, 64 in a SHA-256 one.
 */
export function gitBlobId(bytes: Uint8Array, digits = 40): string {
  return createHash(digits === 64 ? "sha256" : "sha1")
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest("hex");
}
