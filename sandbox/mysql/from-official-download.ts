import { join } from "node:path";
import { officialFolder } from "./official-folder.ts";
import { startFromBinary } from "./start-from-binary.ts";
import type { Way } from "./way.ts";

export const fromOfficialDownload: Way = {
  title: "official download (cdn.mysql.com)",
  async start(names, log, options = []) {
    const folder = await officialFolder(log);
    const binary = { command: [join(folder, "bin/mysqld")], basedir: folder, options: [] };
    return startFromBinary({ binary, how: `Oracle's build (${folder})`, names, log, options });
  },
};
