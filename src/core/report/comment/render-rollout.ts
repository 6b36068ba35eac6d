import type { TaskStatus } from "../../rollout/rollout.ts";
import type {
  RolloutStatementView,
  RolloutTaskView,
  RolloutView,
  SchemaChangeView,
} from "../rollout-view.ts";
import { hideSecrets } from "../say/hide-secrets.ts";
import { clip, code, fence, htmlText, prose } from "../say/neutralise.ts";
import { sayRollout } from "../say/rollout.ts";
import { show, taskSigns } from "../say/signs.ts";
import { fitBlocks } from "./fit-blocks.ts";
import { details, table } from "./markdown.ts";

/** What one section of a comment holds; the run's log has the rest. */
const most = { tasks: 60, failures: 5, changes: 8 };
const cap = { characters: 12_000, bytes: 24_000 };

/** One environment's rollout in Markdown: the tasks, what the server did, and the schema before against after. */
export function renderRollout(view: RolloutView): string {
  const { mark, title } = sayRollout(view);
  const open = view.changes.length < 3;
  const block = (rank: number, ...parts: readonly string[]) => ({ rank, text: parts.join("\n\n") });
  const changes = view.changes.slice(0, most.changes).map((change) => changeBlock(change, open));
  const blocks = [
    block(0, `## ${mark} ${prose(title)}`),
    block(0, view.refusal ? refusalText(view.refusal) : ""),
    block(1, ...taskTable(view.tasks)),
    block(2, ...view.tasks.flatMap(failures).slice(0, most.failures)),
    block(3, ...changes, ...more(view.changes.length, most.changes, "schema changes")),
    block(0, view.next === undefined ? "" : `**Next:** ${prose(view.next)}`),
    block(0, origin(view)),
  ];
  return fitBlocks(blocks, cap, view.run).trimEnd();
}

function refusalText({ code: reason, what, fix }: NonNullable<RolloutView["refusal"]>): string {
  return `**${prose(reason)}**: ${prose(what)} ${prose(fix)}`;
}

function taskTable(tasks: readonly RolloutTaskView[]): string[] {
  if (tasks.length === 0) return [];
  const settled = (task: RolloutTaskView) => (task.status === "done" ? 1 : 0);
  const shown = tasks.length <= most.tasks ? tasks : [...tasks].sort((a, b) => settled(a) - settled(b));
  const head = ["Migration", "Database", "State", "Time", "Algorithm"];
  return [table(head, shown.slice(0, most.tasks).map(taskRow)), ...more(tasks.length, most.tasks, "tasks")];
}

function taskRow({ file, database, instance, status, statements, note }: RolloutTaskView): string[] {
  const ran = statements.filter((statement) => statement.durationMs !== undefined);
  const took = ran.reduce((sum, statement) => sum + (statement.durationMs ?? 0), 0);
  return [
    code(file),
    code(`${database} @ ${instance}`),
    `${show(taskSigns[status])}${howFar(status, statements)}${note === undefined ? "" : `: ${prose(note)}`}`,
    ran.length > 0 ? duration(took) : "",
    prose([...new Set(statements.map(algorithm))].filter((word) => word !== "").join("; ")),
  ];
}

/** A migration that stopped between its statements says where. */
function howFar(status: TaskStatus, statements: readonly RolloutStatementView[]): string {
  const done = statements.filter((statement) => statement.status === "done").length;
  if (status === "done" || done === 0) return "";
  return ` (${done} of ${statements.length} statements done)`;
}

/** What the server did against what was foretold. */
function algorithm({ predicted, actual }: RolloutStatementView): string {
  if (actual === undefined) return predicted === undefined ? "" : `${predicted} expected`;
  if (predicted === undefined) return actual;
  return predicted === actual ? `${actual}, as expected` : `${actual}, expected ${predicted}`;
}

/** 85 ms, 1.2 s, 3 min 20 s. */
function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;
}

function failures({ file, database, instance, statements }: RolloutTaskView): string[] {
  return statements.flatMap(({ error, text, line }) => {
    if (error === undefined) return [];
    const where = `${code(`${file}:${line}`)} on ${code(`${database} @ ${instance}`)}`;
    return [`${where}: ${prose(error)}\n\n${fence(clip(hideSecrets(text)), "sql")}`];
  });
}

function changeBlock({ database, instance, diff }: SchemaChangeView, open: boolean): string {
  const body = diff === "" ? "The schema is as it was." : fence(clip(diff), "diff");
  return details(
    htmlText(`View change: ${database} on ${instance}`),
    body,
    open && diff.split("\n").length < 40,
  );
}

function more(count: number, limit: number, what: string): string[] {
  return count > limit ? [`… and ${count - limit} more ${what}, in the run's log.`] : [];
}

function origin({ commit, actor, run }: RolloutView): string {
  const who = actor === undefined ? "" : `, started by ${prose(actor)}`;
  const where = run === undefined ? "" : `, [the run](${run})`;
  return `<sub>At ${code(commit.slice(0, 7))}${who}${where}.</sub>`;
}
