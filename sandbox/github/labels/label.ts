export interface Label {
  id: number;
  name: string;
  color: string;
  description: string | null;
}
