import { split } from "../sql/split/split.ts";
import type { Section, SectionProblem, Sections } from "./format.ts";

/** What a line of the tool's own says. */
export type SectionMark = "up" | "down" | "begin" | "end" | "values on" | "values off" | "other" | "unknown";

export interface MarkedTool {
  name: string;
  /** The line that begins the forward section, for messages. */
  upLine: string;
  /** undefined for a line that is not the tool's. */
  readMark(line: string): SectionMark | undefined;
  placeholders?: RegExp;
}

interface Reading {
  tool: MarkedTool;
  sections: { up: Section[]; down: Section[] };
  problems: SectionProblem[];
  direction: "up" | "down" | undefined;
  /** Between begin and end of one statement. */
  whole: boolean;
  values: boolean;
  /** Where the section under way began. */
  startedAt: number;
}

/** Sections of a file whose comment lines say where up and down begin, as goose, dbmate and sql-migrate have them. */
export function parseMarkedSections(text: string, tool: MarkedTool): Sections {
  const reading: Reading = {
    tool,
    sections: { up: [], down: [] },
    problems: [],
    direction: undefined,
    whole: false,
    values: false,
    startedAt: 0,
  };
  let at = 0;
  while (at < text.length) {
    const newline = text.indexOf("\n", at);
    const end = newline === -1 ? text.length : newline + 1;
    const line = text.slice(at, end).trim();
    const mark = line.startsWith("--") ? tool.readMark(line) : undefined;
    if (mark) {
      closeSection(reading, text, at);
      readMark(reading, { mark, line, index: at });
      reading.startedAt = end;
    }
    at = end;
  }
  closeSection(reading, text, text.length);
  if (reading.whole) report(reading, "The file ends inside a statement that was begun.", text.length);
  if (!reading.sections.up.length) reportNoUp(reading);
  return { ...reading.sections, problems: reading.problems };
}

function readMark(
  reading: Reading,
  { mark, line, index }: { mark: SectionMark; line: string; index: number },
) {
  switch (mark) {
    case "up":
    case "down":
      if (reading.whole) report(reading, `\`${line}\` stands inside a statement that was begun.`, index);
      reading.direction = mark;
      reading.whole = false;
      break;
    case "begin":
    case "end":
      if (reading.whole === (mark === "begin")) report(reading, `\`${line}\` has no partner.`, index);
      reading.whole = mark === "begin";
      break;
    case "values on":
    case "values off":
      reading.values = mark === "values on";
      break;
    case "unknown":
      report(reading, `${reading.tool.name} does not know \`${line}\`.`, index);
      break;
    case "other":
      break;
    default:
      mark satisfies never;
  }
}

/** What stands before the first mark belongs to no section: the tools run none of it, so it must hold nothing. */
function closeSection(reading: Reading, text: string, end: number) {
  const { sections, direction, startedAt, whole, values, tool } = reading;
  if (direction) {
    const section: Section = { start: startedAt, end, whole };
    if (values && tool.placeholders) section.placeholders = tool.placeholders;
    sections[direction].push(section);
  } else if (split(text.slice(startedAt, end)).statements.length > 0) {
    report(reading, `${tool.name} runs nothing of what stands before \`${tool.upLine}\`.`, startedAt);
  }
}

function reportNoUp({ tool, problems }: Reading) {
  problems.push({
    code: "migration-without-up",
    what: `The file holds no \`${tool.upLine}\`, so ${tool.name} would run nothing of it.`,
    fix: `Write \`${tool.upLine}\` on a line of its own before the statements.`,
    index: 0,
  });
}

function report({ problems, tool }: Reading, what: string, index: number) {
  problems.push({
    code: "migration-marker",
    what,
    fix: `Write the lines as ${tool.name} documents them.`,
    index,
  });
}
