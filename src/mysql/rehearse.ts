import type { Connection } from "mysql2/promise";
import { type Rehearsal, twinTable } from "../core/rollout/rehearsal.ts";
import { quoteName } from "../core/sql/write/quote.ts";
import type { Rehearsed } from "../operations/ports/target-session.ts";
import { hasNumber, serverNumber } from "./has-number.ts";

/** "ALGORITHM=… is not supported", without and with the reason. */
const notSupported = [1845, 1846];

/** On an empty copy of the table, which is gone again afterwards; what a run that was killed left is found by its name. */
export async function rehearse(ledger: Connection, { table, sql }: Rehearsal): Promise<Rehearsed> {
  const [database, twin] = [quoteName(table.database), quoteName(twinTable)];
  const drop = `DROP TABLE IF EXISTS ${database}.${twin}`;
  try {
    await ledger.query(drop);
    await ledger.query(`CREATE TABLE ${database}.${twin} LIKE ${database}.${quoteName(table.name)}`);
    await ledger.query(sql);
    return { can: true };
  } catch (error) {
    if (serverNumber(error) === undefined || !(error instanceof Error)) throw error;
    const why = `${error.message} (error ${serverNumber(error)})`;
    return { can: hasNumber(error, ...notSupported) ? false : undefined, why };
  } finally {
    await ledger.query(drop).catch(() => undefined);
  }
}
