/** SQL that reads the column `v` in a form that does not depend on its type's way of writing a value. */
export function readerOf(type: string): string {
  if (/BINARY|BLOB|POINT|LINESTRING|GEOMETRY/.test(type)) return "HEX(v)";
  if (/^BIT/.test(type)) return "v + 0";
  if (/^(FLOAT|DOUBLE)/.test(type)) return "CAST(v AS DOUBLE)";
  return "CONVERT(CAST(v AS CHAR) USING utf8mb4)";
}

/** The same value, the same text: 5, 5.00 and 00005 are one number, a DATE is its first second. */
export function canonical(value: unknown, type: string): string {
  if (value === null) return "NULL";
  const text = String(value);
  if (/^(FLOAT|DOUBLE)/.test(type)) return number(String(Number(text)));
  if (/INT|DECIMAL|YEAR|^BIT/.test(type)) return number(text);
  if (/^(DATE|TIMESTAMP)/.test(type)) {
    const [day, time = "00:00:00"] = text.split(" ");
    return `${day} ${withoutZeros(time)}`;
  }
  if (/^TIME/.test(type)) return withoutZeros(text);
  return text;
}

/** Fractional seconds, as many as count. */
function withoutZeros(time: string): string {
  return time.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}

function number(text: string): string {
  const exact = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text);
  if (!exact) return text;
  const [, sign, whole, fraction] = exact;
  const shown = fraction ? `${whole}.${fraction}` : String(whole);
  return shown === "0" ? "0" : `${sign}${shown}`;
}
