/** Objects as they are read, view after view. */
export type SchemaDraft = Record<string, Record<string, Record<string, string | number>>>;

/** What the server says of one thing in several places comes together; what only follows from something else goes. */
export function arrange(objects: SchemaDraft): void {
  placeChecks(objects);
  // The columns of views and sequences, which follow from their definitions.
  for (const [key, object] of Object.entries(objects)) {
    if (key.startsWith("table ") && object[""] === undefined) delete objects[key];
  }
  for (const object of Object.values(objects)) nameNeighbours(object);
}

/** MySQL says the condition of a check with the database, and its table elsewhere. */
function placeChecks(objects: SchemaDraft): void {
  const { database = {} } = objects;
  for (const [part, attributes] of Object.entries(database)) {
    if (!part.startsWith("check ")) continue;
    const home = Object.values(objects).find((object) => object !== database && object[part] !== undefined);
    if (!home) continue;
    home[part] = { ...home[part], ...attributes };
    delete database[part];
  }
}

/** A column that is dropped moves the numbers of all after it; only the next one has another neighbour. */
function nameNeighbours(object: SchemaDraft[string]): void {
  const columns = Object.entries(object).filter(([part]) => part.startsWith("column "));
  columns.sort(([, a], [, b]) => Number(a.ORDINAL_POSITION) - Number(b.ORDINAL_POSITION));
  columns.forEach(([, attributes], i) => {
    delete attributes.ORDINAL_POSITION;
    const before = columns[i - 1]?.[0].replace(/^column /, "");
    if (before !== undefined) attributes.AFTER = before;
  });
}
