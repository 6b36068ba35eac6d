/** `8,000 rows, 1.2 MB`. */
export function saySize({ rows, bytes }: { rows: number; bytes: number }): string {
  return `${sayCount(rows)} ${rows === 1 ? "row" : "rows"}, ${sayBytes(bytes)}`;
}

export function sayCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

const units = ["B", "kB", "MB", "GB", "TB", "PB"];

export function sayBytes(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  // From 999.95 on, one digit after the point would read 1000.0.
  while (amount >= 999.95 && unit < units.length - 1) {
    amount /= 1000;
    unit++;
  }
  return `${unit === 0 ? amount : amount.toFixed(1).replace(/\.0$/, "")} ${units[unit]}`;
}
