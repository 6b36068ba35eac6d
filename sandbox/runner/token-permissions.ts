import type { Permissions, Scope } from "../github/access/permission.ts";
import type { Value } from "./template.ts";

/** What GITHUB_TOKEN can be granted (GitHub Docs, "Workflow syntax: permissions"). */
const scopes = [
  "actions",
  "checks",
  "contents",
  "deployments",
  "issues",
  "pull_requests",
  "statuses",
] as const satisfies readonly Scope[];

/** Of a repository whose settings are GitHub's default for new ones. */
const restricted: Permissions = { contents: "read" };

/** `permissions:` of the job, else of the workflow. Where one is written, all that it does not name is taken away. */
export function tokenPermissions(
  written: Value | undefined,
  { readOnly }: { readOnly: boolean },
): Permissions {
  const granted = grant(written);
  if (!readOnly) return granted;
  return Object.fromEntries(
    Object.entries(granted).map(([scope, grade]) => [scope, grade === "write" ? "read" : grade]),
  );
}

function grant(written: Value | undefined): Permissions {
  if (written === undefined) return restricted;
  if (written === "read-all" || written === "write-all") {
    const grade = written === "read-all" ? "read" : "write";
    return Object.fromEntries(scopes.map((scope) => [scope, grade]));
  }
  const named = typeof written === "object" && written !== null ? Object.entries(written) : [];
  return Object.fromEntries(named.map(([scope, grade]) => [scope.replaceAll("-", "_"), grade]));
}
