/** MySQL manual 11.1.1, table "Special Character Escape Sequences"; `\%` and `\_` keep their backslash. */
const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  b: "\b",
  n: "\n",
  r: "\r",
  t: "\t",
  Z: "\x1a",
  "%": "\\%",
  _: "\\_",
};

/** The value of the quoted thing between `start` (its opening quote) and `end` (after its closing quote). */
export function decodeQuoted(text: string, start: number, end: number, backslashEscapes: boolean): string {
  const quote = text.charAt(start);
  const inside = text.slice(start + 1, end - 1);
  if (backslashEscapes && inside.includes("\\")) return decodeEscapes(inside, quote);
  return inside.includes(quote) ? inside.replaceAll(quote + quote, quote) : inside;
}

function decodeEscapes(inside: string, quote: string): string {
  let value = "";
  for (let i = 0; i < inside.length; i++) {
    const char = inside.charAt(i);
    if (char === "\\") {
      i++;
      const escaped = inside.charAt(i);
      value += escapes[escaped] ?? escaped;
    } else {
      if (char === quote) i++;
      value += char;
    }
  }
  return value;
}
