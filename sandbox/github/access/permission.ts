/** Repository roles, weakest first. */
export const roles = ["none", "read", "triage", "write", "maintain", "admin"] as const;
export type Role = (typeof roles)[number];

/** What a token of an app or of a workflow may be granted, in GitHub's names. */
export type Scope =
  | "actions"
  | "administration"
  | "checks"
  | "contents"
  | "deployments"
  | "environments"
  | "issues"
  | "members"
  | "merge_queues"
  | "metadata"
  | "pull_requests"
  | "statuses"
  | "workflows";
export type Grade = "read" | "write";
export type Permissions = Partial<Record<Scope, Grade | "none">>;

export function atLeast(role: Role, wanted: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(wanted);
}

/** `metadata: read` comes with every token. */
export function grants(permissions: Permissions, scope: Scope, grade: Grade): boolean {
  const held = permissions[scope];
  if (scope === "metadata" && grade === "read") return true;
  return held === "write" || held === grade;
}
