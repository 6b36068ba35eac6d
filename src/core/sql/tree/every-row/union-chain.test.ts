import { expect, test } from "vitest";
import { resolvedIn } from "../../../../testing/read-trees.ts";
import { rowsMet } from "./rows-met.ts";

const schema = "CREATE TABLE pets (id INT NOT NULL PRIMARY KEY, age INT)";

class CountingMap<K, V> extends Map<K, V> {
  asked = 0;

  override get(key: K) {
    this.asked++;
    return super.get(key);
  }
}

/** How often a name's meaning is asked for to tell which rows are met. */
function work(condition: string): number {
  const { statement, resolution } = resolvedIn(schema, `DELETE FROM pets WHERE ${condition}`);
  const [source] = resolution.blocks.get(statement)?.sources ?? [];
  if (statement.kind !== "delete" || !source) throw new Error("No DELETE of a table.");
  const columns = new CountingMap(resolution.columns);
  rowsMet(statement, source, { ...resolution, columns });
  return columns.asked;
}

const union = (members: number) =>
  Array.from({ length: members }, (_, i) => `SELECT age FROM pets p${i} WHERE p${i}.age > ${i}`).join(
    " UNION ALL ",
  );

test.each([
  ["IN", (members: number) => `age IN (${union(members)})`],
  ["NOT IN", (members: number) => `age NOT IN (${union(members)})`],
  ["EXISTS", (members: number) => `EXISTS (${union(members)})`],
  ["of itself", (members: number) => `id IN (${union(members)}) OR age = ANY (${union(members)})`],
])("a union of twice as many members is twice the work: %s", (_, condition) => {
  const [half, whole] = [work(condition(500)), work(condition(1000))];
  expect(half).toBeGreaterThan(0);
  expect(whole).toBeLessThan(3 * half);
});
