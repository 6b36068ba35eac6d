/** A number as MySQL's exact arithmetic has it: `digits` / 10^`scale`. */
export interface Exact {
  readonly digits: bigint;
  readonly scale: number;
}

/** `1`, `1.50`, `.5`; undefined = it is no exact number (`1e3`), or too long a one. */
export function exactOf(text: string): Exact | undefined {
  const [, whole = "", fraction = ""] = /^(\d*)(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole + fraction === "" || whole.length + fraction.length > 65) return undefined;
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

export function integer(value: bigint | number): Exact {
  return { digits: BigInt(value), scale: 0 };
}

/** Both over the same power of ten. */
function aligned(a: Exact, b: Exact): readonly [a: bigint, b: bigint, scale: number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.digits * power(scale - a.scale), b.digits * power(scale - b.scale), scale];
}

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

export function compareExact(a: Exact, b: Exact): -1 | 0 | 1 {
  const [left, right] = aligned(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function add(a: Exact, b: Exact): Exact {
  const [left, right, scale] = aligned(a, b);
  return { digits: left + right, scale };
}

export function negate({ digits, scale }: Exact): Exact {
  return { digits: -digits, scale };
}

export function multiply(a: Exact, b: Exact): Exact {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/** With four more decimals, rounded (div_precision_increment's default); undefined = division by zero. */
export function divide(a: Exact, b: Exact): Exact | undefined {
  if (b.digits === 0n) return undefined;
  const scale = a.scale + 4;
  const numerator = a.digits * power(b.scale + 4 + 1);
  const tenfold = numerator / b.digits;
  return { digits: roundedTenth(tenfold), scale };
}

/** Half away from zero. */
function roundedTenth(tenfold: bigint): bigint {
  return (tenfold + (tenfold < 0n ? -5n : 5n)) / 10n;
}

/** To a whole number, half away from zero. */
export function rounded({ digits, scale }: Exact): bigint {
  const unit = power(scale);
  return (2n * digits + (digits < 0n ? -unit : unit)) / (2n * unit);
}

/** With the sign of what is divided; undefined = division by zero. */
export function remainder(a: Exact, b: Exact): Exact | undefined {
  const [left, right, scale] = aligned(a, b);
  return right === 0n ? undefined : { digits: left % right, scale };
}

export function floor({ digits, scale }: Exact): bigint {
  const unit = power(scale);
  const whole = digits / unit;
  return digits < 0n && whole * unit !== digits ? whole - 1n : whole;
}

export function isWhole({ digits, scale }: Exact): boolean {
  return digits % power(scale) === 0n;
}

export function toNumber({ digits, scale }: Exact): number {
  return Number(digits) / 10 ** scale;
}

/** A value between two. */
export function between(a: Exact, b: Exact): Exact {
  const sum = add(a, b);
  return { digits: sum.digits * 5n, scale: sum.scale + 1 };
}
