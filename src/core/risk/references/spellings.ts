/** How code may spell a name of the database. Compared in lower case: `user_orders`, `userOrders`, `UserOrder`. */
export interface Spellings {
  /** As the migration writes it. */
  name: string;
  /** The same in lower case. */
  same: string;
  /** Singular, plural, and without its underscores, as classes and their fields are called. */
  other: ReadonlySet<string>;
  /** Of several words, so that meeting it by chance is unlikely. */
  isCompound: boolean;
}

export function spellingsOf(name: string, { counts }: { counts: boolean }): Spellings {
  const same = name.toLowerCase();
  const one = singular(same);
  const forms = counts ? [same, one === same ? plural(same) : one] : [same];
  const other = new Set(forms.flatMap((form) => [form, form.replaceAll("_", "")]));
  other.delete(same);
  return { name, same, other, isCompound: /[a-z0-9]_+[a-z0-9]|\d|[a-z][A-Z]/.test(name) };
}

const irregular: readonly (readonly [string, string])[] = [
  ["person", "people"],
  ["child", "children"],
  ["man", "men"],
  ["datum", "data"],
];

function singular(name: string): string {
  const known = irregular.find(([, many]) => name.endsWith(many));
  if (known) return name.slice(0, -known[1].length) + known[0];
  if (/(ss|us|is)$/.test(name)) return name;
  return name
    .replace(/([^aeiou])ies$/, "$1y")
    .replace(/(ss|x|z|ch|sh|us)es$/, "$1")
    .replace(/([^s])s$/, "$1");
}

function plural(name: string): string {
  const known = irregular.find(([one]) => name.endsWith(one));
  if (known) return name.slice(0, -known[0].length) + known[1];
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}
