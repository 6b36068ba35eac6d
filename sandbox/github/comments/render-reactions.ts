const contents = ["+1", "-1", "laugh", "confused", "heart", "hooray", "eyes", "rocket"] as const;

/** GitHub's `reaction-rollup`: how often each was given. */
export function renderReactions(url: string, given: readonly { content: string }[]) {
  const counts = contents.map((content) => [content, given.filter((one) => one.content === content).length]);
  return {
    url: `${url}/reactions`,
    total_count: given.length,
    ...(Object.fromEntries(counts) as Record<(typeof contents)[number], number>),
  };
}
