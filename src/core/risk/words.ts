import { lex } from "../sql/lex/lex.ts";
import type { SplitStatement } from "../sql/statement.ts";

/** A statement's text in the forms that factors read, each made when it is first asked for. */
export class StatementWords {
  /** In capitals: a word that is not even there needs no lexing. */
  readonly upperText: string;
  readonly #statement: Pick<SplitStatement, "text" | "mode">;
  #text: string | undefined;
  /** Phrases that were asked about: of a statement with many changes each asks anew. */
  #answers: Map<string, boolean> | undefined;

  constructor(statement: Pick<SplitStatement, "text" | "mode">) {
    this.upperText = statement.text.toUpperCase();
    this.#statement = statement;
  }

  /**
   * The tokens in upper case with a space between and after, strings and quoted names as `'…'`: what a factor matches that
   * reads the statement's words. Nothing in a comment or a string can look like code.
   */
  get text(): string {
    this.#text ??= lex(this.#statement.text, this.#statement.mode)
      .map(({ kind, upper }) => (kind === "string" || kind === "name" ? "'…' " : `${upper} `))
      .join("");
    return this.#text;
  }

  /** Whether these words stand in the statement, one behind the other. */
  says(phrase: string): boolean {
    this.#answers ??= new Map();
    const answer = this.#answers.get(phrase) ?? this.#holds(phrase);
    this.#answers.set(phrase, answer);
    return answer;
  }

  #holds(phrase: string): boolean {
    const space = phrase.indexOf(" ");
    const first = space < 0 ? phrase : phrase.slice(0, space);
    return this.upperText.includes(first) && ` ${this.text}`.includes(` ${phrase} `);
  }
}
