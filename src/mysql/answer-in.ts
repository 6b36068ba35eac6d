/** An answer that takes longer than this does not come any more. */
export const silenceMs = 30_000;

/**
 * Rejects where no answer comes in time. The driver's own `timeout` does the same, and keeps the process alive until it
 * is over, also where the connection is gone by then.
 */
export async function answerIn<Answer>(ms: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${ms / 1_000} s`)), ms).unref();
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
