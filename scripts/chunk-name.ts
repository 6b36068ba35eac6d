import { relative, sep } from "node:path";

/** What a chunk holds, told by one file of src/ that is in it, where the chunk is far more than its last file says. */
export const landmarks: Readonly<Record<string, string>> = {
  "core/assess.ts": "assess",
  "core/policy/parse-policy.ts": "policy",
  "core/sql/second-opinion.ts": "second-opinion",
  "core/sql/split/split.ts": "split",
  "core/sql/grammar/parse-statement.ts": "statements",
  "core/migration/parse-migrations.ts": "migrations",
  "core/schema/parse-statistics.ts": "statistics",
  "core/risk/factors.ts": "risk-factors",
  "core/approval/evaluate-flow.ts": "approvals",
  "github/repository.ts": "github",
  "mysql/connect.ts": "mysql",
  "mysql/mysql-databases.ts": "mysql-databases",
  "mysql/mysql-targets.ts": "mysql-targets",
};

/**
 * The name of a chunk, without a suffix: its landmark, or the path of its last file, which is the one that needs the
 * others. `cli/commands/check.ts` is `cli-check`, `core/report/say/size.ts` is `report-say-size`.
 *
 * @param moduleIds as rolldown gives them: absolute paths in the order in which they run, or virtual ones after a NUL
 */
export function chunkName(moduleIds: readonly string[]): string {
  const files = moduleIds.map((id) =>
    id.startsWith("\0") ? id.slice(1) : relative("src", id).split(sep).join("/"),
  );
  const landmark = Object.keys(landmarks).find((file) => files.includes(file));
  const last = files.at(-1) ?? "empty";
  return (
    (landmark && landmarks[landmark]) ??
    last
      .replace(/^core\//, "")
      .replace("/commands/", "/")
      .replace(/\.[jt]s$/, "")
      .replaceAll("/", "-")
  );
}
