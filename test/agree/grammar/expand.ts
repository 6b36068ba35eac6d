/**
 * The statements that a syntax line of the manual stands for: `[…]` may be left out, `{a|b}` is one of them. At most
 * `most`, spread over all of them.
 */
export function expand(line: string, most: number): string[] {
  const choices = parse(line.replace(/\s+/g, " "));
  const total = count(choices);
  const wanted = Math.min(total, most);
  const statements = Array.from({ length: wanted }, (_, i) => {
    const whole = write(choices, Math.floor((i * total) / wanted));
    return whole.replace(/ +/g, " ").replaceAll(" ,", ",").trim();
  });
  return [...new Set(statements)];
}

/** A sequence of texts and choices between sequences. */
type Sequence = (string | Sequence[])[];

function parse(line: string): Sequence {
  const parts = line.split(/([[\]{}|])/);
  let at = 0;

  function alternatives(first: Sequence[]): Sequence[] {
    const all = [...first, sequence()];
    while (parts[at] === "|") {
      at++;
      all.push(sequence());
    }
    return all;
  }

  function sequence(): Sequence {
    const steps: Sequence = [];
    for (let part = parts[at]; part !== undefined && !"|]}".includes(part || "x"); part = parts[at]) {
      at++;
      if (part !== "[" && part !== "{") steps.push(part);
      else {
        steps.push(alternatives(part === "[" ? [[]] : []));
        at++;
      }
    }
    return steps;
  }

  const whole = sequence();
  if (at !== parts.length) throw new Error(`The brackets of this line do not match: ${line}`);
  return whole;
}

function count(sequence: Sequence): number {
  return sequence.reduce<number>(
    (product, part) => product * (typeof part === "string" ? 1 : sum(part.map(count))),
    1,
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** The `index`-th of all combinations. */
function write(sequence: Sequence, index: number): string {
  let left = index;
  let text = "";
  for (const part of sequence) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const sizes = part.map(count);
    let chosen = left % sum(sizes);
    left = Math.floor(left / sum(sizes));
    const at = sizes.findIndex((size) => {
      if (chosen < size) return true;
      chosen -= size;
      return false;
    });
    text += write(part[at] ?? [], chosen);
  }
  return text;
}
