import type { FileRecord, FileRow, OpenRow } from "./file-record.ts";
import type { RowOf } from "./row.ts";

/**
 * Takes a row into its file's record.
 * Gives the sentence why it cannot follow those before it; nothing is then to be believed.
 */
export function followRow(record: FileRecord, row: FileRow): string | undefined {
  if (row.event === "in-doubt") reopen(record, row);
  const damage = contradiction(record, row);
  if (damage !== undefined) return `Row ${row.id} (${row.event} of ${row.path}) cannot be: ${damage}`;
  const { event, detail } = row;
  if (event === "decided") decide(record, row);
  else if (event === "baseline") record.end = { how: "baseline", note: detail.reason };
  else if (event === "done") finish(record, row);
  else if (event === "batch") goOn(record, row);
  else stand(record, row);
  record.newest = row.id;
  if (event === "sent" || event === "done" || event === "batch" || event === "baseline") {
    record.sha256 = row.sha256;
    record.of = detail.of;
  }
  return undefined;
}

function goOn(record: FileRecord, row: RowOf<"batch">): void {
  record.batches = [row, ...record.batches].slice(0, 2);
  record.open = undefined;
}

function stand(record: FileRecord, row: OpenRow): void {
  record.open = row;
  const [newest] = record.batches;
  // That batch's own row was written before anybody knew how it would end.
  if (row.event === "in-doubt" && newest && row.detail.batch === newest.detail.number)
    record.batches = record.batches.slice(1);
}

/**
 * A token says done before its statements have run: where they did something else than was planned, it is taken back by
 * the row right after it.
 */
function reopen(record: FileRecord, { statement, through }: FileRow): void {
  const last = record.done.at(-1);
  if (record.open || record.end || last?.statement !== statement || last.through !== through) return;
  record.done.pop();
  record.next = statement - 1;
}

function contradiction(record: FileRecord, row: FileRow): string | undefined {
  const { end, newest } = record;
  if (end) return `the file was over, ${end.how}.`;
  if (row.event === "batch") return wrongPlace(record, row) ?? wrongBatch(record, row);
  if (row.event === "baseline") return newest === 0 ? undefined : "statements of the file had run.";
  return row.event === "decided" ? wrongDecision(record, row) : wrongPlace(record, row);
}

function wrongPlace({ open, next }: FileRecord, row: FileRow): string | undefined {
  if (row.statement < 1 || row.through < row.statement) return "it is about no statement.";
  if (row.statement !== next + 1) return `statement ${next + 1} is the next one.`;
  if (open?.event === "in-doubt") return "nobody has said what became of the statement before it.";
  if (open?.event !== "sent") return undefined;
  if (row.event === "sent")
    return row.through > open.through ? undefined : "the statement was announced already.";
  if (row.through > open.through) return "it reaches farther than what was announced.";
  const same = row.through !== open.through || row.statementSha256 === open.statementSha256;
  return same ? undefined : "it is about another text than was announced.";
}

function wrongBatch({ batches: [before] }: FileRecord, { detail, statementSha256 }: RowOf<"batch">) {
  if (detail.number !== (before?.detail.number ?? 0) + 1) return "it is not the next batch.";
  const same = !before || before.statementSha256 === statementSha256;
  return same ? undefined : "it is about another text than the batch before it.";
}

function wrongDecision({ newest, open, next }: FileRecord, { detail }: RowOf<"decided">): string | undefined {
  const { verdict, answers } = detail;
  if (verdict === "skipped") return newest === 0 ? undefined : "statements of the file had run.";
  if (answers !== newest || newest === 0)
    return `it answers row ${answers}, and the one that waited for an answer is row ${newest}.`;
  if (verdict === "ran") return open && detail.next > next ? undefined : "no statement waited for it.";
  if (verdict === "none-ran") return detail.next <= next ? undefined : "statements before it have not run.";
  return undefined;
}

function finish(record: FileRecord, { statement, through, statementSha256 }: FileRow): void {
  record.done.push({ statement, through, sha256: statementSha256 });
  record.next = through;
  record.open = undefined;
  record.batches = [];
}

function decide(record: FileRecord, row: RowOf<"decided">): void {
  const { verdict, next, reason, actor } = row.detail;
  const note = `${actor}: ${reason}`;
  switch (verdict) {
    case "skipped":
      record.end = { how: "skipped", note };
      break;
    case "rest-ran":
    case "rest-moved":
      record.end = { how: verdict, note, movedTo: row.detail.movedTo };
      break;
    case "ran":
      finish(record, row);
      break;
    case "none-ran":
      if (record.open?.event !== "in-doubt") record.batches = [];
      record.done = record.done.filter(({ through }) => through <= next);
      record.next = next;
      break;
  }
  record.open = undefined;
}
