import type { Connection, RowDataPacket } from "mysql2/promise";
import { hasNumber, unknownVariable } from "./has-number.ts";

/**
 * MariaDB's `alter_algorithm`, which MySQL does not have, and which servers from 11.5 on take without obeying: what it is
 * after it was set tells. A session begins with DEFAULT; another value is the file's own, and stays.
 */
export function holdAlgorithm(worker: Connection, mariadb: boolean) {
  let obeys = mariadb;
  const read = async () => {
    const [rows] = await worker.query<RowDataPacket[]>("SELECT @@SESSION.alter_algorithm AS value");
    return String(rows[0]?.value);
  };
  return async (algorithm: "INSTANT" | "INPLACE" | undefined): Promise<boolean> => {
    if (!obeys) return false;
    try {
      if (algorithm !== undefined && (await read()) !== "DEFAULT") return false;
      await worker.query(`SET SESSION alter_algorithm = '${algorithm ?? "DEFAULT"}'`);
      if (algorithm !== undefined) obeys = (await read()) === algorithm;
      return obeys;
    } catch (error) {
      if (!hasNumber(error, unknownVariable)) throw error;
      obeys = false;
      return false;
    }
  };
}
