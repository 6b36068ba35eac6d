import { findColumn, type Table } from "../../schema/table.ts";
import type { Expression } from "../../sql/tree/expression.ts";
import { isAggregate } from "../../sql/tree/functions.ts";
import { expressionsIn } from "../../sql/tree/walk.ts";
import type { ServerRefusal } from "./refusal.ts";
import type { HeldExpression } from "./table-expressions.ts";

type Role = Exclude<HeldExpression["role"], "partition">;

/** What an expression of a table may not hold (manual 15.1.20.8, 15.1.20.6, 13.6, 15.1.15), with the server's errors. */
type Fault = "call" | "query" | "variable" | "counter";

const errors: Readonly<Record<Fault, Readonly<Record<Role, number>>>> = {
  call: { generated: 3763, default: 3770, check: 3814, "key-part": 3758 },
  query: { generated: 3102, default: 3769, check: 3815, "key-part": 3758 },
  variable: { generated: 3772, default: 3772, check: 3816, "key-part": 3772 },
  counter: { generated: 3109, default: 3768, check: 3818, "key-part": 3754 },
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** As MySQL 9.7 was seen to do. */
const nowhere = words(
  "BENCHMARK FOUND_ROWS GET_LOCK ICU_VERSION IS_FREE_LOCK IS_USED_LOCK LAST_INSERT_ID LOAD_FILE MASTER_POS_WAIT RELEASE_ALL_LOCKS RELEASE_LOCK ROW_COUNT SLEEP SOURCE_POS_WAIT UPDATEXML VERSION",
);
const onlyInDefaults = words(
  "CONNECTION_ID CURDATE CURRENT_DATE CURRENT_ROLE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURTIME DATABASE LOCALTIME LOCALTIMESTAMP NOW RAND SCHEMA SESSION_USER SYSTEM_USER UNIX_TIMESTAMP USER UTC_DATE UTC_TIME UTC_TIMESTAMP UUID UUID_SHORT",
);
const inDefaultsAndChecks = words("STATEMENT_DIGEST STATEMENT_DIGEST_TEXT SYSDATE");

/** Why the server takes no such expression; undefined = nothing is known to be wrong with it. */
export function disallowedIn(
  { role, name }: HeldExpression,
  tree: Expression,
  table: Table,
): ServerRefusal | undefined {
  if (role === "partition") return undefined;
  if (role === "key-part" && tree.kind === "column")
    return { error: 3762, why: `The index ${name} has the column ${tree.name} for an expression.` };
  for (const node of expressionsIn(tree)) {
    const found = faultOf(node, role, table);
    if (!found) continue;
    const error = typeof found.fault === "number" ? found.fault : errors[found.fault][role];
    return { error, why: `${placeOf(role, name)} may not hold ${found.what}.` };
  }
  return undefined;
}

function placeOf(role: Role, name: string): string {
  const places = { generated: "What generates", default: "The default of", check: "The CHECK" };
  return role === "key-part" ? `A part of the index ${name}`.trimEnd() : `${places[role]} ${name}`;
}

interface Found {
  fault: Fault | number;
  /** As in "may not hold …". */
  what: string;
}

function faultOf(node: Expression, role: Role, table: Table): Found | undefined {
  switch (node.kind) {
    case "call":
      return callFault(node, role);
    case "subquery":
    case "exists":
    case "in-subquery":
    case "quantified":
      return { fault: "query", what: "a query" };
    case "user-variable":
    case "system-variable":
    case "assignment":
      return { fault: "variable", what: "a variable" };
    case "match":
    case "inserted-value":
      return { fault: "call", what: node.kind === "match" ? "MATCH" : "VALUES()" };
    case "column":
      return findColumn(table, node.name)?.autoIncrement
        ? { fault: "counter", what: `the AUTO_INCREMENT column ${node.name}` }
        : undefined;
    default:
      return undefined;
  }
}

function callFault(
  { name, foreign, over }: Extract<Expression, { kind: "call" }>,
  role: Role,
): Found | undefined {
  const what = `${name}()`;
  if (over) return { fault: 3593, what };
  if (!foreign && isAggregate(name)) return { fault: 1111, what };
  const isBanned =
    foreign ||
    nowhere.has(name) ||
    (role !== "default" && onlyInDefaults.has(name)) ||
    (role !== "default" && role !== "check" && inDefaultsAndChecks.has(name));
  return isBanned ? { fault: "call", what } : undefined;
}
