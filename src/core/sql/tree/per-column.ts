import type { Resolution } from "./resolve/resolve.ts";
import type { ColumnShape } from "./resolve/scope.ts";

/**
 * A fact about a column, found once for each: a common table may stand in the next one twice, that one in the next twice,
 * and so on.
 */
export function perColumn<Fact>(
  find: (column: ColumnShape, resolution: Resolution) => Fact,
): (column: ColumnShape, resolution: Resolution) => Fact {
  const found = new WeakMap<Resolution, WeakMap<ColumnShape, { fact: Fact }>>();
  return (column, resolution) => {
    let ofColumns = found.get(resolution);
    if (!ofColumns) {
      ofColumns = new WeakMap();
      found.set(resolution, ofColumns);
    }
    const known = ofColumns.get(column);
    if (known) return known.fact;
    const fact = find(column, resolution);
    ofColumns.set(column, { fact });
    return fact;
  };
}
