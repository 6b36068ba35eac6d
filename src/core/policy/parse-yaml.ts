import {
  CORE_SCHEMA,
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  YAMLException,
} from "js-yaml";
import type { Problem } from "../words/problem.ts";

/** Where a thing stands in the file. 1-based; columns in characters. */
interface YamlPlace {
  file: string;
  line: number;
  column: number;
}

export interface YamlFile {
  /** Plain data; no anchors, aliases or tags took part in it. */
  value: unknown;
  /** Place of the node at a path; of its key with `key`. The nearest node above it where there is none. */
  place(path: readonly (string | number)[], part?: "key"): YamlPlace;
  /** Place inside a scalar, `index` UTF-16 units from its start; its start where escapes make that inexact. */
  placeInside(path: readonly (string | number)[], text: string, index: number): YamlPlace;
}

interface Marks {
  key: number | undefined;
  value: number;
  raw: string;
}

const largest = 256 * 1024;

/** One YAML document, strictly: nothing that means something else than what a reader sees. */
export function parseYaml(text: string, file: string): { yaml: YamlFile } | { problem: Problem } {
  if (text.length > largest) {
    return {
      problem: {
        code: "policy-too-large",
        what: `The file has ${text.length} characters; the limit is ${largest}.`,
        fix: "Shorten it: globs and label selectors name many databases at once.",
        file,
      },
    };
  }
  try {
    const events = parseEvents(text, { filename: file, maxDepth: 20 });
    const indirect = findIndirection(events);
    if (indirect !== undefined) return { problem: indirectionProblem(text, file, indirect) };
    const documents = constructFromEvents(events, { source: text, schema: CORE_SCHEMA });
    if (documents.length !== 1) return { problem: documentsProblem(file, documents.length) };
    return { yaml: yamlFile(text, file, documents[0], () => markEvents(text, events)) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { problem: syntaxProblem(text, file, error) };
  }
}

function findIndirection(events: readonly Event[]): number | undefined {
  for (const event of events) {
    if (event.type === EVENT_ID.ALIAS) return event.anchorStart;
    if ("anchorStart" in event && event.anchorStart >= 0) return event.anchorStart;
    if ("tagStart" in event && event.tagStart >= 0) return event.tagStart;
  }
  return undefined;
}

function indirectionProblem(text: string, file: string, offset: number): Problem {
  return {
    code: "policy-yaml-indirection",
    what: "Anchors, aliases and tags are not read: a policy must say what it says in one place.",
    fix: "Write the value out where it is used.",
    ...placeAt(text, file, offset),
  };
}

function documentsProblem(file: string, count: number): Problem {
  return {
    code: "policy-yaml-documents",
    what: count === 0 ? "The file is empty." : `The file holds ${count} YAML documents.`,
    fix: "Write one document; `tollgate init` writes one to start from.",
    file,
  };
}

function syntaxProblem(text: string, file: string, error: YAMLException): Problem {
  return {
    code: "policy-yaml-syntax",
    what: `The file is not valid YAML: ${error.reason}.`,
    fix: "Fix the YAML at this place.",
    ...(error.mark === undefined ? { file } : placeAt(text, file, error.mark.position)),
  };
}

interface Open {
  path: string;
  /** undefined = in a sequence. */
  key: string | undefined;
  index: number;
  mapping: boolean;
}

/** Offsets of every key and value by path. */
function markEvents(text: string, events: readonly Event[]): ReadonlyMap<string, Marks> {
  const marks = new Map<string, Marks>();
  const stack: Open[] = [];
  let keyStart: number | undefined;
  let last = 0;
  const mark = (value: number, raw: string): string => {
    const path = nextPath(stack.at(-1));
    marks.set(path, { key: keyStart, value, raw });
    keyStart = undefined;
    return path;
  };
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.POP:
        stack.pop();
        break;
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        const path = mark(event.start, "");
        stack.push({ path, key: undefined, index: 0, mapping: event.type === EVENT_ID.MAPPING });
        break;
      }
      case EVENT_ID.SCALAR: {
        const start = event.valueStart < 0 ? last : event.valueStart;
        last = Math.max(start, event.valueEnd);
        const open = stack.at(-1);
        if (open?.mapping && open.key === undefined) {
          open.key = getScalarValue(text, event);
          keyStart = start;
        } else mark(start, text.slice(start, last));
      }
    }
  }
  return marks;
}

function nextPath(open: Open | undefined): string {
  if (open === undefined) return "";
  const step = open.mapping ? (open.key ?? "") : String(open.index++);
  open.key = undefined;
  return `${open.path}/${encode(step)}`;
}

/** The places are worked out when the first one is asked for: a policy without problems needs none. */
function yamlFile(
  text: string,
  file: string,
  value: unknown,
  findMarks: () => ReadonlyMap<string, Marks>,
): YamlFile {
  let marks: ReadonlyMap<string, Marks> | undefined;
  const nearest = (path: readonly (string | number)[]): { mark: Marks | undefined; exact: boolean } => {
    for (let length = path.length; length >= 0; length--) {
      marks ??= findMarks();
      const mark = marks.get(pointer(path.slice(0, length)));
      if (mark !== undefined) return { mark, exact: length === path.length };
    }
    return { mark: undefined, exact: false };
  };
  return {
    value,
    place(path, part) {
      const { mark, exact } = nearest(path);
      const offset = part === "key" || !exact ? (mark?.key ?? mark?.value) : mark?.value;
      return placeAt(text, file, offset ?? 0);
    },
    placeInside(path, scalar, index) {
      const { mark } = nearest(path);
      const start = mark?.value ?? 0;
      return placeAt(text, file, mark?.raw === scalar ? start + index : start);
    },
  };
}

function placeAt(text: string, file: string, offset: number): YamlPlace {
  const before = text.slice(0, offset);
  const lineStart = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
  return {
    file,
    line: before.split(/\r\n|\r|\n/).length,
    column: [...before.slice(lineStart)].length + 1,
  };
}

function pointer(path: readonly (string | number)[]): string {
  return path.map((step) => `/${encode(String(step))}`).join("");
}

/** As in a JSON pointer (RFC 6901), which is how ajv names a place. */
function encode(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}
