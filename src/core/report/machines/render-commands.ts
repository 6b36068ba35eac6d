import { visible } from "../say/neutralise.ts";
import type { Annotation } from "./annotate.ts";

/** GitHub shows 10 errors, 10 warnings and 10 notices of a step. */
const shown = 10;

/** Workflow commands, one per line: GitHub's runner turns them into remarks on the lines. */
export function renderCommands(annotations: readonly Annotation[]): string {
  const severities = ["error", "warning", "notice"] as const;
  return severities
    .flatMap((severity) =>
      annotations.filter((annotation) => annotation.severity === severity).slice(0, shown),
    )
    .map((annotation) => `${command(annotation)}\n`)
    .join("");
}

function command({ severity, file, line, endLine, title, message }: Annotation): string {
  const properties = { file, line: `${line}`, endLine: `${endLine}`, title: visible(title) };
  const listed = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  return `::${severity} ${listed.join(",")}::${data(visible(message))}`;
}

/** As the runner reads it back (actions/runner, ActionCommand). `##[` would be a command of the older form. */
function data(text: string): string {
  return text
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A")
    .replaceAll("##[", "## [");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
