/** As InnoDB names a table: `database/table`, and `#p#…` after it for a partition (`#P#` before 8.0). */
export interface InnodbName {
  database: string;
  table: string;
}

/** undefined = written with an escape that only the server can read (manual 11.2.4): one of no letter by its code. */
export function readInnodbName(name: string): InnodbName | undefined {
  const [database, table] = name.split("/").map((part) => decode(part.replace(/#p#.*$/i, "")));
  return database === undefined || table === undefined ? undefined : { database, table };
}

function decode(part: string): string | undefined {
  const text = part.replace(/@([0-9a-f]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
  return /@(?![0-9a-f]{4})/.test(part) ? undefined : text;
}
