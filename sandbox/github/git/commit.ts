/** A person and a moment as git keeps them in a commit. */
export interface Signature {
  name: string;
  email: string;
  /** ISO 8601 to the second, in UTC. */
  date: string;
}

export interface Commit {
  sha: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
}

function readSignature(line: string): Signature {
  const found = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(line);
  if (!found) throw new Error(`A commit carries a signature that cannot be read: ${line}`);
  const [, name = "", email = "", seconds = ""] = found;
  return { name, email, date: new Date(Number(seconds) * 1000).toISOString().replace(".000", "") };
}

export function parseCommit(sha: string, bytes: Buffer): Commit {
  const text = bytes.toString();
  const split = text.indexOf("\n\n");
  const headers = text.slice(0, split).split("\n");
  const value = (key: string) =>
    headers.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1) ?? "";
  return {
    sha,
    tree: value("tree"),
    parents: headers.filter((line) => line.startsWith("parent ")).map((line) => line.slice("parent ".length)),
    author: readSignature(value("author")),
    committer: readSignature(value("committer")),
    message: text.slice(split + 2).replace(/\n$/, ""),
  };
}

function writeSignature({ name, email, date }: Signature): string {
  const seconds = Math.floor(Date.parse(date) / 1000);
  const clean = (text: string) => text.replace(/[<>\n]/g, "");
  return `${clean(name)} <${clean(email)}> ${seconds} +0000`;
}

/** The commit's text as git hashes it. */
export function formatCommit({ tree, parents, author, committer, message }: Omit<Commit, "sha">): string {
  const headers = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${writeSignature(author)}`,
    `committer ${writeSignature(committer)}`,
  ];
  return `${headers.join("\n")}\n\n${message}\n`;
}
