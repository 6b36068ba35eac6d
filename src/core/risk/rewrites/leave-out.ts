import { lex } from "../../sql/lex/lex.ts";
import type { Token } from "../../sql/lex/token.ts";
import type { Rewrite, RewriteContext } from "../factor.ts";

/** CREATE TABLE without IF NOT EXISTS. */
export function withoutCondition({ statement }: RewriteContext): Rewrite[] {
  return edit(statement, (tokens) => {
    const at = tokens.findIndex(
      ({ upper }, i) => upper === "IF" && tokens[i + 1]?.upper === "NOT" && tokens[i + 2]?.upper === "EXISTS",
    );
    const name = tokens[at + 3];
    const first = tokens[at];
    // Only in front of the name: not in a default, and not in a comment, which has no tokens.
    return at > 0 && at < 4 && first && name ? { from: first.start, to: name.start, text: "" } : undefined;
  });
}

/** CREATE without DEFINER: the account that runs the migration becomes it. */
export function withoutDefiner({ statement }: RewriteContext): Rewrite[] {
  const rewrites = edit(statement, (tokens) => {
    const at = tokens.findIndex(({ kind, upper }) => kind === "word" && upper === "DEFINER");
    const behind =
      at < 0
        ? -1
        : tokens.findIndex(({ kind, upper }, i) => i > at && kind === "word" && objects.test(upper));
    const [first, next] = [tokens[at], tokens[behind]];
    return first && next ? { from: first.start, to: next.start, text: "" } : undefined;
  });
  const note = "It then belongs to the account that runs the migration.";
  return rewrites.map((rewrite) => ({ ...rewrite, note, differs: true }));
}

const objects = /^(SQL|VIEW|TRIGGER|PROCEDURE|FUNCTION|AGGREGATE|EVENT)$/;

/** CREATE TABLE … ENGINE = InnoDB. */
export function inInnodb({ statement }: RewriteContext): Rewrite[] {
  const rewrites = edit(statement, (tokens) => {
    const at = tokens.findLastIndex(({ kind, upper }) => kind === "word" && upper === "ENGINE");
    const value = tokens[at + 1]?.value === "=" ? tokens[at + 2] : tokens[at + 1];
    return at < 0 || !value ? undefined : { from: value.start, to: value.end, text: "InnoDB" };
  });
  return rewrites.map((rewrite) => ({ ...rewrite, note: "InnoDB keeps the table.", differs: true }));
}

interface Edit {
  from: number;
  to: number;
  text: string;
}

function edit(
  { text, mode, hidden }: RewriteContext["statement"],
  find: (tokens: readonly Token[]) => Edit | undefined,
): Rewrite[] {
  const tokens = lex(text, mode);
  const found = hidden ? undefined : find(tokens);
  if (found === undefined) return [];
  const [start, end] = [tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0];
  return [{ now: [text.slice(start, found.from) + found.text + text.slice(found.to, end)] }];
}
