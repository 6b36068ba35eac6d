import { createHash } from "node:crypto";

/** How a repository names what it holds: https://git-scm.com/docs/hash-function-transition */
export type ObjectFormat = "sha1" | "sha256";

/** The format of a repository that has an object of this id: 40 digits, or 64. */
export function formatOf(id: string): ObjectFormat {
  return id.length === 64 ? "sha256" : "sha1";
}

/** The id that git gives a file's bytes: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects. */
export function gitBlobId(bytes: Uint8Array, format: ObjectFormat): string {
  return createHash(format).update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
