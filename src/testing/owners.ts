import type { SourceFile } from "./direction.ts";

/** Names that several files export, each with these files, as sentences. What a file passes on from another it exports, too. */
export function sharedNames(files: readonly SourceFile[]): string[] {
  const owners = new Map<string, string[]>();
  for (const { path, text } of files)
    for (const name of exportedNames(text)) owners.set(name, [...(owners.get(name) ?? []), path]);
  return [...owners]
    .filter(([, paths]) => paths.length > 1)
    .map(([name, paths]) => `${name} belongs to ${paths.join(" and ")}`);
}

/** Once each: a constant and the type of its name are one thing. */
function exportedNames(text: string): ReadonlySet<string> {
  const declared = text.matchAll(
    /^export (?:declare |abstract |async )*(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm,
  );
  const listed = text.matchAll(/^export (?:type )?\{([^}]*)\}/gm);
  return new Set([
    ...[...declared].map(([, name = ""]) => name),
    ...[...listed].flatMap(([, names = ""]) =>
      [...names.matchAll(/(\w+)\s*(?=,|$)/g)].map(([, name = ""]) => name),
    ),
  ]);
}
