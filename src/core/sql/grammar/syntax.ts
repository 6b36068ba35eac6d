import { cutTo, sizeOf } from "./building/building.ts";
import { attempt, type Cursor, isNext } from "./cursor.ts";
import { productions } from "./productions.ts";
import { terms } from "./terms.ts";

/** Reads what it describes and returns true, or leaves the cursor where it was. */
export type Matcher = (c: Cursor) => boolean;

/**
 * Compiles a syntax line as the manual prints it: WORDS and 'symbols' as they are, lower-case terms (terms.ts),
 * [optional], {one | of}, `x...` one or more, `x,...` one or more with commas between. The first alternative that fits wins.
 */
function compile(syntax: string): Matcher {
  const parts = syntax.match(/,?\.\.\.|[A-Z_][A-Z0-9_]*|[a-z][a-z-]*|'[^']+'|[[\]{}|]/g) ?? [];
  let at = 0;

  function alternatives(): Matcher {
    const options = [sequence()];
    while (parts[at] === "|") {
      at++;
      options.push(sequence());
    }
    const [only] = options;
    return only && options.length === 1 ? only : (c) => options.some((option) => option(c));
  }

  function sequence(): Matcher {
    const steps: Matcher[] = [];
    while (at < parts.length && !/^[|\]}]$/.test(parts[at] as string)) steps.push(repeated(step()));
    return (c) => inOrder(c, steps);
  }

  function step(): Matcher {
    const part = parts[at++] as string;
    if (part !== "[" && part !== "{") return leaf(part);
    const inner = alternatives();
    at++;
    return part === "{" ? inner : (c) => inner(c) || true;
  }

  function repeated(one: Matcher): Matcher {
    const how = parts[at];
    if (how !== "..." && how !== ",...") return one;
    at++;
    return how === "..." ? oneOrMore(one) : listed(one);
  }

  return alternatives();
}

function leaf(part: string): Matcher {
  if (/^[A-Z_]/.test(part)) return (c) => takeToken(c, part);
  if (part.startsWith("'")) return (c) => takeToken(c, part.slice(1, -1));
  const production = productions[part];
  if (production !== undefined) return lazily(production);
  const read = terms[part];
  if (!read) throw new Error(`No such term in the grammar: ${part}`);
  return (c) =>
    attempt(c, (inner) => {
      read(inner);
      return true;
    }) ?? false;
}

/** Compiled at its first use: most statements need few lines of the grammar. */
export function lazily(syntax: string): Matcher {
  let matcher: Matcher | undefined;
  return (c) => {
    matcher ??= compile(syntax);
    return matcher(c);
  };
}

function takeToken(c: Cursor, what: string): boolean {
  if (isNext(c, what)) {
    c.at++;
    return true;
  }
  if (c.at > c.farthest) c.farthest = c.at;
  return false;
}

function inOrder(c: Cursor, steps: readonly Matcher[]): boolean {
  const from = c.at;
  const tables = c.tables.length;
  const clauses = c.clauses.length;
  const built = c.building && sizeOf(c.building);
  if (steps.every((step) => step(c))) return true;
  c.at = from;
  c.tables.length = tables;
  c.clauses.length = clauses;
  if (c.building && built) cutTo(c.building, built);
  return false;
}

function oneOrMore(one: Matcher): Matcher {
  return (c) => {
    if (!one(c)) return false;
    for (let before = c.at; one(c) && c.at > before; before = c.at);
    return true;
  };
}

function listed(one: Matcher): Matcher {
  return (c) => {
    if (!one(c)) return false;
    while (isNext(c, ",")) {
      c.at++;
      if (one(c)) continue;
      c.at--;
      break;
    }
    return true;
  };
}
