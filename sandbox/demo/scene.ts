import type { SceneRules } from "./policy-text.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";
import type { Witness } from "./witness.ts";

export interface Scene {
  number: number;
  title: string;
  rules: SceneRules;
  /** Is `test_db` on both servers before the curtain rises? */
  databaseThere: boolean;
  /** Gives the sentence that says what was seen. Throws where something is not as it must be. */
  play(stage: Stage, telling: Telling): Promise<string>;
}

export interface Telling extends Witness {
  story: Story;
}
