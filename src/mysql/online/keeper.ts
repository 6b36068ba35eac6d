/**
 * What `node -e` runs between us and a tool. It and the tool are a process group of their own; where we end, however that is,
 * its standard input ends, and it ends the tool: first so that the tool can take away what it made, then for certain.
 */
export const keeper = `
const { spawn } = require("node:child_process");
const [program, ...args] = process.argv.slice(1);
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP", "SIGPIPE"]) process.on(signal, () => {});
const tool = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });
tool.on("error", (error) => { process.stderr.write(String(error.message) + "\\n"); process.exit(127); });
tool.on("exit", (code, signal) => process.exit(code ?? 128));
process.stdin.resume();
process.stdin.on("end", () => {
  tool.kill("SIGTERM");
  setTimeout(() => { try { process.kill(-process.pid, "SIGKILL"); } catch { process.exit(137); } }, 5000);
});
`;
