import { data, Evaluator, Lexer, Parser } from "@actions/expressions";

/** A part of a workflow file as GitHub's parser writes its tokens: plain values, and expressions to be evaluated. */
export type Template =
  | null
  | string
  | number
  | boolean
  | { type: 1; seq: Template[] }
  | { type: 2; map: { Key: string; Value: Template }[] }
  | { type: 3; expr: string };

export type Value = null | string | number | boolean | Value[] | { [key: string]: Value };

/** What an expression may read: `github`, `inputs`, `secrets`, … and how the job has gone so far. */
export interface ExpressionScope {
  contexts: Record<string, Value>;
  status: "success" | "failure" | "cancelled";
  /** A job that is needed was skipped: nothing failed, and success() does not hold. */
  skipped?: boolean;
}

/** The template with every expression evaluated by GitHub's own evaluator. */
export function resolve(template: Template | undefined, scope: ExpressionScope): Value {
  if (template === undefined || template === null || typeof template !== "object") return template ?? null;
  if ("expr" in template) return evaluate(template.expr, scope);
  if ("seq" in template) return template.seq.map((item) => resolve(item, scope));
  return Object.fromEntries(template.map.map(({ Key, Value }) => [Key, resolve(Value, scope)]));
}

/** A mapping of strings, as `env` and `with` are: GitHub hands every value over as text. */
export function resolveStrings(
  template: Template | undefined,
  scope: ExpressionScope,
): Record<string, string> {
  const value = resolve(template, scope);
  if (value === null) return {};
  if (typeof value !== "object" || Array.isArray(value))
    throw new Error(`${JSON.stringify(value)} is no mapping`);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, one === null ? "" : String(one)]),
  );
}

export function holds(expression: string, scope: ExpressionScope): boolean {
  const value = evaluate(expression, scope);
  return value !== null && value !== false && value !== 0 && value !== "";
}

export function evaluate(expression: string, { contexts, status, skipped }: ExpressionScope): Value {
  const tests = {
    success: status === "success" && skipped !== true,
    failure: status === "failure",
    cancelled: status === "cancelled",
    always: true,
  };
  const functions = Object.entries(tests).map(([name, answer]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer),
  }));
  const parsed = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions).parse();
  const known = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  const byName = new Map(functions.map((definition) => [definition.name, definition]));
  return JSON.parse(JSON.stringify(new Evaluator(parsed, known, byName).evaluate(), data.replacer));
}
