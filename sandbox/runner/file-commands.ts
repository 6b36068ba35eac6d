/**
 * The runner's files (GITHUB_OUTPUT, GITHUB_ENV): `name=value`, or `name<<DELIMITER`, lines, `DELIMITER`.
 * @throws where a delimiter is never closed, as the runner fails the step.
 */
export function readFileCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? "";
    if (line === "") continue;
    const [, name, sign, rest = ""] = /^(.*?)(<<|=)(.*)$/.exec(line) ?? [];
    if (!name || !sign) throw new Error(`Invalid format '${line}'`);
    if (sign === "=") {
      values[name] = rest;
      continue;
    }
    const end = lines.indexOf(rest, i + 1);
    if (end < 0) throw new Error(`Matching delimiter not found '${rest}'`);
    values[name] = lines.slice(i + 1, end).join("\n");
    i = end;
  }
  return values;
}
