import { createHash } from "node:crypto";
import { digestText } from "../core/migration/digest.ts";

/** What approvals are given to: SHA-256 (hex) over the canonical text of the changed migrations. */
export function contentDigest(changed: Parameters<typeof digestText>[0]): string {
  return createHash("sha256").update(digestText(changed)).digest("hex");
}
