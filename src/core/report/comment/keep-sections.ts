import { fence } from "../say/neutralise.ts";
import { nextIsMerge } from "../say/next.ts";
import { byteLength } from "./markdown.ts";

/**
 * Rollout sections in the one comment. They stand between exact markers, each alone on its line, so that whoever
 * writes the comment next (review or rollout) keeps what the other wrote.
 */
const place = "<!-- tollgate:rollouts -->";
const open = /^<!-- tollgate:rollout:([A-Za-z][A-Za-z0-9_.-]*) -->$/;

function opening(environment: string): string {
  return `<!-- tollgate:rollout:${environment} -->`;
}

function closing(environment: string): string {
  return `<!-- /tollgate:rollout:${environment} -->`;
}

/** The sections of a comment as it is now, markers included; an unclosed or damaged one is left out or shown as text. */
export function rolloutSections(body: string): string[] {
  const sections = new Map<string, string>();
  const lines = body.replaceAll("\r\n", "\n").split("\n");
  for (let i = 0; i < lines.length; i++) {
    const environment = lines[i]?.match(open)?.[1];
    if (environment === undefined) continue;
    const end = lines.indexOf(closing(environment), i);
    if (end < 0) continue;
    sections.set(environment, section(environment, lines.slice(i + 1, end).join("\n")));
    i = end;
  }
  return [...sections.values()];
}

/** The comment with this environment's section replaced or added, on top: what was next before is past, older changes fold. */
export function putRolloutSection(body: string, environment: string, content: string): string {
  const mine = section(environment, content);
  const others = rolloutSections(body)
    .filter((other) => !other.startsWith(`${opening(environment)}\n`))
    .map((other) => other.replace(/^\*\*Next:\*\* .*\n\n/m, "").replaceAll("<details open>", "<details>"));
  const lines = body.replaceAll("\r\n", "\n").split("\n");
  const [first, last] = [lines.indexOf(place), lines.lastIndexOf(place)];
  const put = rolloutsPlace([mine, ...others]);
  if (first < 0 || first === last) return `${body.trimEnd()}\n\n${put}\n`;
  const rest = lines.slice(last + 1).filter((line) => !line.startsWith(nextIsMerge));
  return [...lines.slice(0, first), put, ...rest].join("\n");
}

/** Where the sections stand in the comment, newest first. Of those that would fill it, the headline stays. */
export function rolloutsPlace(sections: readonly string[]): string {
  let room = 28_000;
  const fitting = sections.map((whole) => {
    room -= byteLength(whole);
    if (room >= 0) return whole;
    const [opened, headline = "", ...rest] = whole.split("\n");
    return [opened, headline.startsWith("## ") ? headline : "", rest.at(-1)].join("\n");
  });
  return [place, ...fitting, place].join("\n");
}

function section(environment: string, content: string): string {
  return `${opening(environment)}\n${harmless(content)}\n${closing(environment)}`;
}

/** What we wrote passes unchanged; what somebody edited into it cannot mention, forge a marker or swallow the rest. */
function harmless(content: string): string {
  const { text, closed } = outsideFences(content, (line) =>
    line.replace(
      codeOr(/@(?=[\w-])|<!--/),
      (found, code: string | undefined) => code ?? (found === "@" ? "@&#8203;" : "<! --"),
    ),
  );
  return closed ? text.trim() : fence(text, "text");
}

/** Changes the lines that are not in a fenced block. Closed = every fence and every <details> that opens also closes. */
function outsideFences(text: string, change: (line: string) => string): { text: string; closed: boolean } {
  let ticks: string | undefined;
  let depth = 0;
  let closed = true;
  const lines = text.split("\n").map((line) => {
    const run = line.match(/^\s*(`{3,})/)?.[1];
    if (ticks !== undefined) {
      if (run !== undefined && run.length >= ticks.length && line.trim() === run) ticks = undefined;
      return line.replaceAll("<!--", "<! --");
    }
    ticks = run;
    depth += run === undefined ? opened(line) : 0;
    closed &&= depth >= 0;
    return run === undefined ? change(line) : line;
  });
  return { text: lines.join("\n"), closed: closed && ticks === undefined && depth === 0 };
}

/** How many <details> a line leaves open; code that speaks of them opens none. */
function opened(line: string): number {
  const html = line.replace(codeOr(/(?!)/), "");
  return html.split("<details").length - html.split("</details>").length;
}

/** Matches code (and escaped characters) as its first group, so that the rest is looked for outside of it. */
function codeOr({ source }: RegExp): RegExp {
  return new RegExp(`(\\\\.|\`[^\`]+\`|<code>.*?</code>)|${source}`, "g");
}
