/** For the `request` of what creates something: octokit would send it again though GitHub may have done it already. */
export const unrepeated = { retries: 0 };

/** GitHub may do what is asked and lose the answer: before it is asked again, what it made is looked for. */
export async function createOnce<Made>(
  find: () => Promise<Made | undefined>,
  create: () => Promise<Made>,
): Promise<Made> {
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof Error && "status" in error && Number(error.status) >= 500)) throw error;
    return (await find()) ?? create();
  }
}
