import { details, html, table } from "./markdown.ts";
import { show, taskMarks } from "./marks.ts";
import { code, fence, prose } from "./neutralise.ts";
import type { RolloutStatementView, RolloutTaskView, RolloutView } from "./rollout-view.ts";
import { sayRollout } from "./say-rollout.ts";

/** One environment's rollout in Markdown: the tasks, what the server did, and the schema before against after. */
export function renderRollout(view: RolloutView): string {
  const { mark, title } = sayRollout(view);
  const rows = view.tasks.flatMap(taskRows);
  const head = ["Migration", "Database", "State", "Time", "Algorithm"];
  return [
    `## ${mark} ${prose(title)}`,
    ...(view.refusal
      ? [`${prose(view.refusal.what)} ${prose(view.refusal.fix)} (${code(view.refusal.code)})`]
      : []),
    ...(rows.length > 0 ? [table(head, rows)] : []),
    ...view.tasks.flatMap(failures),
    ...view.changes.map(({ database, instance, diff }) =>
      details(
        html(`View change: ${database} @ ${instance}`),
        diff === "" ? "The schema is as it was." : fence(diff, "diff"),
      ),
    ),
    ...(view.next === undefined ? [] : [`**Next:** ${prose(view.next)}`]),
    origin(view),
  ].join("\n\n");
}

function taskRows({ file, database, instance, status, statements, note }: RolloutTaskView): string[][] {
  const took = statements.reduce((sum, statement) => sum + (statement.durationMs ?? 0), 0);
  const ran = statements.some((statement) => statement.durationMs !== undefined);
  const state = show(taskMarks[status]) + (note === undefined ? "" : `: ${prose(note)}`);
  return [
    [code(file), code(`${database} @ ${instance}`), state, ran ? duration(took) : "", algorithms(statements)],
  ];
}

function algorithms(statements: readonly RolloutStatementView[]): string {
  const words = statements.map(algorithm).filter((word) => word !== "");
  return [...new Set(words)].join("; ");
}

function algorithm({ predicted, actual }: RolloutStatementView): string {
  if (actual === undefined) return predicted === undefined ? "" : `${predicted} expected`;
  if (predicted === undefined || predicted === actual) return actual;
  return `${actual} (expected ${predicted})`;
}

function failures({ statements }: RolloutTaskView): string[] {
  return statements.flatMap(({ error, text, line }) =>
    error === undefined ? [] : [`Line ${line} failed: ${prose(error)}`, fence(text, "sql")],
  );
}

/** 85 ms, 1.2 s, 3 min 20 s. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

function origin({ commit, actor, run }: RolloutView): string {
  const who = actor === undefined ? "" : `, started by ${prose(actor)}`;
  const where = run === undefined ? "" : `, [the run](${run})`;
  return `<sub>At ${code(commit.slice(0, 7))}${who}${where}.</sub>`;
}
