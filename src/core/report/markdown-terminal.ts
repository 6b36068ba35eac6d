/** Our own Markdown for the terminal. */
export function markdownTerminal(markdown: string, _options: { colour: boolean; columns: number }): string {
  return markdown;
}
