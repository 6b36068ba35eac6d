import type { Change } from "../../change/change.ts";
import type { Clause, Stated } from "../../sql/clause.ts";
import { displayName } from "../../sql/grammar/names.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A change as the JSON form has it, by the names that its readers know: they stay when the clause's own are others. */
export function changeFields({ clause, created, temporary, cost, dataLoss }: Change): Fields {
  return {
    ...clauseFields(clause),
    cost,
    dataLoss,
    created: created || undefined,
    temporary: temporary || undefined,
  };
}

function clauseFields(clause: Clause): Fields {
  switch (clause.kind) {
    case "rename-table":
    case "exchange-partition": {
      const { other, ...rest } = clause;
      return { ...rest, to: displayName(other), toTable: other };
    }
    case "change-default":
      return { ...clause, default: clause.default ?? "" };
    case "column-visibility": {
      const { visible, ...rest } = clause;
      return { ...rest, to: visible ? "VISIBLE" : "INVISIBLE" };
    }
    case "index-visibility": {
      const { visibility, ...rest } = clause;
      return { ...rest, to: visibility.replace("NOT ", "") };
    }
    case "alter-check": {
      const { constraint: name, enforced, ...rest } = clause;
      return { ...rest, index: name, check: { name, expression: "", enforced } };
    }
    case "set-session":
    case "set-global": {
      const { variable, value, forStatement: _, ...rest } = clause;
      return { ...rest, object: variable, to: value };
    }
    case "maintain-partition": {
      const { operation, ...rest } = clause;
      return { ...rest, object: operation };
    }
    case "insert":
    case "replace": {
      const { ignores: _, columns: __, ...rest } = clause;
      return rest;
    }
    case "update":
    case "delete": {
      const { ignores: _, ...rest } = clause;
      return rest;
    }
    case "tablespace": {
      const { changes: _, ...rest } = clause;
      return "within" in rest ? withObject(rest) : rest;
    }
    default:
      if ("constraint" in clause) return withIndex(clause);
      return "within" in clause ? withObject(clause) : { ...clause };
  }
}

/** The name of a constraint stands where an index has its own. */
function withIndex({ constraint, ...rest }: { constraint: string | undefined }): Fields {
  return { ...rest, index: constraint };
}

interface Stating extends Stated {
  object?: string | undefined;
  definer?: string | undefined;
  intoFile?: string | undefined;
}

/** `object` is whatever the statement names last, or what it stands in. */
function withObject({ within, object, definer, intoFile, ...rest }: Stating): Fields {
  return { ...rest, object: object ?? definer ?? intoFile ?? within };
}
