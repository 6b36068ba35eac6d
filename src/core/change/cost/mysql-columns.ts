import { enforcesInlineReferences } from "../../schema/replay.ts";
import { findColumn } from "../../schema/table.ts";
import type { ClauseOf } from "../../sql/clause.ts";
import type { ColumnDefinition } from "../../sql/definition.ts";
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
import { type Modification, modification, type Rewritten } from "./modify-column.ts";
import { isIndexed, isReferenced, mayAddRowVersion } from "./table-facts.ts";
import { since } from "./versions.ts";

/** INSTANT only from that version on. */
function from(version: number, { engine }: Situation, effect: Effect): Effect {
  return engine.version >= version ? effect : { ...effect, instant: false };
}

export function addColumnCost(
  { definition }: ClauseOf<"add-column">,
  situation: Situation,
): Effect | undefined {
  const { inline, generated } = definition;
  if (checksRows(definition, situation)) return copy;
  if (generated) return generated.stored ? copy : addVirtual(situation, inline.unique);
  if (definition.defaultIsExpression) return copy;
  if (definition.autoIncrement) return rebuildShared;
  const own = inline.unique || inline.primaryKey || needsValue(definition);
  if (own || !mayAddRowVersion(situation)) return rebuild;
  const first = definition.position === undefined ? since.instant : since.instantAnywhere;
  return from(first, situation, instantOrRebuild);
}

/** A CHECK (enforced since 8.0.16) or a foreign key of the column's own, held against every row. */
function checksRows({ inline }: ColumnDefinition, { engine, foreignKeyChecks }: Situation): boolean {
  if (inline.check?.enforced && engine.version >= since.check) return true;
  return inline.references !== undefined && foreignKeyChecks && enforcesInlineReferences(engine);
}

function addVirtual(situation: Situation, unique: boolean): Effect {
  return unique ? inplace : from(since.instant, situation, instant);
}

const withoutImplicitDefault =
  /^(date|datetime|geometry|point|linestring|polygon|multi\w+|geometrycollection)$/;

/** NOT NULL without a default, of a type whose implicit one is no valid value: existing rows are looked at. */
function needsValue({ type, nullable, default: value }: ColumnDefinition): boolean {
  return nullable === false && value === undefined && withoutImplicitDefault.test(type.name);
}

export function dropColumnCost(
  { column }: ClauseOf<"drop-column">,
  situation: Situation,
): Effect | undefined {
  const { table } = situation;
  const found = findColumn(table, column);
  if (!found) return undefined;
  if (found.generated && !found.generated.stored) {
    return isIndexed(table, column) ? inplace : from(since.instant, situation, instant);
  }
  if (isIndexed(table, column) || !mayAddRowVersion(situation)) return rebuild;
  return from(since.instantAnywhere, situation, instantOrRebuild);
}

export function renameColumnCost({ column }: Pick<Rewritten, "column">, situation: Situation): Effect {
  return isReferenced(situation, column) ? inplace : from(since.instantRename, situation, instant);
}

export function changeDefaultCost(_: unknown, situation: Situation): Effect {
  return from(since.instant, situation, instant);
}

export function modifyColumn(clause: Rewritten, situation: Situation): Effect | undefined {
  const change = modification(clause, situation);
  if (!change) return undefined;
  if (change.adds.check || change.adds.references || change.srid) return copy;
  const stored = storedEffect(change, situation);
  if (!stored) return undefined;
  const parts: Effect[] = [stored];
  if (change.nullability !== "same") parts.push(change.generation === "none" ? rebuild : copy);
  if (change.moves)
    parts.push(change.before.generated?.stored === false ? from(since.instant, situation, instant) : rebuild);
  if (change.renames) parts.push(renameColumnCost(clause, situation));
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
      return from(since.instant, situation, instant);
    case "longer":
      return generation === "none" ? inplace : copy;
    case "text":
      return indexed || generation !== "none" ? copy : inplace;
    case "other":
      return copy;
  }
}
