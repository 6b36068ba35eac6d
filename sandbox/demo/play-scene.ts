import { once } from "node:events";
import { inspect } from "node:util";
import type { StartedServers } from "../mysql/start-servers.ts";
import { repository } from "./create-repository.ts";
import type { Scene } from "./scene.ts";
import { buildStage, type Stage } from "./stage.ts";
import type { Story } from "./story.ts";
import { NotSeen, witness } from "./witness.ts";

interface Play {
  servers: StartedServers;
  story: Story;
  /** Wait for Ctrl-C before the stage is cleared. */
  keep: boolean;
}

/** Builds the stage, plays the scene on it and clears it. `seen` is what was seen, or what was not. */
export async function playScene(
  scene: Scene,
  { servers, story, keep }: Play,
): Promise<{ ok: boolean; seen: string }> {
  story.begins(`Scene ${scene.number} — ${scene.title}`);
  const stage = await buildStage({ servers, rules: scene.rules, databaseThere: scene.databaseThere });
  try {
    const seen = await scene.play(stage, { story, ...witness(story) });
    return { ok: true, seen };
  } catch (error) {
    story.waits(afterwards(stage, error));
    return { ok: false, seen: error instanceof Error ? error.message : String(error) };
  } finally {
    if (keep) await lookAround(stage, servers, story);
    await stage.close();
  }
}

/** What helps to understand a failure: the stack where it is a surprise, the last run's log, the bot's. */
function afterwards(stage: Stage, error: unknown): string {
  const stack = error instanceof NotSeen ? error.message : inspect(error);
  const last = stage.runner.runs
    .at(-1)
    ?.jobs.flatMap(({ reason, steps }) => [reason ?? "", ...steps.map((s) => s.output)]);
  const problems = stage.github.requests.flatMap(({ method, path, problem }) =>
    problem ? [`${method} ${path}: ${problem}`] : [],
  );
  const parts = [
    stack,
    ...problems,
    "last run:",
    ...(last ?? []),
    "bot:",
    stage.botLog().split("\n").slice(-20).join("\n"),
  ];
  return parts.join("\n");
}

async function lookAround(stage: Stage, servers: StartedServers, story: Story): Promise<void> {
  const { github } = stage;
  story.begins("Everything is still up; Ctrl-C ends it");
  story.did("GitHub", `${github.url}/repos/${repository}`);
  story.did(
    "token",
    `curl -H "authorization: Bearer ${github.tokenOf("olivia")}" ${github.url}/repos/${repository}/pulls?state=all`,
  );
  for (const { name, url } of servers.servers) story.did(name, url);
  const stay = setInterval(() => {}, 60_000);
  await once(process, "SIGINT");
  clearInterval(stay);
}
