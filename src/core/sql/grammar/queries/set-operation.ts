import type { QueryBody, SetOperation } from "../../tree/query.ts";
import { recognisedBody } from "../building/building.ts";
import { madeBody, madeTable, placeBody } from "../building/place.ts";
import { type Cursor, expression, fail, list, need, parenthesised, query, take, takeOne } from "../cursor.ts";
import { mayBeMariadb } from "../may-be.ts";
import { usedTable } from "../names.ts";
import { select } from "./select.ts";

type Operator = SetOperation["rest"][number]["operator"];
type Operand = SetOperation["rest"][number];

const setOperators = new Map<string, Operator>([
  ["UNION", "union"],
  ["EXCEPT", "except"],
  ["MINUS", "except"],
  ["INTERSECT", "intersect"],
]);

/** A query's body: one SELECT, VALUES, TABLE or query in parentheses, or several with set operators between. */
export function queryBody(c: Cursor): QueryBody {
  const first = term(c);
  let written = takeOne(c, setOperators);
  if (written === undefined) return first;
  const rest: Operand[] | undefined = c.building ? [] : undefined;
  for (; written !== undefined; written = takeOne(c, setOperators)) {
    if (written === "MINUS" && !mayBeMariadb(c)) fail(c);
    const all = take(c, "ALL");
    if (!all) take(c, "DISTINCT");
    const operand = term(c);
    rest?.push({ operator: setOperators.get(written) ?? "union", all, operand });
  }
  return rest ? combined(c, first, rest) : recognisedBody;
}

function term(c: Cursor): QueryBody {
  const from = c.at;
  if (take(c, "SELECT")) return select(c);
  if (take(c, "VALUES")) return rows(c);
  if (take(c, "TABLE")) return wholeTable(c);
  need(c, "(");
  const inner = query(c);
  need(c, ")");
  return c.building ? madeBody(c, from, { kind: "enclosed", query: inner }) : recognisedBody;
}

/** `TABLE t` means `SELECT * FROM t` (manual 15.2.16). */
function wholeTable(c: Cursor): QueryBody {
  const from = c.at;
  const name = usedTable(c, "read");
  if (!c.building) return recognisedBody;
  const read = { kind: "table", name, alias: undefined, partitions: [], sample: undefined } as const;
  return madeBody(c, from - 1, { ...wholeSelect, from: [madeTable(c, from, read)] });
}

const wholeSelect = {
  kind: "select",
  distinct: false,
  items: [{ kind: "star", database: undefined, table: undefined }],
  into: false,
  where: undefined,
  groupBy: [],
  rollup: false,
  having: undefined,
  windows: [],
  qualify: undefined,
} as const;

function rows(c: Cursor): QueryBody {
  const from = c.at - 1;
  const values = list(c, (inner) => {
    if (!take(inner, "ROW") && !mayBeMariadb(inner)) fail(inner);
    return parenthesised(inner, expression);
  });
  return c.building ? madeBody(c, from, { kind: "values", rows: values }) : recognisedBody;
}

/** INTERSECT binds tighter: each run of it becomes one operand. */
function combined(c: Cursor, first: QueryBody, rest: readonly Operand[]): QueryBody {
  const outer: Operand[] = [{ operator: "union", all: true, operand: first }];
  for (let at = 0; at < rest.length; ) {
    const run = rest.slice(at, endOfRun(rest, at));
    const last = outer.at(-1);
    if (run.length > 0 && last) {
      outer[outer.length - 1] = { ...last, operand: operation(c, last.operand, run) };
      at += run.length;
    } else outer.push(rest[at++] as Operand);
  }
  const [{ operand }, ...others] = outer as [Operand, ...Operand[]];
  return others.length > 0 ? operation(c, operand, others) : operand;
}

/** The first operator from a place on that is no INTERSECT. */
function endOfRun(rest: readonly Operand[], from: number): number {
  let at = from;
  while (rest[at]?.operator === "intersect") at++;
  return at;
}

function operation(c: Cursor, first: QueryBody, rest: readonly Operand[]): QueryBody {
  const span = { start: first.start, end: rest.at(-1)?.operand.end ?? first.end };
  return placeBody(c, { kind: "set-operation", first, rest }, span);
}
