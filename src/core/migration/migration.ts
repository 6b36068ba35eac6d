/** How a file differs between the merge base and the head. */
export type ChangeKind = "added" | "modified" | "deleted" | "renamed";

/** A file as git holds it. */
export interface RepositoryFile {
  path: string;
  /** `100644`; anything else (symlink, submodule, executable) is refused by the reader. */
  mode: string;
  /** Git blob id. */
  blob: string;
  content: Uint8Array;
}

/** One file of a pull request, merge base to head. */
export interface ChangedFile {
  path: string;
  previousPath: string | undefined;
  kind: ChangeKind;
  /** At head; at the merge base where it was deleted. */
  mode: string;
  blob: string;
  content: Uint8Array;
}
