import { UserError } from "../operations/user-error.ts";

/** The files named on the command line; without one, the command's help is the error. */
export function filesOrUsage(files: readonly string[], help: string): readonly string[] {
  if (files.length > 0) return files;
  throw new UserError("usage", "No file was named.", help);
}
