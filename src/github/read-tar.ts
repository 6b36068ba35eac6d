export interface ArchivedFile {
  path: string;
  bytes: Buffer;
}

const block = 512;
/** Of a header of GNU tar or pax: it holds a path or two. */
const mostOfHeader = 1024 * 1024;

/**
 * The plain files of a tar stream that are wanted: ustar with the pax headers that git writes for long paths. Anything that
 * is not well formed throws. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13
 */
export async function* readTar(
  chunks: AsyncIterable<Buffer>,
  wanted: (path: string, size: number) => boolean,
): AsyncGenerator<ArchivedFile> {
  const input = createInput(chunks);
  for (;;) {
    const entry = await readEntry(input);
    if (entry === undefined) return;
    const { path, isFile, size } = entry;
    const padding = (block - (size % block)) % block;
    if (isFile && wanted(path, size)) {
      yield { path, bytes: await input.take(size) };
      await input.skip(padding);
    } else await input.skip(size + padding);
  }
}

interface Entry {
  path: string;
  /** Neither a link nor a folder. */
  isFile: boolean;
  size: number;
}

/** With the pax headers before it; undefined = the end, two blocks of zeros. */
async function readEntry(input: Input): Promise<Entry | undefined> {
  let longer: Record<string, string> = {};
  for (;;) {
    const header = await input.take(block);
    if (header.every((byte) => byte === 0)) return undefined;
    checkSum(header);
    const type = String.fromCharCode(header[156] ?? 0);
    const size = octal(header, 124, 12);
    if (type !== "x" && type !== "g") {
      const { path = ustarPath(header), size: longSize } = longer;
      const isFile = type === "0" || type === "\0";
      return { path, isFile, size: longSize === undefined ? size : Number(longSize) };
    }
    if (size > mostOfHeader) throw malformed("a header is too long");
    const records = paxRecords(await input.take(size));
    await input.skip((block - (size % block)) % block);
    // A global header holds the commit's id, and nothing about a file.
    if (type === "x") longer = records;
  }
}

interface Input {
  take(length: number): Promise<Buffer>;
  skip(length: number): Promise<void>;
}

function createInput(chunks: AsyncIterable<Buffer>): Input {
  const source = chunks[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  /** Hands over what comes, in pieces, and keeps what comes after it. */
  const read = async (length: number, each: (piece: Buffer) => void) => {
    for (let left = length; left > 0; ) {
      if (rest.length === 0) {
        const { value, done } = await source.next();
        if (done) throw malformed("it ends in the middle");
        rest = value;
      }
      const piece = rest.subarray(0, left);
      rest = rest.subarray(piece.length);
      left -= piece.length;
      each(piece);
    }
  };
  return {
    async take(length) {
      const pieces: Buffer[] = [];
      await read(length, (piece) => pieces.push(piece));
      return Buffer.concat(pieces);
    },
    skip: (length) => read(length, () => undefined),
  };
}

function text(header: Buffer, at: number, length: number): string {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? length : end);
}

function octal(header: Buffer, at: number, length: number): number {
  const digits = text(header, at, length).trim();
  if (!/^[0-7]+$/.test(digits)) throw malformed("a number cannot be read");
  return Number.parseInt(digits, 8);
}

function ustarPath(header: Buffer): string {
  const prefix = text(header, 345, 155);
  return `${prefix === "" ? "" : `${prefix}/`}${text(header, 0, 100)}`;
}

/** The sum of the header's bytes, its own field counted as spaces. */
function checkSum(header: Buffer): void {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (sum !== octal(header, 148, 8)) throw malformed("a header's sum is wrong");
}

/** `<length> <key>=<value>\n`, where the length is that of the whole record in bytes. */
function paxRecords(bytes: Buffer): Record<string, string> {
  const records: [string, string][] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number.parseInt(bytes.toString("latin1", at, at + 20), 10);
    const record = bytes.toString("utf8", at, at + length);
    const [, key = "", value] = /^\d+ ([^=]+)=(.*)\n$/s.exec(record) ?? [];
    if (value === undefined) throw malformed("a header cannot be read");
    records.push([key, value]);
    at += length;
  }
  const { size, ...known } = Object.fromEntries(records);
  if (size === undefined) return known;
  if (!/^\d{1,15}$/.test(size)) throw malformed("a number cannot be read");
  return { ...known, size };
}

function malformed(how: string): Error {
  return new Error(`GitHub's archive of the commit cannot be read: ${how}.`);
}
