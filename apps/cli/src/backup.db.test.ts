/** Backup and restore on the command line, as the one who operates the product types them. */
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Work } from "@lianzhang/work";
import { openWork } from "@lianzhang/work";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "./index.ts";
import { keptTerminal } from "./testing/terminal.ts";

const scratch = mkdtempSync(join(tmpdir(), "lianzhang-cli-backup-"));
const at = (name: string): string => join(scratch, name);
const WORK = ["--work", at("work")];

async function said(
  language: "zh" | "en",
  ...argv: string[]
): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
  const terminal = keptTerminal(language);
  const status = await run(argv, terminal);
  return { status, out: terminal.lines.join("\n"), err: terminal.errors.join("\n") };
}

let product: Work;

beforeAll(async () => {
  // under root the server runs as another user, who passes through
  chmodSync(scratch, 0o711);
  const place = { kind: "folder", folder: at("work"), create: true, settings: { fsync: "off" } } as const;
  product = await openWork({ place, clock: () => new Date("2026-03-10T01:00:00.000Z"), random: randomBytes });
});
afterAll(async () => {
  await product.close();
  rmSync(scratch, { recursive: true });
});

test("a running product is backed up, restored into a new folder, and its chain verified there", async () => {
  const made = await said("zh", "backup", ...WORK, "--out", at("a.backup"));
  expect(made).toMatchObject({ status: 0, out: expect.stringContaining("✓ 已备份") });
  expect(made.out.split("\n").at(-1)).toContain("密钥文件须另外保存");
  const restored = await said("en", "restore", "--from", at("a.backup"), "--work", at("new"));
  expect(restored).toMatchObject({
    status: 0,
    out: expect.stringContaining("agrees with the anchor of the backup: 1 links"),
  });
  expect(restored.out.split("\n").at(-1)).toContain("the key file of second factors was not in the backup");
  expect(await said("zh", "verify", "--work", at("new"))).toMatchObject({ status: 0 });
});

test("each answers one JSON document", async () => {
  const made = await said("zh", "backup", ...WORK, "--out", at("json.backup"), "--json");
  expect(JSON.parse(made.out)).toMatchObject({
    manifest: { format: "lianzhang-backup-1", anchor: { number: "1" } },
    left_out: ["key file", "passwords.json"],
  });
});

test("what lies in the file or the place is exit 1, wrong usage is exit 2", async () => {
  expect(await said("en", "backup", ...WORK, "--out", at("a.backup"))).toMatchObject({
    status: 2,
    err: expect.stringContaining("--overwrite"),
  });
  expect(await said("zh", "backup", ...WORK, "--out", at("a.backup"), "--overwrite")).toMatchObject({
    status: 0,
  });
  expect(await said("zh", "restore", "--from", at("a.backup"), ...WORK)).toMatchObject({
    status: 1,
    err: expect.stringContaining("LZ7033"),
  });
  const bytes = readFileSync(at("a.backup"));
  writeFileSync(at("cut.backup"), bytes.subarray(0, bytes.length / 2));
  expect(await said("en", "restore", "--from", at("cut.backup"), "--work", at("never"))).toMatchObject({
    status: 1,
    err: expect.stringContaining("LZ7031: "),
  });
  expect(readdirSync(scratch)).not.toContain("never");
  expect(await said("en", "restore", "--from", at("a.backup"))).toMatchObject({ status: 2 });
  expect(await said("en", "restore", "--from", at("no.backup"), "--work", at("never"))).toMatchObject({
    status: 2,
    err: expect.stringContaining("there is no file"),
  });
});
