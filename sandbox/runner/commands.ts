/** What a step said to the runner on its standard output. */
export interface Commands {
  annotations: RunAnnotation[];
  masks: string[];
  outputs: Record<string, string>;
}

export interface RunAnnotation {
  level: "error" | "warning" | "notice";
  message: string;
  file: string | undefined;
  line: number | undefined;
  title: string | undefined;
}

/**
 * Reads workflow commands as GitHub's runner does: `::name key=value::message` after leading blanks, or the old
 * `##[name]message` anywhere in the line; `::stop-commands::TOKEN` silences all until `::TOKEN::`. Outputs by command
 * are no longer obeyed by GitHub; they are collected, so that a test can see an injection.
 */
export function readCommands(output: string): Commands {
  const commands: Commands = { annotations: [], masks: [], outputs: {} };
  let silence: string | undefined;
  for (const line of output.split(/\r?\n/)) {
    const command = readCommand(line);
    if (!command) continue;
    if (silence !== undefined) {
      if (command.name === silence) silence = undefined;
      continue;
    }
    if (command.name === "stop-commands") silence = command.message;
    else obey(command, commands);
  }
  return commands;
}

interface Command {
  name: string;
  properties: Record<string, string>;
  message: string;
}

function readCommand(line: string): Command | undefined {
  const found =
    /^\s*::([^\s:]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/.exec(line) ??
    /##\[(\S+?)(?: (.*?))?\](.*)$/.exec(line);
  if (!found) return undefined;
  const [, name = "", properties = "", message = ""] = found;
  const pairs = properties.split(",").map((pair) => pair.trim().split(/=(.*)/s));
  return {
    name,
    properties: Object.fromEntries(
      pairs.filter(([key]) => key).map(([key = "", value = ""]) => [key, decode(value)]),
    ),
    message: decode(message),
  };
}

function obey({ name, properties, message }: Command, commands: Commands): void {
  if (name === "add-mask") commands.masks.push(message);
  if (name === "set-output" && properties.name) commands.outputs[properties.name] = message;
  if (name === "error" || name === "warning" || name === "notice")
    commands.annotations.push({
      level: name,
      message,
      file: properties.file,
      line: properties.line === undefined ? undefined : Number(properties.line),
      title: properties.title,
    });
}

function decode(text: string): string {
  const signs: Record<string, string> = { "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%" };
  return text.replace(/%(?:0D|0A|3A|2C|25)/g, (sign) => signs[sign] ?? sign);
}
