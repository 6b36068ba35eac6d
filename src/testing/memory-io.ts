/** What a command printed, and files that exist only here; cwd is a real folder where a test needs one. */
export function memoryIo(files: Record<string, string | Uint8Array> = {}, cwd = "/nowhere") {
  const printed = { out: "", err: "" };
  const readFile = async (path: string): Promise<Uint8Array> => {
    const content = files[path] ?? files[path.replace(`${cwd}/`, "")];
    if (content === undefined) throw new Error(`The test has no file ${path}.`);
    return typeof content === "string" ? new TextEncoder().encode(content) : content;
  };
  const io = {
    out: (text: string) => {
      printed.out += text;
    },
    err: (text: string) => {
      printed.err += text;
    },
    readFile,
    readText: readFile,
    env: {},
    cwd,
    colour: false,
  };
  return { io, printed };
}
