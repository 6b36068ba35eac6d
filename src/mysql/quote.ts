/** https://dev.mysql.com/doc/refman/8.4/en/identifiers.html */
export function quoteName(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}
