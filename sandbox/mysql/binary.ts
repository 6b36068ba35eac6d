/** A server program: how to call it, and what it must be told because it is not where it was built to be. */
export interface Binary {
  command: readonly string[];
  basedir: string;
  options: readonly string[];
}
