import type { ReviewView } from "../review-view.ts";
import { code, prose } from "../say/neutralise.ts";
import { saySizes } from "../say/sizes.ts";

/** What the score took for the size of the tables, one line for each environment. */
export function sizesBlock({ assessment }: ReviewView): string {
  return saySizes(assessment, { name: code, sentence: prose })
    .map(({ environment, text }) => `**Sizes on ${prose(environment)}**${text}`)
    .join("<br/>");
}
