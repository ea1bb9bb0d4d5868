/** The first day of an installation on the command line: three links, another one, the mark of production. */
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Server } from "@lianzhang/work";
import { noServerFor, openWork, PLATFORM, startServer } from "@lianzhang/work";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "./index.ts";
import { keptTerminal } from "./testing/terminal.ts";

const scratch = mkdtempSync(join(tmpdir(), "lianzhang-cli-people-"));
const work = join(scratch, "work");
let server: Server;

const said = async (language: "zh" | "en", ...words: readonly string[]) => {
  const terminal = keptTerminal(language);
  const status = await run(["people", ...words], terminal);
  return { status, out: terminal.lines.join("\n"), err: terminal.errors.join("\n") };
};

const NAMES = ["--system", "王敏,wang.min", "--security", "李强,li.qiang", "--audit", "赵静,zhao.jing"];
const HERE = ["--work", work];

beforeAll(async () => {
  // under root the server runs as another user, who passes through
  chmodSync(scratch, 0o711);
  const settings = { fsync: "off" };
  server = await startServer({ folder: work, create: true, random: randomBytes, settings });
  const clock = (): Date => new Date("2026-03-10T01:00:00.000Z");
  const place = { kind: "folder", folder: work, create: true } as const;
  await (await openWork({ place, clock, random: randomBytes })).close();
});
afterAll(async () => {
  await server.stop();
  rmSync(scratch, { recursive: true });
});

describe.skipIf(noServerFor(PLATFORM) !== null)("people", () => {
  test("set-up makes the key file, prints three links once, and is refused a second time", async () => {
    const made = await said("zh", "set-up", ...HERE, ...NAMES, "--address", "https://chain.city.example/");
    expect(made).toMatchObject({ status: 0, err: expect.stringContaining("work.key") });
    expect(made.out.match(/https:\/\/chain\.city\.example\/set-up#[\w-]{43}/gu)).toHaveLength(3);
    expect(made.out).toContain("安全保密管理员");
    expect(statSync(join(scratch, "work.key")).mode & 0o777).toBe(0o600);
    const again = await said("en", "set-up", ...HERE, ...NAMES);
    expect(again).toMatchObject({ status: 3, out: "", err: expect.stringContaining("administrators") });
  });

  test("a lost link is replaced, as JSON for a script", async () => {
    const made = await said("en", "administrator-link", ...HERE, "--sign-in", "li.qiang", "--json");
    expect(made.status).toBe(0);
    expect(JSON.parse(made.out)).toMatchObject({
      signInName: "li.qiang",
      url: expect.stringContaining("/set-up#"),
    });
    const nobody = await said("zh", "administrator-link", ...HERE, "--sign-in", "li.na");
    expect(nobody).toMatchObject({ status: 3, err: expect.stringContaining("不是管理员") });
  });

  test("production is marked once, for good", async () => {
    expect(await said("zh", "production", ...HERE)).toMatchObject({
      status: 0,
      out: expect.stringContaining("正式使用"),
    });
    expect(await said("en", "production", ...HERE)).toMatchObject({
      status: 3,
      err: expect.stringContaining("production already"),
    });
  });

  test("what is missing or mistyped is told with what to write", async () => {
    expect(await said("zh", "set-up", ...HERE)).toMatchObject({
      status: 2,
      err: expect.stringContaining("--system"),
    });
    expect(await said("en", "setup", ...HERE)).toMatchObject({
      status: 2,
      err: expect.stringContaining("administrator-link"),
    });
    expect(await said("en", "production", "--database", "postgres://db/x")).toMatchObject({
      status: 2,
      err: expect.stringContaining("--key"),
    });
  });
});
