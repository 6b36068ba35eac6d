import type { Connection } from "mysql2/promise";
import { hasNumber, unknownVariable } from "./has-number.ts";

/** A setting of the session that not every server has. */
export async function setWhereKnown(connection: Connection, setting: string): Promise<void> {
  try {
    await connection.query(`SET SESSION ${setting}`);
  } catch (error) {
    if (!hasNumber(error, unknownVariable)) throw error;
  }
}
