import type { Token } from "../../lex/token.ts";

type Truth = boolean | undefined;

const words = (text: string) => new Set(text.split(" "));
const disjunction = words("OR ||");
const conjunction = words("AND &&");
const logical = words("OR || AND && NOT !");
const between = words("BETWEEN");
const and = words("AND");
const closers = words(") END");
const openers = words("( CASE");
const comparisons = words("= <=> >= <= > < <> !=");
/** Words of an expression that name no column. */
const wordsOfExpressions = words(
  "AND OR XOR NOT IS NULL TRUE FALSE UNKNOWN IN BETWEEN LIKE ESCAPE REGEXP RLIKE DIV MOD INTERVAL DAY HOUR MINUTE SECOND MONTH YEAR WEEK CASE WHEN THEN ELSE END BINARY COLLATE AS SIGNED UNSIGNED CHAR CURRENT_TIMESTAMP CURRENT_DATE CURRENT_TIME CURRENT_USER EXISTS SELECT FROM DUAL",
);

/** Does this condition hold for every row, as far as it can be told without the data? Undefined = it depends. */
export function isAlwaysTrue(condition: readonly Token[]): boolean {
  return truth(condition) === true;
}

function truth(tokens: readonly Token[]): Truth {
  const inner = unwrap(tokens);
  if (!inner.some(isLogical)) return predicate(inner);
  const branches = splitAt(inner, disjunction);
  if (branches.length > 1) return any(branches.map(truth));
  const parts = splitConjunction(inner);
  if (parts.length > 1) return every(parts.map(truth));
  if (isWord(inner[0], "NOT") || inner[0]?.upper === "!") return negate(truth(inner.slice(1)));
  return predicate(inner);
}

function isLogical({ upper }: Token): boolean {
  return logical.has(upper);
}

function any(values: readonly Truth[]): Truth {
  if (values.includes(true)) return true;
  return values.includes(undefined) ? undefined : false;
}

function every(values: readonly Truth[]): Truth {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}

function negate(value: Truth): Truth {
  return value === undefined ? undefined : !value;
}

function predicate(tokens: readonly Token[]): Truth {
  const at = indexOfComparison(tokens);
  if (at > 0) return compare(tokens.slice(0, at), tokens[at]?.upper as string, tokens.slice(at + 1));
  const like = tokens.findIndex((token) => isWord(token, "LIKE"));
  if (like > 0 && tokens.at(-1)?.value === "%") return !isWord(tokens[like - 1], "NOT");
  if (!isConstant(tokens)) return undefined;
  const value = literal(tokens);
  return value === undefined ? true : value !== null && Number.parseFloat(String(value)) !== 0;
}

/** Both sides the same, or both constant: what cannot be computed counts as true, the worst. */
function compare(left: readonly Token[], operator: string, right: readonly Token[]): Truth {
  if (areSame(unwrap(left), unwrap(right)))
    return operator === "=" || operator === "<=>" || operator === ">=" || operator === "<=";
  if (!isConstant(left) || !isConstant(right)) return undefined;
  const [a, b] = [literal(left), literal(right)];
  if (a === undefined || b === undefined) return true;
  if (a === null || b === null) return false;
  return operators[operator]?.(a, b);
}

const operators: Record<string, (a: string | number, b: string | number) => boolean> = {
  "=": (a, b) => String(a) === String(b) || Number(a) === Number(b),
  "<=>": (a, b) => String(a) === String(b) || Number(a) === Number(b),
  "<>": (a, b) => String(a) !== String(b) && Number(a) !== Number(b),
  "!=": (a, b) => String(a) !== String(b) && Number(a) !== Number(b),
  ">": (a, b) => (typeof a === "string" && typeof b === "string" ? a > b : Number(a) > Number(b)),
  "<": (a, b) => (typeof a === "string" && typeof b === "string" ? a < b : Number(a) < Number(b)),
  ">=": (a, b) => (typeof a === "string" && typeof b === "string" ? a >= b : Number(a) >= Number(b)),
  "<=": (a, b) => (typeof a === "string" && typeof b === "string" ? a <= b : Number(a) <= Number(b)),
};

/** The value of one literal; undefined = more than a literal. */
function literal(tokens: readonly Token[]): string | number | null | undefined {
  const [token, ...rest] = unwrap(tokens);
  if (token === undefined || rest.length > 0) return undefined;
  if (token.kind === "number") return Number(token.value);
  if (token.kind === "string") return token.value;
  if (isWord(token, "TRUE")) return 1;
  if (isWord(token, "FALSE")) return 0;
  return isWord(token, "NULL") ? null : undefined;
}

/** No column, variable or parameter in it. */
function isConstant(tokens: readonly Token[]): boolean {
  return tokens.every((token, i) => {
    if (token.kind === "name" || token.kind === "variable" || token.kind === "parameter") return false;
    if (token.kind !== "word") return true;
    return wordsOfExpressions.has(token.upper) || tokens[i + 1]?.value === "(";
  });
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === "word" && token.upper === word;
}

function areSame(left: readonly Token[], right: readonly Token[]): boolean {
  return (
    left.length === right.length &&
    left.every((token, i) => upperText(token) === upperText(right[i] as Token))
  );
}

function upperText({ kind, value, upper }: Token): string {
  return kind === "name" ? value.toUpperCase() : upper;
}

function depthChange(token: Token): number {
  if (token.kind !== "word" && token.kind !== "operator") return 0;
  return openers.has(token.upper) ? 1 : closers.has(token.upper) ? -1 : 0;
}

function unwrap(tokens: readonly Token[]): readonly Token[] {
  let inner = tokens;
  while (inner[0]?.value === "(" && inner[0].kind === "operator" && closesAtEnd(inner))
    inner = inner.slice(1, -1);
  return inner;
}

function closesAtEnd(tokens: readonly Token[]): boolean {
  let depth = 0;
  return tokens.every((token, i) => {
    depth += depthChange(token);
    return depth > 0 || i === tokens.length - 1;
  });
}

function splitAt(tokens: readonly Token[], separators: ReadonlySet<string>): (readonly Token[])[] {
  if (!tokens.some(({ upper }) => separators.has(upper))) return [tokens];
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += depthChange(token);
    const separates =
      depth === 0 && token.kind !== "string" && token.kind !== "name" && separators.has(token.upper);
    if (separates) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** AND separates, but for the one that belongs to BETWEEN. */
function splitConjunction(tokens: readonly Token[]): (readonly Token[])[] {
  const parts: (readonly Token[])[] = [];
  for (const part of splitAt(tokens, conjunction)) {
    const last = parts.at(-1);
    if (last && splitAt(last, between).length > splitAt(last, and).length) {
      parts[parts.length - 1] = [
        ...last,
        { ...(tokens[0] as Token), kind: "word", value: "AND", upper: "AND" },
        ...part,
      ];
    } else parts.push(part);
  }
  return parts;
}

function indexOfComparison(tokens: readonly Token[]): number {
  let depth = 0;
  return tokens.findIndex((token) => {
    depth += depthChange(token);
    return depth === 0 && token.kind === "operator" && comparisons.has(token.upper);
  });
}
