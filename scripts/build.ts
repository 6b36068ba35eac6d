/** Builds dist/ (committed; CI rebuilds it and fails on a difference) and the licences of what it bundles. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { type OutputChunk, rolldown } from "rolldown";
import { chunkName } from "./chunk-name.ts";

const out = "dist";

interface Bundle {
  input: Record<string, string>;
  external: RegExp[];
  format: "cjs" | "esm";
  extension: "js" | "mjs";
}

const bundles: Bundle[] = [
  {
    input: { action: "src/action/main.ts", cli: "src/cli/main.ts" },
    external: [],
    // Node loads it a quarter faster than the same as ES modules.
    format: "cjs",
    extension: "js",
  },
  {
    // It runs from a checkout with node_modules, since Probot loads parts of itself by path.
    input: { bot: "src/bot/main.ts" },
    external: [/^probot/, /^octokit/, /^@octokit\//, /^pino/],
    format: "esm",
    extension: "mjs",
  },
];

async function bundle({ input, external, format, extension }: Bundle): Promise<OutputChunk[]> {
  const build = await rolldown({
    input,
    external,
    platform: "node",
    tsconfig: "tsconfig.json",
    transform: { target: "node20" },
    // CommonJS packages that probe for a browser global; nothing of ours.
    checks: { eval: false },
  });
  const { output } = await build.write({
    dir: out,
    format,
    minify: true,
    entryFileNames: `[name].${extension}`,
    chunkFileNames: ({ moduleIds }) => `chunks/${chunkName(moduleIds)}.${extension}`,
    banner: (chunk) => (chunk.isEntry && chunk.name === "cli" ? "#!/usr/bin/env node" : ""),
  });
  const chunks = output.filter((file) => file.type === "chunk");
  for (const { name, isEntry, isDynamicEntry, moduleIds, fileName } of chunks) {
    const isNamed =
      (isEntry && !isDynamicEntry) || fileName === `chunks/${chunkName(moduleIds)}.${extension}`;
    if (!isNamed)
      throw new Error(`Two chunks would be ${name}: give one a landmark (scripts/chunk-name.ts).`);
  }
  return chunks;
}

function packageFolder(moduleId: string): string | undefined {
  const path = relative(".", moduleId.replace(/^\0/, "").replace(/\?.*$/, ""));
  const at = path.lastIndexOf(`node_modules${sep}`);
  if (at < 0) return undefined;
  let folder = dirname(path);
  while (!existsSync(join(folder, "package.json")) || !manifest(folder).name) folder = dirname(folder);
  return folder;
}

function manifest(folder: string): { name?: string; version?: string; license?: string } {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

function licence(folder: string): string {
  const { name, version, license } = manifest(folder);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : "(no licence file in the package)";
  return `${name} ${version}\n${license ?? "see below"}\n${text}\n`;
}

rmSync(out, { recursive: true, force: true });
const chunks: OutputChunk[] = [];
for (const each of bundles) chunks.push(...(await bundle(each)));
const folders = new Set(chunks.flatMap((chunk) => chunk.moduleIds).map(packageFolder));
const texts = [...folders].filter((folder) => folder !== undefined).map(licence);
writeFileSync(join(out, "licenses.txt"), `${texts.sort().join("\n----------\n\n")}`);
// The package itself says "module"; what is one here is called .mjs.
writeFileSync(join(out, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
for (const chunk of chunks) {
  console.log(
    `${(Buffer.byteLength(chunk.code) / 1024).toFixed(0).padStart(6)} kB  ${out}/${chunk.fileName}`,
  );
}
