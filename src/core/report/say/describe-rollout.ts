import type { TaskStatus } from "../../rollout/rollout.ts";
import type { DocumentBlock, Piece } from "../document.ts";
import type {
  RolloutStatementView,
  RolloutTaskView,
  RolloutView,
  SchemaChangeView,
} from "../rollout-view.ts";
import { describeTargets } from "./describe-targets.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { clip } from "./neutralise.ts";
import { sayRollout } from "./rollout.ts";
import { show, taskSigns } from "./signs.ts";

/** What one section of a comment holds; the run's log has the rest. */
const most = { tasks: 60, failures: 5, changes: 8 };

/** A part of the report. Where there is no room for all, the highest rank goes first; rank 0 always stays. */
export interface RolloutPart {
  rank: number;
  blocks: readonly DocumentBlock[];
}

/** One environment's rollout: the tasks, what the server did, and the schema before against after. */
export function describeRollout(view: RolloutView): RolloutPart[] {
  const { mark, title } = sayRollout(view);
  const open = view.changes.length < 3;
  return [
    { rank: 0, blocks: [{ kind: "heading", text: [`${mark} `, { prose: title }] }] },
    { rank: 0, blocks: refusal(view) },
    { rank: 0, blocks: describeTargets(view.targets) },
    { rank: 1, blocks: taskTable(view.tasks) },
    { rank: 2, blocks: view.tasks.flatMap(failures).slice(0, most.failures).flat() },
    {
      rank: 3,
      blocks: [
        ...view.changes.slice(0, most.changes).map((change) => schemaChange(change, open)),
        ...more(view.changes.length, most.changes, "schema changes"),
      ],
    },
    { rank: 0, blocks: next(view) },
    { rank: 0, blocks: [origin(view)] },
    { rank: 4, blocks: view.targets.flatMap(ledgerHead) },
  ];
}

const paragraph = (...text: readonly Piece[]): DocumentBlock => ({ kind: "paragraph", text });

function refusal({ refusal: refused }: RolloutView): DocumentBlock[] {
  if (!refused) return [];
  const { code: reason, what, fix } = refused;
  const [first = "", ...others] = fix.split("\n");
  return [paragraph({ strong: reason }, ": ", { prose: what }, " ", { prose: first }), ...others.map(wayOut)];
}

/** A line that is set in is a command, to be copied as it stands. */
function wayOut(line: string): DocumentBlock {
  return line.startsWith("  ")
    ? { kind: "code", language: "sh", text: line.trim() }
    : paragraph({ prose: line });
}

function next({ next: sentence }: RolloutView): DocumentBlock[] {
  return sentence === undefined ? [] : [paragraph({ strong: "Next:" }, " ", { prose: sentence })];
}

function taskTable(tasks: readonly RolloutTaskView[]): DocumentBlock[] {
  if (tasks.length === 0) return [];
  const settled = (task: RolloutTaskView) => (task.status === "done" ? 1 : 0);
  const shown = tasks.length <= most.tasks ? tasks : [...tasks].sort((a, b) => settled(a) - settled(b));
  const head = ["Migration", "Database", "State", "Time", "Algorithm"];
  const rows = shown.slice(0, most.tasks).map(taskRow);
  return [{ kind: "table", head, rows }, ...more(tasks.length, most.tasks, "tasks")];
}

function taskRow({ file, database, instance, status, statements, note }: RolloutTaskView): Piece[][] {
  const ran = statements.filter((statement) => statement.durationMs !== undefined);
  const took = ran.reduce((sum, statement) => sum + (statement.durationMs ?? 0), 0);
  const algorithms = [...new Set(statements.map(algorithm))].filter((word) => word !== "");
  const state = `${show(taskSigns[status])}${howFar(status, statements)}${sayKept(statements)}`;
  return [
    [{ code: file }],
    [{ code: `${database} @ ${instance}` }],
    note === undefined ? [state] : [`${state}: `, { prose: note }],
    [ran.length > 0 ? duration(took) : ""],
    [{ prose: algorithms.join("; ") }],
  ];
}

/** A migration that stopped between its statements says where. */
function howFar(status: TaskStatus, statements: readonly RolloutStatementView[]): string {
  const done = statements.filter((statement) => statement.status === "done").length;
  if (status === "done" || done === 0) return "";
  return ` (${done} of ${statements.length} statements done)`;
}

/** Of what can be undone, where rows are kept. */
function sayKept(statements: readonly RolloutStatementView[]): string {
  const notes = statements.flatMap(({ kept }) => kept ?? []);
  const rows = notes.reduce((sum, one) => sum + one.rows, 0);
  const lost = notes.filter(({ why }) => why !== undefined).length;
  const parts = [
    ...(notes.length > lost ? [`${rows} ${rows === 1 ? "row" : "rows"} kept`] : []),
    ...(lost > 0 ? [`${lost} ${lost === 1 ? "statement" : "statements"} cannot be undone`] : []),
  ];
  return parts.length === 0 ? "" : `; ${parts.join(", ")}`;
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

function failures({ file, database, instance, statements }: RolloutTaskView): DocumentBlock[][] {
  return statements.flatMap(({ error, text, line }) => {
    if (error === undefined) return [];
    const where = [{ code: `${file}:${line}` }, " on ", { code: `${database} @ ${instance}` }];
    const sql = clip(hideSecrets(text));
    return [[paragraph(...where, ": ", { prose: error }), { kind: "code", language: "sql", text: sql }]];
  });
}

function schemaChange({ database, instance, diff }: SchemaChangeView, unfolded: boolean): DocumentBlock {
  const body: DocumentBlock =
    diff === ""
      ? paragraph("The schema is as it was.")
      : { kind: "code", language: "diff", text: clip(diff) };
  return {
    kind: "folded",
    summary: `View change: ${database} on ${instance}`,
    open: unfolded && diff.split("\n").length < 40,
    body: [body],
  };
}

function more(count: number, limit: number, what: string): DocumentBlock[] {
  return count > limit ? [paragraph(`… and ${count - limit} more ${what}, in the run's log.`)] : [];
}

/** Kept where the ledger is not, so that its end cannot be cut off unseen. */
function ledgerHead({ database, instance, ledger }: RolloutView["targets"][number]): DocumentBlock[] {
  if (ledger === undefined) return [];
  return [
    {
      kind: "footnote",
      text: ["Ledger of ", { code: `${database} @ ${instance}` }, ": ", { code: ledger }, "."],
    },
  ];
}

function origin({ commit, actor, run }: RolloutView): DocumentBlock {
  const who: Piece[] = actor === undefined ? [] : [", started by ", { prose: actor }];
  const where: Piece[] = run === undefined ? [] : [", ", { link: "the run", to: run }];
  return { kind: "footnote", text: ["At ", { code: commit.slice(0, 7) }, ...who, ...where, "."] };
}
