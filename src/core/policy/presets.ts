import type { Level } from "../words/level.ts";
import type { Source } from "../words/source.ts";

export const presetNames = [
  "prod-is-high",
  "dev-is-low",
  "prod-dml-over-10000-is-high",
  "prod-create-database-is-moderate",
] as const;
export type PresetName = (typeof presetNames)[number];

/** A rule before its condition is compiled. */
export interface RuleText {
  name: string;
  source: Source | undefined;
  when: string;
  level: Exclude<Level, "default">;
}

/**
 * The ready-made rules, the templates of Bytebase's risk centre, as ordinary CEL. As there, "prod" is the last
 * environment in rollout order and "dev" the first, whatever their names.
 */
export function presetRule(preset: PresetName, environments: readonly string[]): RuleText {
  const dev = JSON.stringify(environments.at(0) ?? "");
  const prod = JSON.stringify(environments.at(-1) ?? "");
  switch (preset) {
    case "prod-is-high":
      return { name: preset, source: undefined, when: `environment == ${prod}`, level: "high" };
    case "dev-is-low":
      return { name: preset, source: undefined, when: `environment == ${dev}`, level: "low" };
    case "prod-dml-over-10000-is-high":
      return {
        name: preset,
        source: "dml",
        when: `environment == ${prod} && statement_type in ["UPDATE", "DELETE"] && affected_rows > 10000`,
        level: "high",
      };
    case "prod-create-database-is-moderate":
      return { name: preset, source: "create-database", when: `environment == ${prod}`, level: "moderate" };
  }
}
