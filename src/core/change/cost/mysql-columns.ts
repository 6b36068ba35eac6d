import { enforcesInlineReferences } from "../../schema/apply.ts";
import { findColumn } from "../../schema/table.ts";
import type { ColumnDefinition } from "../../sql/definition.ts";
import type { Clause } from "../../sql/statements/clause.ts";
import {
  copy,
  type Effect,
  inplace,
  instant,
  instantOrRebuild,
  rebuild,
  rebuildShared,
  type Situation,
  together,
} from "./effect.ts";
import { type Modification, modification } from "./modify-column.ts";
import { isIndexed, isReferenced, mayAddRowVersion } from "./table-facts.ts";

/** Where INSTANT first could do it. */
const instantSince = { addLast: 80012, addAnywhere: 80029, drop: 80029, rename: 80028, metadata: 80012 };

export function since({ engine }: Situation, version: number, effect: Effect): Effect {
  return engine.version >= version ? effect : { ...effect, instant: false };
}

export function addColumn({ definition }: Clause, situation: Situation): Effect | undefined {
  if (!definition) return undefined;
  const { inline, generated } = definition;
  if (checksRows(definition, situation)) return copy;
  if (generated) return generated.stored ? copy : addVirtual(situation, inline.unique);
  if (definition.defaultIsExpression) return copy;
  if (definition.autoIncrement) return rebuildShared;
  const own = inline.unique || inline.primaryKey || needsValue(definition);
  if (own || !mayAddRowVersion(situation)) return rebuild;
  const position = definition.position === undefined ? instantSince.addLast : instantSince.addAnywhere;
  return since(situation, position, instantOrRebuild);
}

/** A CHECK (enforced since 8.0.16) or a foreign key of the column's own, held against every row. */
function checksRows({ inline }: ColumnDefinition, { engine, foreignKeyChecks }: Situation): boolean {
  if (inline.check?.enforced && engine.version >= 80016) return true;
  return inline.references !== undefined && foreignKeyChecks && enforcesInlineReferences(engine);
}

function addVirtual(situation: Situation, unique: boolean): Effect {
  return unique ? inplace : since(situation, instantSince.metadata, instant);
}

const withoutImplicitDefault =
  /^(date|datetime|geometry|point|linestring|polygon|multi\w+|geometrycollection)$/;

/** NOT NULL without a default, of a type whose implicit one is no valid value: existing rows are looked at. */
function needsValue({ type, nullable, default: value }: ColumnDefinition): boolean {
  return nullable === false && value === undefined && withoutImplicitDefault.test(type.name);
}

export function dropColumn({ column = "" }: Clause, situation: Situation): Effect | undefined {
  const { table } = situation;
  const found = findColumn(table, column);
  if (!found) return undefined;
  if (found.generated && !found.generated.stored) {
    return isIndexed(table, column) ? inplace : since(situation, instantSince.metadata, instant);
  }
  if (isIndexed(table, column) || !mayAddRowVersion(situation)) return rebuild;
  return since(situation, instantSince.drop, instantOrRebuild);
}

export function renameColumn({ column = "" }: Clause, situation: Situation): Effect {
  return isReferenced(situation, column) ? inplace : since(situation, instantSince.rename, instant);
}

export function changeDefault(_: Clause, situation: Situation): Effect {
  return since(situation, instantSince.metadata, instant);
}

export function modifyColumn(clause: Clause, situation: Situation): Effect | undefined {
  const change = modification(situation.table, clause, situation.engine);
  if (!change) return undefined;
  if (change.adds.check || change.adds.references || change.srid) return copy;
  const stored = storedEffect(change, situation);
  if (!stored) return undefined;
  const parts: Effect[] = [stored];
  if (change.nullability !== "same") parts.push(change.generation === "none" ? rebuild : copy);
  if (change.moves)
    parts.push(change.before.generated?.stored === false ? since(situation, 80012, instant) : rebuild);
  if (change.renames) parts.push(renameColumn(clause, situation));
  if (change.adds.key) parts.push(inplace);
  if (change.autoIncrement) parts.push(copy);
  return parts.reduce(together);
}

/** What the change of type and expression alone costs; undefined = cannot be told. */
function storedEffect({ type, generation, indexed }: Modification, situation: Situation): Effect | undefined {
  if (generation === "changed") return copy;
  switch (type) {
    case "unknown":
      return undefined;
    case "same":
    case "members":
      return since(situation, instantSince.metadata, instant);
    case "longer":
      return generation === "none" ? inplace : copy;
    case "text":
      return indexed || generation !== "none" ? copy : inplace;
    case "other":
      return copy;
  }
}
