/** How the server compares the names of columns, indexes and constraints (utf8mb3_general_ci: É is e). */
export function foldName(name: string): string {
  return isAscii(name) ? name.toLowerCase() : name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function isAscii(name: string): boolean {
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) > 127) return false;
  return true;
}
