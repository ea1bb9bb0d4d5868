/** Starting: the first time, again on the same data, on a busy port, where nothing may be written, twice. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { StartOptions } from "./index.ts";
import { StartError, startServer } from "./index.ts";
import { holderOf, takeLock, writableFolder } from "./lock.ts";

const SAMPLE = new URL("../../../decisions/sample", import.meta.url).pathname;
const made: string[] = [];
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), "lianzhang-start-"));
  // under root the database runs as another user, who passes through
  chmodSync(path, 0o711);
  made.push(path);
  return path;
};
afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true });
});

const options = (store: string, port = 0): StartOptions => ({
  decision: SAMPLE,
  data: [`${SAMPLE}/data`],
  store,
  port,
  host: "127.0.0.1",
  open: false,
});

test("the second start takes the tables of the first as they are", async () => {
  const store = folder();
  const steps: string[] = [];
  for (const _ of [1, 2]) {
    const server = await startServer({ ...options(store), progress: (s) => steps.push(s.en) });
    const answer = await fetch(`${server.address}/api/door`);
    expect(answer.status).toBe(200);
    await server.close();
  }
  expect(steps.filter((s) => s.startsWith("loading the data"))).toHaveLength(1);
});

test("a busy port is named, with the option that takes another", async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
  const address = other.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    await expect(startServer(options(folder(), port))).rejects.toMatchObject({
      code: "LZ6110",
      hint: { en: expect.stringContaining("--port") },
    });
  } finally {
    await new Promise((done) => other.close(done));
  }
});

test("a folder that cannot be made is named", () => {
  expect(() => writableFolder("/proc/lianzhang/x")).toThrow(StartError);
});

test("the lock of a living process counts, that of one that is gone does not", () => {
  const path = folder();
  expect(holderOf(path)).toBeNull();
  writeFileSync(
    join(path, "lock.json"),
    JSON.stringify({ pid: process.ppid, address: "http://127.0.0.1:4180" }),
  );
  expect(holderOf(path)).toEqual({ pid: process.ppid, address: "http://127.0.0.1:4180" });
  writeFileSync(
    join(path, "lock.json"),
    JSON.stringify({ pid: 2 ** 22 + 1, address: "http://127.0.0.1:4180" }),
  );
  expect(holderOf(path)).toBeNull();
  takeLock(path, "http://127.0.0.1:1");
  expect(holderOf(path)).toBeNull();
});
