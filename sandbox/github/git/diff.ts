import { git } from "./git.ts";

type ChangeStatus = "added" | "modified" | "removed" | "renamed" | "changed";

/** A file that differs between two trees, as GitHub lists it. */
export interface FileDiff {
  path: string;
  previousPath: string | undefined;
  status: ChangeStatus;
  sha: string;
  additions: number;
  deletions: number;
  /** Absent for binary files and pure renames, as at GitHub. */
  patch: string | undefined;
}

const statusOf: Record<string, ChangeStatus> = {
  A: "added",
  M: "modified",
  D: "removed",
  R: "renamed",
  T: "changed",
};

interface RawEntry {
  status: string;
  before: string;
  after: string;
  from: string;
  to: string;
}

function readRaw(fields: string[]): RawEntry[] {
  const entries: RawEntry[] = [];
  while (fields[0]?.startsWith(":")) {
    const [, , before = "", after = "", letter = ""] = (fields.shift() ?? "").split(" ");
    const from = fields.shift() ?? "";
    const to = letter.startsWith("R") ? (fields.shift() ?? "") : from;
    entries.push({ status: letter.charAt(0), before, after, from, to });
  }
  return entries;
}

function readCounts(fields: string[]): { additions: number; deletions: number }[] {
  const counts = [];
  while (fields.length > 0) {
    const [added = "", deleted = "", path = ""] = (fields.shift() ?? "").split("\t");
    if (path === "") fields.splice(0, 2);
    counts.push({ additions: Number(added) || 0, deletions: Number(deleted) || 0 });
  }
  return counts;
}

/** Splits one patch of many files: a line that starts so is never content, which is prefixed by ' ', '+' or '-'. */
function splitPatch(text: string): (string | undefined)[] {
  return text
    .split(/^diff --git .*\n/m)
    .slice(1)
    .map((part) => {
      const hunk = part.search(/^@@ /m);
      return hunk < 0 ? undefined : part.slice(hunk).replace(/\n$/, "");
    });
}

export async function diffTrees(directory: string, from: string, to: string): Promise<FileDiff[]> {
  const facts = await git(directory, ["diff", "--raw", "--numstat", "--no-abbrev", "-z", "-M", from, to]);
  const fields = facts.toString().split("\0").slice(0, -1);
  const raw = readRaw(fields);
  const counts = readCounts(fields);
  const patches = splitPatch((await git(directory, ["diff", "-p", "-M", "--no-color", from, to])).toString());
  return raw.map((entry, index) => ({
    path: entry.to,
    previousPath: entry.status === "R" ? entry.from : undefined,
    status: statusOf[entry.status] ?? "changed",
    sha: entry.status === "D" ? entry.before : entry.after,
    additions: counts[index]?.additions ?? 0,
    deletions: counts[index]?.deletions ?? 0,
    patch: patches[index],
  }));
}
