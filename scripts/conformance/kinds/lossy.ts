import { join } from "node:path";
import type { Outcome } from "../kind.ts";
import { readAlter } from "../read-alter.ts";
import { readJsonLines } from "../read-corpus.ts";

interface Case {
  old_type: string;
  new_type: string;
  unsafe: boolean;
  mariadb_only: boolean;
}

/**
 * A change of type that may lose data is never taken for one that cannot. The other way round costs an approval, and
 * here it is right three times: dropping ZEROFILL changes what is shown, CHAR drops trailing spaces, and a VARCHAR(200)
 * of four-byte characters does not fit TINYTEXT.
 */
export function checkLossy(directory: string): Outcome | undefined {
  const cases = readJsonLines<Case>(join(directory, "lossy", "skeema.jsonl"))?.filter(
    (one) => !one.mariadb_only,
  );
  if (!cases) return undefined;
  const failures = cases.flatMap(({ old_type, new_type, unsafe }) => {
    const read = readAlter(`ALTER TABLE t MODIFY c ${new_type}`, `CREATE TABLE t (c ${old_type})`);
    const safe = read?.parsed === true && read.dataLoss === "none";
    const cautious = new Set(["int zerofill > int", "tinytext > char(255)", "varchar(200) > tinytext"]);
    if (safe === !unsafe || (!safe && cautious.has(`${old_type} > ${new_type}`))) return [];
    return [`${old_type} -> ${new_type}: want ${unsafe ? "lossy" : "none"}, got ${read?.dataLoss}`];
  });
  return { cases: cases.length, failures, bar: 1 };
}
