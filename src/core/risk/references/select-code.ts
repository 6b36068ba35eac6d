import type { TreeEntry } from "../../migration/compare-trees.ts";
import { wantedPath } from "../../migration/select.ts";
import { mayEditGate } from "../../policy/edits-gate.ts";
import type { Policy } from "../../policy/policy.ts";

/** What is searched of a repository. The same for whoever asks, whether it is cloned or comes as an archive. */
export type SelectedCode =
  | { known: true; files: readonly TreeEntry[]; leftOut: LeftOut }
  | { known: false; why: string };

/** Files that may be code and are not searched. */
export interface LeftOut {
  /** Others' code, generated code and lock files. */
  vendored: number;
  /** Larger than a megabyte. */
  tooLarge: number;
  /** More than is searched of one repository. */
  tooMany: number;
}

const megabyte = 1_000_000;
const most = { tree: 1000 * megabyte, file: megabyte, files: 20_000, bytes: 100 * megabyte };

/** Not the migrations, which name for ever what they drop, and no prose: a change of the database breaks none. */
export function selectCode(entries: readonly TreeEntry[], policy: Pick<Policy, "projects">): SelectedCode {
  const whole = entries.reduce((sum, { size = 0 }) => sum + size, 0);
  if (whole > most.tree) {
    const [is, cap] = [whole, most.tree].map((size) => Math.round(size / megabyte));
    return { known: false, why: `the repository holds ${is} MB, and no more than ${cap} MB are read.` };
  }
  const isMigration = wantedPath(policy);
  const files: TreeEntry[] = [];
  const leftOut: LeftOut = { vendored: 0, tooLarge: 0, tooMany: 0 };
  let bytes = 0;
  for (const entry of entries) {
    const { path, mode, size = 0 } = entry;
    if (!mode.startsWith("100") || isMigration(path) || mayEditGate(path) || notCode.test(path)) continue;
    if (vendored.test(path)) leftOut.vendored++;
    else if (size > most.file) leftOut.tooLarge++;
    else if (files.length === most.files || bytes + size > most.bytes) leftOut.tooMany++;
    else {
      files.push(entry);
      bytes += size;
    }
  }
  return { known: true, files, leftOut };
}

/** Prose, pictures and the like; and migrations of any tool, whoever runs them. */
const notCode =
  /(?:^|\/)(?:migrations?|migrate|changelogs?|licen[cs]es?|notice|copying|authors|\.gitignore|\.gitattributes)(?:\/|$)|\.(?:md|mdx|markdown|rst|adoc|txt|po|pot|mo|svg|png|jpe?g|gif|webp|avif|ico|bmp|tiff?|psd|pdf|docx?|xlsx?|pptx?|odt|zip|gz|tgz|bz2|xz|7z|rar|jar|war|class|so|dylib|dll|exe|a|o|pyc|wasm|woff2?|ttf|otf|eot|mp[34]|webm|ogg|wav|mov|avi|db|sqlite3?|parquet|bin|dat|csv|tsv|log|pem|crt|key|css|scss|sass|less)$/i;

const vendored =
  /(?:^|\/)(?:node_modules|bower_components|jspm_packages|vendor|vendored|third[-_]?party|\.yarn|Pods|Carthage|dist|build|out|target|coverage|__snapshots__|__generated__|site-packages)\/|\.min\.\w+$|\.(?:map|snap|lock|sum|bundle\.js|pb\.go|pb\.ts|designer\.cs)$|[-_.](?:generated|gen)\.\w+$|(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|go\.work\.sum|Gemfile\.lock)$/i;
