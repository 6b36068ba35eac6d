import type { Engine } from "../engine.ts";
import { exclamationMark, upperM } from "./codes.ts";
import { isDigitCode, isSpaceCode } from "./scan.ts";

/** `/*!`, `/*!NNNNN` or MariaDB's `/*M!` at `at`: whether the engine runs its inside, and where that begins. */
export interface VersionComment {
  executed: boolean;
  codeAt: number;
  /** Skipped, it may hold plain comments, one level deep; to the wrong server `/*M!` is a plain comment. */
  nests: boolean;
}

export function opensVersionComment(text: string, at: number): boolean {
  const code = text.charCodeAt(at + 2);
  return code === exclamationMark || (code === upperM && text.charCodeAt(at + 3) === exclamationMark);
}

/** MySQL manual 11.7 "Comments"; MariaDB manual "Comment Syntax". */
export function readVersionComment(text: string, at: number, engine: Engine | undefined): VersionComment {
  const mariadbOnly = text.charCodeAt(at + 2) === upperM;
  const digitsAt = at + (mariadbOnly ? 4 : 3);
  const digits = countDigits(text, digitsAt);
  const nests = !mariadbOnly || engine?.flavour !== "mysql";
  if (digits < 5) return { executed: speaks(engine, mariadbOnly), codeAt: digitsAt, nests };
  // Six digits count where white space follows (MySQL 8.1 on) or always (before, and MariaDB). Where the readings
  // differ, either one that runs the inside makes it code.
  const sixth = digits === 6 && (engine?.flavour === "mariadb" || isSpaceCode(text.charCodeAt(digitsAt + 6)));
  const readings = [
    Number(text.slice(digitsAt, digitsAt + 5)),
    Number(text.slice(digitsAt, digitsAt + digits)),
  ];
  const versions = sixth ? readings.slice(1) : readings;
  const executed =
    speaks(engine, mariadbOnly) && versions.some((version) => runs(engine, version, mariadbOnly));
  return { executed, codeAt: digitsAt + (sixth ? 6 : 5), nests };
}

function countDigits(text: string, at: number): number {
  let count = 0;
  while (count < 6 && isDigitCode(text.charCodeAt(at + count))) count++;
  return count;
}

function speaks(engine: Engine | undefined, mariadbOnly: boolean): boolean {
  if (engine?.version === 0) return false;
  return !mariadbOnly || engine?.flavour !== "mysql";
}

/** MariaDB leaves 50700 to 99999 to MySQL. */
function runs(engine: Engine | undefined, version: number, mariadbOnly: boolean): boolean {
  if (!engine) return true;
  if (version > engine.version) return false;
  return engine.flavour === "mysql" || mariadbOnly || version < 50700 || version > 99999;
}
