export interface Team {
  id: number;
  organisation: string;
  slug: string;
  name: string;
  members: Set<string>;
}
