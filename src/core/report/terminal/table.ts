import { type Paint, pad, width, wrap } from "./text.ts";

const gap = "  ";

/** Columns side by side under a rule; what is too wide for the line is wrapped inside its column. */
export function terminalTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { columns, paint }: { columns: number; paint: Paint },
): string {
  const widths = fitColumns([head, ...rows], columns);
  const line = (cells: readonly string[]) => {
    const wrapped = widths.map((columnWidth, i) => wrap(cells[i] ?? "", columnWidth));
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, y) =>
      widths
        .map((columnWidth, i) => pad(wrapped[i]?.[y] ?? "", columnWidth))
        .join(gap)
        .trimEnd(),
    ).join("\n");
  };
  const rule = paint("dim", widths.map((columnWidth) => "─".repeat(columnWidth)).join(gap));
  return [line(head.map((cell) => paint("bold", cell))), rule, ...rows.map(line)].join("\n");
}

/** The widest column gives way until the line fits, down to 8. */
function fitColumns(rows: readonly (readonly string[])[], columns: number): number[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(1, ...rows.map((row) => width(row[i] ?? ""))));
  const room = columns - gap.length * (widths.length - 1);
  while (widths.reduce((sum, columnWidth) => sum + columnWidth, 0) > room && Math.max(...widths) > 8) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}
