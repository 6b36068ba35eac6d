/** Of the process: what the policy only names. */
export type Variables = Readonly<Record<string, string | undefined>>;
