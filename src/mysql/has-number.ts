/** Error numbers of MySQL and MariaDB: https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html */
export const accessDenied = 1045;
export const unknownDatabase = 1049;
export const unknownColumn = 1054;
export const syntaxError = 1064;
export const unknownInformation = 1109;
export const duplicateKey = 1062;
export const noSuchTable = 1146;
export const tableExists = 1050;
export const unknownVariable = 1193;
export const privilegeMissing = 1227;

/** The server answered with one of these errors. */
export function hasNumber(error: unknown, ...numbers: readonly number[]): boolean {
  const number = serverNumber(error);
  return number !== undefined && numbers.includes(number);
}

/** undefined = no answer of the server's: the connection went away. */
export function serverNumber(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errno" in error) || !("sqlState" in error)) return undefined;
  return typeof error.errno === "number" && error.errno > 0 ? error.errno : undefined;
}
/** SELECT denied on a table: of performance_schema to whom nobody has granted it. */
export const tableDenied = 1142;
export const noSuchThread = 1094;
