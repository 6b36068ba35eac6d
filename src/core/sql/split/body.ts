/**
 * Follows the compound statements of a stored program (MySQL manual 15.6 "Compound Statement Syntax"), to know which
 * `;` ends the program where no DELIMITER says so. It sees words and single marks, never strings or comments.
 */
export interface Body {
  /** Before the object's kind is known, it may still turn out to be no stored program. */
  phase: "header" | "program";
  /** Open blocks, the innermost last. */
  open: Block[];
  /** The word (upper case) or mark before. */
  previous: string;
  /** A word END that has not been told from END IF, END LOOP and the like. */
  ending: boolean;
  /** After DECLARE … HANDLER, whose statement needs no mark before it. */
  handler: boolean;
}

type Block = "BEGIN" | "IF" | "LOOP" | "REPEAT" | "WHILE" | "CASE" | "case expression";

/** A statement that begins with this word may hold a body. */
export function mayHoldBody(firstWord: string): boolean {
  return firstWord === "CREATE" || firstWord === "ALTER" || firstWord === "BEGIN";
}

export function openBody(firstWord: string): Body {
  return { phase: "header", open: [], previous: firstWord, ending: false, handler: false };
}

const programs = new Set(["PROCEDURE", "FUNCTION", "TRIGGER", "EVENT"]);
const headerWords = new Set(["OR", "REPLACE", "DEFINER", "AGGREGATE", "CURRENT_USER", "CURRENT_ROLE"]);

/** @returns false when the statement is no stored program and needs following no more. */
export function followWord(body: Body, word: string): boolean {
  if (body.phase === "header") return followHeader(body, word);
  if (resolveEnd(body, word)) return true;
  const block = opens(body, word);
  if (block) {
    body.open.push(block);
    body.handler = false;
  } else if (word === "END") {
    body.ending = closes(body);
  } else if (word === "HANDLER") {
    body.handler = true;
  }
  body.previous = word;
  return true;
}

/** Any character that is no word: an operator, a bracket, a quote for a whole string or name. */
export function followMark(body: Body, mark: string) {
  resolveEnd(body, mark);
  if (mark === ";") body.handler = false;
  body.previous = mark;
}

/** Whether `;` here ends the statement. */
export function isComplete(body: Body): boolean {
  resolveEnd(body, ";");
  return body.open.length === 0;
}

/** CREATE [OR REPLACE] [DEFINER = user] [AGGREGATE] kind; MariaDB's BEGIN NOT ATOMIC. */
function followHeader(body: Body, word: string): boolean {
  const named = body.previous === "=" || body.previous === "@" || body.previous === ".";
  if (body.previous === "BEGIN") {
    if (word !== "NOT") return false;
    body.phase = "program";
    body.open.push("BEGIN");
  } else if (!named && programs.has(word)) {
    body.phase = "program";
  } else if (!named && !headerWords.has(word)) {
    return false;
  }
  body.previous = word;
  return true;
}

/** A statement may begin after these. */
const openings = new Set([";", "BEGIN", "THEN", "ELSE", "DO", "LOOP", "REPEAT", ":"]);
/** The body itself may begin after these: the parameters, the end of a characteristic, FOR EACH ROW, a string. */
const bodyOpenings = new Set([
  ")",
  "DETERMINISTIC",
  "SQL",
  "DATA",
  "INVOKER",
  "DEFINER",
  "ROW",
  "DO",
  "'",
  "`",
]);
const notBeforeBegin = new Set([".", ",", "(", "=", "@", ...programs]);

function opens(body: Body, word: string): Block | undefined {
  switch (word) {
    case "LOOP":
    case "WHILE":
      return word;
    case "CASE":
      return startsStatement(body) ? "CASE" : "case expression";
    case "IF":
    case "REPEAT":
      return startsStatement(body) ? word : undefined;
    case "BEGIN": {
      const first = body.open.length === 0 && !notBeforeBegin.has(body.previous);
      return first || startsStatement(body) ? "BEGIN" : undefined;
    }
    default:
      return undefined;
  }
}

function startsStatement(body: Body): boolean {
  if (body.open.at(-1) === "case expression") return false;
  if (body.open.length === 0) return bodyOpenings.has(body.previous) || body.previous === ":";
  return body.handler || openings.has(body.previous);
}

/** END is a word like any other where nothing ends: in `NEW.end`, in a list of columns. */
function closes(body: Body): boolean {
  const block = body.open.at(-1);
  if (block === undefined || body.previous === ".") return false;
  return block === "case expression" || block === "REPEAT" || openings.has(body.previous);
}

/** MariaDB's END FOR ends a loop that is not followed: its inside needs no telling from what surrounds it. */
const endedByName = new Set<string>(["IF", "LOOP", "REPEAT", "WHILE", "CASE", "FOR"]);

/** Closes what the END before ends, now that the next word is known. @returns whether that word belonged to it. */
function resolveEnd(body: Body, next: string): boolean {
  if (!body.ending) return false;
  body.ending = false;
  const named = endedByName.has(next);
  closeInnermost(body, named ? (block) => block === next : endsAlone);
  body.previous = named ? next : "END";
  return named;
}

function endsAlone(block: Block): boolean {
  return block === "BEGIN" || block === "case expression" || block === "CASE";
}

/** How far an END looks for its block: a bound that keeps the time linear. */
const deepest = 64;

/** An END that fits no open block closes none; what it closes, it closes with all that stands open inside. */
function closeInnermost(body: Body, ends: (block: Block) => boolean) {
  const innermost = body.open.slice(-deepest);
  const at = innermost.findLastIndex(ends);
  if (at !== -1) body.open.length += at - innermost.length;
}
