import { foldName } from "../../fold-name.ts";
import { reads } from "../columns-read.ts";
import type { Expression } from "../expression.ts";
import { type Resolution, resolveDefinition } from "../resolve/resolve.ts";
import { columnOfSource, type RowConstraints, type TableSource } from "../resolve/scope.ts";
import type { DataStatement } from "../statement.ts";
import { expressionsIn, expressionsInStatement } from "../walk.ts";
import { type Given, openContext, type Usual } from "./context.ts";
import { type Choice, choiceOf } from "./decide.ts";
import { type Filters, filtersOf } from "./filters.ts";
import { all } from "./logic.ts";
import { neverJoinedIn } from "./never-joined.ts";
import { columnsReadOf, hasParent, isNeverNull, namesOf, pairsIn } from "./row-rules.ts";
import { translate } from "./translate.ts";
import { aliasOf, metIn } from "./twin.ts";
import { wholeTable } from "./whole-source.ts";
import { findsZeroDates } from "./zero-dates.ts";

type Write = Extract<DataStatement, { kind: "update" | "delete" }>;

/**
 * Which rows of one of its tables an UPDATE or DELETE meets, its LIMIT left aside: `every` and `all-or-none` are proven
 * for whatever rows there are, or such as are `usual`; `some` is what may choose, and what is not known.
 */
export function rowsMet(statement: Write, source: TableSource, names: Resolution, usual?: Usual): Choice {
  const resolution = { ...names, present: source };
  const filters = filtersOf(statement.tables, source, resolution, neverJoinedIn(names));
  const conditions = [...filters.conditions, ...(statement.where ? [statement.where] : [])].flatMap(
    conjuncts,
  );
  if (conditions.some((condition) => findsZeroDates(condition, resolution))) return "some";
  const assigns = assignsVariables(statement);
  const own = resolution.blocks.get(statement)?.sources ?? [];
  const given = { assigns, usual, absent: filters.absent };
  const kept = withoutTwins({ ...filters, conditions }, source, resolution, { own, given });
  if (kept.ties.length > 0) return "some";
  const hangsOn = [source, ...kept.dependent];
  const context = openContext(resolution, hangsOn, translate, given);
  const choice = choiceOf(
    all(kept.conditions.map((condition) => translate(condition, context))),
    context.work,
  );
  if (choice === "every" || choice === "all-or-none" || choice === "none") return choice;
  return underRules(kept.conditions, source, resolution, { hangsOn, given }) ?? choice;
}

/** What the table's definition says of its rows may leave no other; undefined = it does not. */
function underRules(
  conditions: readonly Expression[],
  source: TableSource,
  resolution: Resolution,
  { hangsOn, given }: { hangsOn: readonly TableSource[]; given: Given },
): Choice | undefined {
  const rules = source.name && resolution.tables.rulesOf?.(source.name);
  if (!rules || (rules.conditions.length === 0 && rules.computed.size === 0)) return undefined;
  const read = new Set(columnsReadOf(source, conditions, resolution));
  const computed = computedAmong(read, rules);
  const about = rules.conditions.filter((rule) => [...columnsNamed(rule)].some((name) => read.has(name)));
  if (about.length === 0 && computed.size === 0) return undefined;
  const columns = new Map(resolution.columns);
  for (const rule of [...about, ...computed.values()])
    for (const [node, meaning] of resolveDefinition(rule, source).columns) columns.set(node, meaning);
  const context = openContext({ ...resolution, columns }, hangsOn, translate, {
    ...given,
    computed: { source, columns: computed },
  });
  const ruled = all(about.map((rule) => translate(rule, context)));
  const choice = choiceOf(all(conditions.map((one) => translate(one, context))), context.work, ruled);
  // That none is met is the worse guess: a rule may have been broken before it was there.
  return choice === "none" || choice === "some" ? undefined : choice;
}

/** The columns read that are computed, with what computes them; what that reads is read, too. */
function computedAmong(read: Set<string>, rules: RowConstraints): ReadonlyMap<string, Expression> {
  const computed = new Map<string, Expression>();
  // A set may grow while it is walked.
  for (const name of read) {
    const expression = rules.computed.get(name);
    if (!expression) continue;
    computed.set(name, expression);
    for (const one of columnsNamed(expression)) read.add(one);
  }
  return computed;
}

function columnsNamed(rule: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of expressionsIn(rule)) if (node.kind === "column") names.add(foldName(node.name));
  return names;
}

function conjuncts(condition: Expression): readonly Expression[] {
  return condition.kind === "and" ? condition.operands.flatMap(conjuncts) : [condition];
}

function assignsVariables(statement: Write): boolean {
  for (const { kind } of expressionsInStatement(statement)) if (kind === "assignment") return true;
  return false;
}

/**
 * Without the conditions on a second use of the same table that the row itself always meets: in
 * `FROM users u JOIN users v ON u.id = v.id` each row of u has itself for a partner.
 */
function withoutTwins(
  filters: Filters,
  source: TableSource,
  resolution: Resolution,
  { own, given }: { own: readonly TableSource[]; given: Given },
): Filters {
  let { conditions, ties } = filters;
  for (const [table, joined] of resolution.sources) {
    if (joined === source || !own.includes(joined)) continue;
    if (filters.dependent.has(joined) || filters.optional.has(joined)) continue;
    if (meetsParent({ conditions, ties }, source, joined, resolution)) {
      conditions = conditions.filter((condition) => !reads(condition, joined, resolution));
      ties = ties.filter(({ others }) => !others.includes(joined));
      continue;
    }
    const twin = wholeTable(table, resolution, metIn(openContext(resolution, [], translate, given)));
    if (twin?.source.key === undefined || twin.source.key !== source.key) continue;
    const reading = conditions.filter((condition) => reads(condition, joined, resolution));
    const tied = ties.filter(({ others }) => others.includes(joined));
    const context = openContext(resolution, [source], translate, {
      ...given,
      alias: aliasOf(twin, source),
    });
    const met = reading.every((one) => choiceOf(translate(one, context), context.work) === "every");
    const equal = tied.every(({ column }) => isKept(column, joined, source, resolution));
    if (!met || !equal) continue;
    conditions = conditions.filter((condition) => !reading.includes(condition));
    ties = ties.filter((tie) => !tied.includes(tie));
  }
  return { ...filters, conditions, ties };
}

/** Each row is joined to the one that its foreign key points at, and nothing else is asked of that. */
function meetsParent(
  { conditions, ties }: Pick<Filters, "conditions" | "ties">,
  source: TableSource,
  joined: TableSource,
  resolution: Resolution,
): boolean {
  const tied = ties.filter(({ others }) => others.includes(joined));
  if (tied.some(({ others }) => others.length > 1)) return false;
  const pairs = conditions
    .filter((condition) => reads(condition, joined, resolution))
    .flatMap((condition) => pairsIn(condition, joined, resolution));
  const known = pairs.filter((pair) => pair !== undefined);
  const named = known.length === pairs.length ? namesOf(known, source, joined, resolution) : undefined;
  const alike = tied.map(({ column }) => ({ own: foldName(column), theirs: foldName(column) }));
  const names = [...(named ?? []), ...alike];
  return (
    named !== undefined &&
    names.every(({ own }) => isNeverNull(source, own, resolution)) &&
    hasParent(source, joined, names, resolution)
  );
}

/** Whether a column that is never NULL is the same in both: a derived table may call another one so. */
function isKept(name: string, joined: TableSource, source: TableSource, resolution: Resolution): boolean {
  const [computed] = columnOfSource(joined, name)?.computed ?? [];
  const isRenamed =
    computed !== undefined && !(computed.kind === "column" && foldName(computed.name) === foldName(name));
  return !isRenamed && isNeverNull(source, name, resolution);
}
