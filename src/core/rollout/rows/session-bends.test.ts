import { expect, test } from "vitest";
import { whySessionBends } from "./session-bends.ts";

const column = (type: string) => ({
  ...{ name: "k", type, nullable: false, shown: type, charset: undefined, collation: undefined },
  ...{ generated: false, movesByItself: false },
});
const plain = { sqlMode: "STRICT_TRANS_TABLES", safeUpdates: false, autoIsNull: false };
const padding = { ...plain, sqlMode: "STRICT_TRANS_TABLES,PAD_CHAR_TO_FULL_LENGTH" };

test.each([
  ["nothing", "int", plain, undefined],
  ["blanks, and no CHAR in the key", "varchar", padding, undefined],
  ["blanks of a CHAR", "char", padding, "PAD_CHAR_TO_FULL_LENGTH"],
  ["a whole that would be refused", "int", { ...plain, safeUpdates: true }, "sql_safe_updates"],
  ["IS NULL of the last number", "int", { ...plain, autoIsNull: true }, "sql_auto_is_null"],
])("%s bends a walk", (_, type, session, why) => {
  expect(whySessionBends({ columns: [column(type)] }, session)?.why ?? "no").toMatch(why ?? /^no$/);
});
