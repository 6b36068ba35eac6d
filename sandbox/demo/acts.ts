import { lookAs } from "./look.ts";
import { ApiError } from "./person.ts";
import { rolloutsOn } from "./rollouts.ts";
import type { Telling } from "./scene.ts";
import type { Login, Stage } from "./stage.ts";

/** What people do in a scene, told as it happens; each ends when GitHub, the bot and the workflows have come to rest. */
export function actsOn(stage: Stage, telling: Telling) {
  const { story } = telling;
  const look = lookAs(stage.as("alice"));

  async function settle(number: number): Promise<void> {
    await stage.settled();
    const check = await look.check(number);
    const asked = await look.requested(number);
    story.did("tollgate", `check: ${check?.conclusion ?? "none"} — ${check?.title ?? ""}`);
    story.did(
      "tollgate",
      asked.length > 0 ? `asks ${asked.join(", ")} for a review` : "asks nobody for a review",
    );
  }

  return {
    ...rolloutsOn(stage, look, telling),
    look,
    see: telling.see,
    /** Opens a pull request with one migration. Gives its number. */
    async propose(
      who: Login,
      { file, sql, title }: { file: string; sql: string; title: string },
    ): Promise<number> {
      const branch = branchOf(file);
      await stage.as(who).push({ branch, files: { [file]: sql }, message: title });
      const number = await stage.as(who).openPull({ branch, title });
      story.did(who, `opens pull request #${number}: ${title}`);
      await stage.settled();
      story.shows(`comment on #${number}`, await look.comment(number));
      await settle(number);
      return number;
    },
    async push(
      who: Login,
      push: { number: number; branch: string; files: Record<string, string>; message: string },
    ) {
      await stage.as(who).push(push);
      story.did(who, `pushes to #${push.number}: ${push.message}`);
      await settle(push.number);
    },
    async approve(who: Login, number: number): Promise<void> {
      await stage.as(who).approve(number);
      story.did(who, `approves #${number}`);
      await settle(number);
    },
    /** GitHub itself refuses some things, such as one's own approval. Gives its answer's status; 200 = it did not. */
    async tryTo(who: Login, what: string, act: () => Promise<void>): Promise<number> {
      const status = await act().then(
        () => 200,
        (error: unknown) => {
          if (error instanceof ApiError) return error.status;
          throw error;
        },
      );
      story.did(who, `tries to ${what}: GitHub answers ${status}`);
      return status;
    },
  };
}

/** A migration's branch has its name. */
export function branchOf(file: string): string {
  return file.replace(/^.*\/|\.sql$/g, "");
}
