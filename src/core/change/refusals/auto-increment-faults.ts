import { foldName } from "../../sql/fold-name.ts";
import { isIntegerType } from "../../sql/integer-type.ts";
import { isInnodb } from "../cost/table-facts.ts";
import type { ServerRefusal, Shape } from "./refusal.ts";

/** InnoDB wants it first in some index (manual 17.6.1.6). */
export function autoIncrementFaults({ table, name, engine }: Shape): ServerRefusal[] {
  const counters = table.columns.filter(({ autoIncrement }) => autoIncrement);
  const first = counters[0];
  if (!first || !isInnodb(table)) return [];
  if (counters.length > 1) return [{ error: 1075, why: `${name} would have two AUTO_INCREMENT columns.` }];
  const floats = engine.version < 80400 && /^(float|double)$/.test(first.type.name);
  if (!isIntegerType(first.type.name) && !floats)
    return [
      { error: 1063, why: `${name}.${first.name} is no whole number, so it cannot be AUTO_INCREMENT.` },
    ];
  const keyed = table.indexes.some(({ parts }) => foldName(parts[0]?.column ?? "") === foldName(first.name));
  return keyed || !table.complete
    ? []
    : [{ error: 1075, why: `The AUTO_INCREMENT column ${name}.${first.name} would be first in no index.` }];
}
