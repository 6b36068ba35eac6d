import type { Unit } from "../../../core/rollout/units/unit.ts";
import { type Running, refuseUnit, type UnitEnd } from "../running.ts";
import { StatementError } from "../statement-error.ts";
import { chooseWay } from "./choose-way.ts";
import { runOnline } from "./run-online.ts";

/** Runs a unit by a tool, if the policy has it so for the table as it is now; undefined = it runs like any other. */
export async function runByTool(running: Running, unit: Unit): Promise<UnitEnd | undefined> {
  const { online, migration, target } = running;
  if (!online?.rule || unit.first !== unit.last) return undefined;
  const way = await chooseWay(online, target, migration, unit.first);
  if (!way) return undefined;
  const { choice, facts } = way;
  if (choice.way === "direct") return undefined;
  // The tool puts another table in this one's place.
  running.storage.clear();
  const role = migration.statements[unit.first]?.facts.role;
  const evident = unit.protocol === "evidence" && role?.kind === "definition" ? role.evidence : undefined;
  if (choice.way === "tool" && evident)
    return runOnline(running, unit, { online, target, facts, plan: evident, chosen: choice });
  const whys = choice.way === "refused" ? choice.whys : ["Whether it ran could not be told afterwards."];
  const said = `${online.rule.tool} cannot be trusted with it, and the policy lets nothing else: ${whys.join(" ")}`;
  return refuseUnit(running, unit, unit.first, new StatementError(0, said));
}
