export interface Environment {
  id: number;
  name: string;
  /** Branches that may deploy here; undefined for all. */
  branches: string[] | undefined;
  secrets: Record<string, string>;
  createdAt: string;
}
