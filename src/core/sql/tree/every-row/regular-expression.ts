/** Where a reader stands in a pattern; `at` beyond its end = it is not understood. */
interface Reader {
  readonly pattern: string;
  at: number;
}

/** What a part of a pattern may be content with. */
interface Part {
  /** The empty text. */
  readonly empty: boolean;
  /** It asks to stand at the text's beginning, or at its end. */
  readonly first: boolean;
  readonly last: boolean;
}

const nothing: Part = { empty: true, first: false, last: false };
const letter: Part = { empty: false, first: false, last: false };

/**
 * Whether a regular expression is content with the empty text, which stands in every text: `a*`, `(x|)`, `^b?`. What asks for
 * the text's beginning and for its end is not, nor what this does not read: `\\b`, `(?=…)`, `\\1`.
 */
export function findsEmptyText(pattern: string): boolean {
  const reader = { pattern, at: 0 };
  const alternatives = readAlternatives(reader);
  if (reader.at !== pattern.length) return false;
  return alternatives.some(({ empty, first, last }) => empty && !(first && last));
}

function readAlternatives(reader: Reader): Part[] {
  const parts = [readSequence(reader)];
  while (reader.pattern[reader.at] === "|") {
    reader.at++;
    parts.push(readSequence(reader));
  }
  return parts;
}

function readSequence(reader: Reader): Part {
  let whole = nothing;
  while (reader.at < reader.pattern.length && !/[|)]/.test(reader.pattern[reader.at] ?? "")) {
    const part = readRepeated(reader);
    whole = {
      empty: whole.empty && part.empty,
      first: whole.first || part.first,
      last: whole.last || part.last,
    };
  }
  return whole;
}

function readRepeated(reader: Reader): Part {
  const part = readAtom(reader);
  const [times = ""] = /^(?:[*+?]|\{\d+(?:,\d*)?\})[?]?/.exec(reader.pattern.slice(reader.at)) ?? [];
  reader.at += times.length;
  return /^(?:[*?]|\{0)/.test(times) ? nothing : part;
}

/** A letter, a class, or what stands in parentheses. */
function readAtom(reader: Reader): Part {
  const rest = reader.pattern.slice(reader.at);
  const [sign = ""] =
    /^(?:\(|\^|\$|\[\^?\]?[^[\]\\]*\]|\\[dDsSwW.*+?()|^$[\]{}]|[^\\[\]*+?{}()|])/.exec(rest) ?? [];
  if (sign === "" || /^\(\?/.test(rest)) {
    reader.at = Number.POSITIVE_INFINITY;
    return letter;
  }
  reader.at += sign.length;
  if (sign === "^") return { ...nothing, first: true };
  if (sign === "$") return { ...nothing, last: true };
  return sign === "(" ? readGroup(reader) : letter;
}

function readGroup(reader: Reader): Part {
  const alternatives = readAlternatives(reader);
  const isClosed = reader.pattern[reader.at] === ")";
  reader.at = isClosed ? reader.at + 1 : Number.POSITIVE_INFINITY;
  return (
    alternatives.find(({ empty, first, last }) => empty && !first && !last) ??
    alternatives.find(({ empty }) => empty) ??
    letter
  );
}
