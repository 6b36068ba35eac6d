import { dot, lowerE, minus, plus, upperE, zero } from "./codes.ts";
import { endOfWord, isDigitCode, isWordCode } from "./scan.ts";

/**
 * A number, or the name that begins like one: `1e`, `0xusers`, `2fa`, `0X41` (the prefix is lower case only) are names,
 * `1e5x` is `1e5` and `x`. `at` is a digit, or a dot before a digit.
 */
export function readNumber(text: string, at: number): { kind: "number" | "word" | "unknown"; end: number } {
  const based = readBased(text, at);
  if (based !== undefined) return { kind: "number", end: based };
  const digits = endOfDigits(text, at);
  if (text.charCodeAt(digits) === dot) return readFraction(text, digits + 1);
  if (!isWordCode(text.charCodeAt(digits))) return { kind: "number", end: digits };
  const exponent = endOfExponent(text, digits);
  if (exponent !== undefined) return { kind: "number", end: exponent };
  return { kind: "word", end: endOfWord(text, digits) };
}

function readFraction(text: string, at: number): { kind: "number" | "unknown"; end: number } {
  const digits = endOfDigits(text, at);
  const code = text.charCodeAt(digits);
  if (code !== upperE && code !== lowerE) return { kind: "number", end: digits };
  const exponent = endOfExponent(text, digits);
  return exponent === undefined ? { kind: "unknown", end: digits + 1 } : { kind: "number", end: exponent };
}

function readBased(text: string, at: number): number | undefined {
  if (text.charCodeAt(at) !== zero) return undefined;
  const prefix = text.slice(at, at + 2);
  if (prefix !== "0x" && prefix !== "0b") return undefined;
  const end = endOfWord(text, at + 2);
  const digits = text.slice(at + 2, end);
  return (prefix === "0x" ? /^[0-9a-fA-F]+$/ : /^[01]+$/).test(digits) ? end : undefined;
}

function endOfExponent(text: string, at: number): number | undefined {
  const letter = text.charCodeAt(at);
  if (letter !== upperE && letter !== lowerE) return undefined;
  const sign = text.charCodeAt(at + 1);
  const digitsAt = sign === plus || sign === minus ? at + 2 : at + 1;
  return isDigitCode(text.charCodeAt(digitsAt)) ? endOfDigits(text, digitsAt) : undefined;
}

function endOfDigits(text: string, at: number): number {
  let i = at;
  while (isDigitCode(text.charCodeAt(i))) i++;
  return i;
}
