/** `/tollgate recheck`, alone on the first line of a comment. */
export function isRecheck(comment: string): boolean {
  return /^\s*\/tollgate[ \t]+recheck[ \t]*(\r?\n|$)/.test(comment);
}
