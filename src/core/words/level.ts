/** How much approval a change deserves. `default` = no rule matched and the score is 0. Weakest first. */
export const levels = ["default", "low", "moderate", "high"] as const;
export type Level = (typeof levels)[number];

/** The heavier of the levels given; `default` for none. */
export function highest(...given: readonly Level[]): Level {
  return given.reduce<Level>((a, b) => (levels.indexOf(b) > levels.indexOf(a) ? b : a), "default");
}
