import { lex } from "../../lex/lex.ts";
import { openVariables } from "../../tree/program-variables.ts";
import { type Cursor, fail, need, nested, peek, take } from "../cursor.ts";
import { hintedSettings, withoutHints } from "../hints.ts";
import { identifier, text } from "../names.ts";
import { usesNoted } from "../note-use.ts";

/** PREPARE from after its word on (manual 15.5.1): a literal is read like the statement in it, a variable cannot be. */
export function prepare(c: Cursor) {
  c.object = identifier(c);
  need(c, "FROM");
  c.clauses.push({ kind: "prepared", table: "", target: undefined, within: c.within, object: c.object });
  if (peek(c).kind === "variable") {
    c.at++;
    c.opaque = true;
    return;
  }
  const literal = text(c);
  // What the text in it uses, this statement does.
  usesNoted(c);
  const mode = { engine: c.engine, ansiQuotes: false, noBackslashEscapes: false };
  const tokens = lex(literal, mode);
  const inner: Cursor = {
    ...c,
    building: c.building && {
      ...c.building,
      variables: openVariables(),
      passages: [],
      columns: [],
      alterations: [],
      viewColumns: [],
    },
    text: literal,
    tokens: withoutHints(tokens),
    at: 0,
    closing: undefined,
    farthest: 0,
  };
  nested(inner, c.grammar.statement);
  if (inner.mayBeTooHigh) c.mayBeTooHigh = true;
  take(inner, ";");
  if (inner.at < inner.tokens.length) fail(c);
  c.clauses.push(...hintedSettings(tokens, mode));
  c.innerSource = inner.innerSource;
}
