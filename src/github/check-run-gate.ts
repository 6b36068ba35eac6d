import type { Gate, GateContent } from "../operations/ports/code-host.ts";
import type { GitHubRepository } from "./client.ts";
import { createOnce, unrepeated } from "./create-once.ts";
import type { RecentlyWritten } from "./recently-written.ts";

export interface WrittenRun {
  id: number;
  head: string;
  content: GateContent;
  /** ISO 8601; undefined = GitHub does not say. */
  startedAt: string | undefined;
}

/**
 * GitHub takes a run that has not ended for stale after 14 days; then a merge would wait for nothing.
 * https://docs.github.com/en/rest/checks/runs
 */
const tenDays = 10 * 24 * 60 * 60 * 1000;

/** The app's gate. Only the app can edit its check runs, so what they say can be held as evidence. */
export function checkRunGate(
  repository: GitHubRepository,
  app: number,
  written: RecentlyWritten<WrittenRun>,
  now: () => number = Date.now,
): Gate {
  return {
    async publish(pull, content, again) {
      const head = pull.head.sha;
      const known = written.get(pull.number);
      const present = await presentRun(repository, app, { known, head, content });
      const isOld = present?.content.conclusion === "pending" && !startedSince(present, now() - tenDays);
      if (present && !again && !isOld && isSame(present.content, content)) return;
      const run = await put(repository, app, { head, content, present, isOld });
      written.set(pull.number, { ...run, head, content });
    },
    keeps: true,
    async text(head, name) {
      return (await findRun(repository, app, head, name))?.content.text;
    },
  };
}

function startedSince({ startedAt }: WrittenRun, time: number): boolean {
  return startedAt === undefined || Date.parse(startedAt) > time;
}

/** A head that this process has not written for is new to it: of two runs of one name the newer one counts. */
async function presentRun(
  repository: GitHubRepository,
  app: number,
  { known, head, content }: { known: WrittenRun | undefined; head: string; content: GateContent },
): Promise<WrittenRun | undefined> {
  if (!known) return findRun(repository, app, head, content.name);
  if (known.head !== head || known.content.name !== content.name) return undefined;
  return isSame(known.content, content) ? findRun(repository, app, head, content.name) : known;
}

export async function findRun(
  { octokit, owner, repo }: GitHubRepository,
  app: number,
  head: string,
  name: string,
): Promise<WrittenRun | undefined> {
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
    owner,
    repo,
    ref: head,
    check_name: name,
    app_id: app,
    filter: "latest",
  });
  const ours = data.check_runs.filter((run) => run.app?.id === app && run.name === name);
  const run = ours.sort((a, b) => Number(b.id) - Number(a.id))[0];
  return run && { id: Number(run.id), head, content: contentOf(run), startedAt: run.started_at ?? undefined };
}

type FoundRun = {
  name: string;
  status: string;
  conclusion: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
};

/** A run that GitHub reset or let go stale has a conclusion that we never write, so it differs from any of ours. */
function contentOf({ name, status, conclusion, output }: FoundRun): GateContent {
  return {
    name,
    conclusion: (status === "in_progress" ? "pending" : (conclusion ?? status)) as GateContent["conclusion"],
    title: output.title ?? "",
    summary: output.summary ?? "",
    text: output.text ?? "",
  };
}

function isSame(a: GateContent, b: GateContent): boolean {
  return (
    a.conclusion === b.conclusion &&
    a.title === b.title &&
    a.summary.trim() === b.summary.trim() &&
    a.text.trim() === b.text.trim()
  );
}

interface Put {
  head: string;
  content: GateContent;
  present: WrittenRun | undefined;
  /** A new run takes its place before GitHub takes it for stale. */
  isOld: boolean;
}

async function put(
  repository: GitHubRepository,
  app: number,
  { head, content, present, isOld }: Put,
): Promise<Pick<WrittenRun, "id" | "startedAt">> {
  const { octokit, owner, repo } = repository;
  const { name, conclusion, title, summary, text } = content;
  const body = {
    owner,
    repo,
    ...(conclusion === "pending"
      ? { status: "in_progress" as const }
      : { status: "completed" as const, conclusion }),
    output: { title, summary, text },
  };
  // A completed run is not opened again: a new one of the same name takes its place.
  if (present && !isOld && (conclusion !== "pending" || present.content.conclusion === "pending")) {
    const check_run_id = present.id;
    await octokit.request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", { ...body, check_run_id });
    return present;
  }
  const findNew = async () => {
    const run = await findRun(repository, app, head, name);
    return run?.id === present?.id ? undefined : run;
  };
  return createOnce(findNew, async () => {
    const newRun = { ...body, name, head_sha: head, request: unrepeated };
    const { data } = await octokit.request("POST /repos/{owner}/{repo}/check-runs", newRun);
    return { id: Number(data.id), startedAt: data.started_at ?? undefined };
  });
}
