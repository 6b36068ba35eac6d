/** UTF-16 codes of the characters that the lexer and the splitter look for one at a time, where strings would be slow. */
export const tab = 9;
export const lineFeed = 10;
export const carriageReturn = 13;
export const space = 32;
export const exclamationMark = 33;
export const hash = 35;
export const dollar = 36;
export const singleQuote = 39;
export const star = 42;
export const plus = 43;
export const minus = 45;
export const dot = 46;
export const slash = 47;
export const zero = 48;
export const nine = 57;
export const atSign = 64;
export const upperE = 69;
export const upperM = 77;
export const backslash = 92;
export const backtick = 96;
export const lowerE = 101;
export const del = 127;
/** The first beyond ASCII. */
export const beyondAscii = 128;
export const byteOrderMark = 0xfeff;
