import { decode } from "../../src/core/sql/split/decode.ts";
import { split } from "../../src/core/sql/split/split.ts";
import { measure } from "./measure.ts";

/** As mysqldump writes it: a table, then rows, several to a statement. */
function writeDump(megabytes: number): Uint8Array {
  const row = "(1,'it\\'s a row; with text','2026-01-31 12:00:00',NULL,3.14,'{\"key\": \"value\"}','日本')";
  const insert = `INSERT INTO \`orders\` VALUES ${Array(20).fill(row).join(",")};\n`;
  const table =
    "/*!40101 SET NAMES utf8mb4 */;\nCREATE TABLE `orders` (\n  `id` bigint NOT NULL AUTO_INCREMENT,\n  `name` varchar(255) DEFAULT ';',\n  PRIMARY KEY (`id`)\n);\n";
  const block = new TextEncoder().encode(table + insert.repeat(10));
  const dump = new Uint8Array(block.length * Math.ceil((megabytes * 1e6) / block.length));
  for (let at = 0; at < dump.length; at += block.length) dump.set(block, at);
  return dump;
}

function readDump(dump: Uint8Array) {
  split(decode(dump).text);
}

/** Splitting of a dump, bytes to statements; small statements; and what four times the work takes. */
export function benchSplitting() {
  const dump = writeDump(25);
  const large = writeDump(100);
  const statements = "ALTER TABLE users ADD COLUMN age INT NOT NULL DEFAULT 0;\n".repeat(100_000);
  const seconds = measure(() => readDump(dump));
  return {
    splitDumpMegabytesPerSecond: round(dump.length / 1e6 / seconds),
    splitStatementsMegabytesPerSecond: round(statements.length / 1e6 / measure(() => split(statements))),
    splitFourTimesTheWork: round(measure(() => readDump(large), 3) / seconds),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
