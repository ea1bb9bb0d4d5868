// Running another program of the checkout.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** A program of node_modules, run by this Node. */
export const local = (path) => [process.execPath, join(root, "node_modules", path)];

/**
 * Runs a command in the checkout. With `quiet` its output is collected and given back, else it is shown.
 * Resolves to { status, output }; a command that cannot be started has status 127.
 */
export function run([command, ...args], { quiet = false, env = {} } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32" && command === "npm",
    });
    let output = "";
    child.stdout?.on("data", (part) => (output += part));
    child.stderr?.on("data", (part) => (output += part));
    child.on("error", (error) => done({ status: 127, output: String(error) }));
    child.on("close", (status, signal) => done({ status: status ?? (signal ? 130 : 1), output }));
  });
}
