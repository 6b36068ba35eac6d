import type { Row, Server } from "../outside/server.ts";

/** Every object and row of a database but the ledger's, as text; counters that may skip a number are left out. */
export async function dumpOf(server: Server, database: string): Promise<string> {
  const lines: string[] = [];
  for (const { name, type } of await objectsOf(server, database)) {
    if (name.startsWith("tollgate_")) continue;
    const [made] = await server.query(`SHOW CREATE ${type} \`${name}\``, database);
    lines.push(`${type} ${name}: ${definitionIn(made)}`);
    if (type !== "TABLE") continue;
    const rows = await server.query(`SELECT * FROM \`${name}\``, database);
    lines.push(...rows.map((row) => `  ${JSON.stringify(Object.values(row))}`).sort());
  }
  return lines.join("\n").replaceAll(database, "HERE");
}

async function objectsOf(server: Server, database: string): Promise<{ name: string; type: string }[]> {
  const rows = await server.query(
    `SELECT TABLE_NAME AS name, IF(TABLE_TYPE = 'VIEW', 'VIEW', 'TABLE') AS type FROM information_schema.TABLES WHERE TABLE_SCHEMA = '${database}'
     UNION ALL SELECT ROUTINE_NAME, ROUTINE_TYPE FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = '${database}'
     UNION ALL SELECT TRIGGER_NAME, 'TRIGGER' FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = '${database}'
     UNION ALL SELECT EVENT_NAME, 'EVENT' FROM information_schema.EVENTS WHERE EVENT_SCHEMA = '${database}' ORDER BY 2, 1`,
  );
  return rows.map(({ name, type }) => ({ name: String(name), type: String(type) }));
}

/** The column of SHOW CREATE that has the text, without counters, users and times. */
function definitionIn(row: Row | undefined): string {
  const found = Object.entries(row ?? {}).find(([column]) =>
    /^(Create |SQL Original Statement)/.test(column),
  );
  return String(found?.[1])
    .replace(/ AUTO_INCREMENT=\d+/, "")
    .replace(/DEFINER=\S+/, "")
    .replace(/\s+/g, " ")
    .replace(/;$/, "");
}
