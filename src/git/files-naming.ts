import { UserError } from "../operations/user-error.ts";
import { git, records } from "./git.ts";

/** Every file of HEAD that may hold one of the words, in any case of letters. https://git-scm.com/docs/git-grep */
export async function filesNaming(root: string, words: readonly string[]): Promise<ReadonlySet<string>> {
  const how = ["--files-with-matches", "--null", "--ignore-case", "--fixed-strings", "--text"];
  // What is not ASCII git compares by the machine's locale: then every file may hold it.
  const asked = words.some((word) => /[^ -~]/.test(word)) ? [""] : words;
  const patterns = asked.flatMap((word) => ["-e", word]);
  try {
    const found = await git(root, ["grep", ...how, "--full-name", ...patterns, "HEAD", "--", ":/"]);
    return new Set(records(found).map((name) => name.slice("HEAD:".length)));
  } catch (error) {
    // It fails with 1 where nothing is found.
    if (error instanceof UserError && (error.cause as { code?: unknown })?.code === 1) return new Set();
    throw error;
  }
}
