import type { OnlineRule } from "../../../core/policy/online-rule.ts";
import type { Target } from "../../../core/policy/policy.ts";
import type { OnlineChoice } from "../../../core/rollout/online/choose.ts";
import type { Refusal } from "../../../core/rollout/rollout.ts";
import { pendingTasks, where } from "../../../core/rollout/tasks.ts";
import type { Online } from "../../ports/online.ts";
import type { TargetPlan } from "../look-at-targets.ts";
import { chooseWay } from "./choose-way.ts";

/** What would become of an ALTER that is pending, as its table is now. */
export interface ForeseenWay {
  target: Target;
  file: string;
  /** 1-based. */
  line: number;
  table: string;
  choice: OnlineChoice;
}

/** Every ALTER that is pending and that the rule is about. */
export async function foreseeOnline(
  online: Online,
  plans: readonly Pick<TargetPlan, "target" | "tasks">[],
): Promise<ForeseenWay[]> {
  const found: ForeseenWay[] = [];
  if (!online.rule) return found;
  for (const { target, tasks } of plans) {
    const open = pendingTasks(tasks).flatMap(({ record }) =>
      record?.open?.event === "sent" && record.open.detail.online ? [record.open.detail.online] : [],
    );
    for (const { migration, next } of pendingTasks(tasks)) {
      for (let index = next; index < migration.statements.length; index++) {
        const way = await chooseWay(online, target, migration, index, open);
        if (!way || (way.choice.way === "direct" && way.choice.why === undefined)) continue;
        const line = migration.statements[index]?.line ?? 0;
        const { facts, choice } = way;
        found.push({ target, file: migration.path, line, table: facts.name, choice });
      }
    }
  }
  return found;
}

/** Why what is pending cannot be given to the tool, asked before anything runs. */
export async function checkOnline(
  online: Online,
  plans: readonly Pick<TargetPlan, "target" | "tasks">[],
): Promise<Refusal[]> {
  const { rule, tools } = online;
  if (!rule) return [];
  const ways = await foreseeOnline(online, plans);
  const refused = ways.flatMap((way) =>
    way.choice.way === "refused" ? [refusal(way, way.choice.whys, rule)] : [],
  );
  const given = ways.find(({ choice }) => choice.way === "tool");
  if (given && rule.cutOverFile !== undefined && rule.tool !== "gh-ost")
    return [...refused, cannotWait(given, rule)];
  if (!given || (await tools.version(rule.tool)) !== undefined) return refused;
  return [...refused, missing(given, rule)];
}

function missing({ file, line }: ForeseenWay, { tool }: OnlineRule): Refusal {
  return {
    code: "online-tool-missing",
    what: `${file}, line ${line} is to be given to ${tool}, which is not on the PATH here.`,
    fix: sayInstall(tool),
  };
}

function cannotWait({ file, line }: ForeseenWay, { tool, cutOverFile }: OnlineRule): Refusal {
  return {
    code: "online-refused",
    what: `${file}, line ${line} is to wait for ${cutOverFile} before the tables change places, and ${tool} cannot wait there.`,
    fix: "Use gh-ost, or take `cut_over_file` out of the policy's `online`.",
  };
}

export function sayInstall(tool: OnlineRule["tool"]): string {
  return tool === "gh-ost"
    ? "Install gh-ost on the runner: https://github.com/github/gh-ost/releases."
    : "Install percona-toolkit on the runner: apt-get install percona-toolkit.";
}

function refusal(
  { file, line, target }: ForeseenWay,
  whys: readonly string[],
  { tool }: OnlineRule,
): Refusal {
  return {
    code: "online-refused",
    what: `${file}, line ${line} alters a large table on ${where(target)}, and ${tool} cannot be trusted with it: ${whys.join(" ")}`,
    fix: "Write it otherwise, or let the server do it: `otherwise: direct` in the policy's `online`.",
  };
}

/** One line for people. */
export function sayWay({ file, line, table, choice }: ForeseenWay, rule: OnlineRule): string {
  const place = `${file}:${line}`;
  switch (choice.way) {
    case "tool":
      return `${place}: ${rule.tool} alters ${table} (${sayBytes(choice.bytes)}, ${choice.algorithm}); as many bytes again have to be free on the server's disk, which SQL does not show.`;
    case "direct":
      return `${place}: the server alters ${table} itself. ${choice.why ?? ""}`;
    case "refused":
      return `${place}: refused. ${choice.whys.join(" ")}`;
  }
}

function sayBytes(bytes: number | undefined): string {
  if (bytes === undefined) return "of unknown size";
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
