/** The audit chain on the command line: verified, anchored, purged, and broken by hand. */
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Acting, Server } from "@lianzhang/work";
import { certificateText, connect, openWork, startServer } from "@lianzhang/work";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "./index.ts";
import { keptTerminal } from "./testing/terminal.ts";

const scratch = mkdtempSync(join(tmpdir(), "lianzhang-cli-audit-"));
const at = (name: string): string => join(scratch, name);
const WORK = ["--work", at("work")];
const LI: Acting = { user: "li.na", onBehalfOf: null, unit: null, purpose: "招商" };

interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

async function said(language: "zh" | "en", ...argv: string[]): Promise<Said> {
  const terminal = keptTerminal(language);
  const status = await run(argv, terminal);
  return { status, out: terminal.lines.join("\n"), err: terminal.errors.join("\n") };
}

let server: Server;

beforeAll(async () => {
  // under root the server runs as another user, who passes through
  chmodSync(scratch, 0o711);
  const settings = { fsync: "off" };
  server = await startServer({ folder: at("work"), create: true, random: randomBytes, settings });
  const place = { kind: "folder", folder: at("work"), create: true } as const;
  const clock = (): Date => new Date("2026-03-10T01:00:00.000Z");
  const { trail, close } = await openWork({ place, clock, random: randomBytes });
  for (const id of ["p1", "p2", "p3"])
    await trail.change(LI, (change) => {
      change.record({
        action: "project.sign",
        subject: { kind: "project", id },
        before: null,
        after: { id },
      });
      return Promise.resolve();
    });
  const [certificate] = await trail.purge(LI, { numbers: [3n], reason: "误录", orderedBy: "zhou" });
  if (certificate !== undefined) writeFileSync(at("certificate.json"), certificateText(certificate));
  await close();
});
afterAll(async () => {
  await server.stop();
  rmSync(scratch, { recursive: true });
});

describe("a chain that holds", () => {
  test("is verified with its anchors and certificates, in Chinese and English", async () => {
    const made = await said("zh", "anchor", ...WORK, "--out", at("anchor.json"));
    expect(made).toMatchObject({ status: 0, out: expect.stringContaining("锚点:第 5 环") });
    const kept = ["--anchor", at("anchor.json"), "--certificate", at("certificate.json")];
    const zh = await said("zh", "verify", ...WORK, ...kept);
    expect(zh.status).toBe(0);
    expect(zh.out).toMatch(
      /^✓ 审计链完整:共 5 环,SHA-256,末环 [0-9a-f]{64}.*清除 1 处,锚点 1 个相符\n✓ 清除证明有效/,
    );
    const en = await said(
      "en",
      "verify",
      "--database",
      server.applicationUrl(),
      "--anchor",
      at("anchor.json"),
    );
    expect(en).toMatchObject({ status: 0, out: expect.stringContaining("✓ the audit chain holds: 5 links") });
  });

  test("answers one JSON document", async () => {
    const { out, status } = await said("zh", "verify", ...WORK, "--json");
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      holds: true,
      head: { number: "5" },
      purged: "1",
      certificates: [],
    });
  });

  test("has anchors that are never written over", async () => {
    const before = statSync(at("anchor.json")).size;
    expect(await said("zh", "anchor", ...WORK, "--out", at("anchor.json"))).toMatchObject({ status: 2 });
    expect(statSync(at("anchor.json")).size).toBe(before);
  });
});

describe("what does not hold is exit 1", () => {
  test("an anchor or a certificate that was altered", async () => {
    const anchor = readFileSync(at("anchor.json"), "utf8");
    writeFileSync(at("altered.json"), anchor.replace('"count":"5"', '"count":"4"'));
    const broken = await said("zh", "verify", ...WORK, "--anchor", at("altered.json"));
    expect(broken).toMatchObject({ status: 1, out: expect.stringContaining("锚点文件不是导出时的原文") });
    writeFileSync(at("other.json"), readFileSync(at("certificate.json"), "utf8").replace("zhou", "wu"));
    const other = await said("en", "verify", ...WORK, "--certificate", at("other.json"));
    expect(other).toMatchObject({
      status: 1,
      out: expect.stringContaining("✗ the certificate does not hold"),
    });
  });

  test("a link that was altered, by its number; and no anchor is made of it", async () => {
    const owner = connect({ url: () => server.ownerUrl(), as: "owner" });
    const write = (actor: string): Promise<unknown> =>
      owner.transaction(async (q) => {
        await q.rows("SET LOCAL session_replication_role = replica");
        await q.rows("UPDATE audit_event SET actor = $1 WHERE number = 4", [actor]);
      });
    await write("li.no");
    const zh = await said("zh", "verify", ...WORK);
    expect(zh).toMatchObject({ status: 1, out: expect.stringContaining("✗ 审计链在第 4 环断裂:环被改动") });
    const json = await said("zh", "verify", ...WORK, "--json");
    expect(JSON.parse(json.out)).toMatchObject({
      holds: false,
      broken: { fault: "link_altered", number: "4" },
    });
    expect(await said("en", "anchor", ...WORK, "--out", at("never.json"))).toMatchObject({
      status: 1,
      err: expect.stringContaining("broken at link 4"),
    });
    await write("li.na");
    await owner.close();
  });
});

describe("a purge", () => {
  const order = ["--reason", "误录", "--ordered-by", "保密办 2026-3 号", "--by", "li.na"];
  const asked = (...more: string[]): string[] => ["purge", ...WORK, ...order, ...more];

  test("first says what would go, and does it when told so; its certificates hold", async () => {
    const out = ["--links", "2,4", "--out", at("purge.json")];
    const listed = await said("zh", ...asked(...out));
    expect(listed).toMatchObject({
      status: 2,
      err: expect.stringContaining("第 2 环 2026-03-10T01:00:00.000Z li.na"),
    });
    expect(listed.err).toContain("尚未清除");
    const before = await said("zh", "verify", ...WORK, "--json");
    expect(JSON.parse(before.out)).toMatchObject({ purged: "1" });

    const done = await said("en", ...asked(...out, "--yes"));
    expect(done).toMatchObject({ status: 0, out: expect.stringContaining("the content of link 2 is gone") });
    const certificates = `${at("purge-2.json")},${at("purge-4.json")}`;
    const verified = await said("zh", "verify", ...WORK, "--certificate", certificates);
    expect(verified).toMatchObject({ status: 0, out: expect.stringContaining("清除 3 处") });
    expect(verified.out.match(/清除证明有效/g)).toHaveLength(2);
    expect(statSync(at("purge-2.json")).mode & 0o777).toBe(0o600);
  });

  test("of a link that stays, or was purged, is exit 1 and leaves no certificate", async () => {
    for (const link of ["1", "2", "99"]) {
      const refused = await said("zh", ...asked("--links", link, "--out", at("none.json"), "--yes"));
      expect(refused).toMatchObject({ status: 1, err: expect.stringContaining(`LZ7023:第 ${link} 环`) });
    }
    expect(existsSync(at("none.json"))).toBe(false);
    const twice = await said("en", ...asked("--links", "3,3", "--out", at("none.json")));
    expect(twice).toMatchObject({ status: 2, err: expect.stringContaining("each once") });
    const over = await said("en", ...asked("--links", "5", "--out", at("purge-2.json"), "--yes"));
    expect(over).toMatchObject({ status: 2, err: expect.stringContaining("never written over") });
  });
});

describe("wrong usage is exit 2, what is outside is exit 3", () => {
  test.each([
    [["verify"], "RUN is missing"],
    [["verify", "--anchor", "a.json"], "one of --work and --database"],
    [["verify", "3f9c2a", "--work", "."], "RUN is of run records"],
    [["verify", "--work", ".", "--runs", "var/runs"], "--runs is of run records"],
    [["anchor", "--work", "nowhere", "--out", "x.json"], 'there is no folder "nowhere"'],
  ])("%s: %s", async (argv, words) => {
    expect(await said("en", ...argv)).toMatchObject({
      status: 2,
      err: expect.stringContaining(words),
    });
  });

  test("a folder that is no work folder, a database nobody answers at", async () => {
    const folder = await said("zh", "verify", "--work", scratch);
    expect(folder).toMatchObject({ status: 3, err: expect.stringContaining("LZ7005") });
    const url = await said("zh", "verify", "--database", "postgres://li:secret@127.0.0.1:1/x");
    expect(url).toMatchObject({
      status: 3,
      err: expect.stringContaining("LZ7006:连不上 postgres://li@127.0.0.1:1/x"),
    });
  });
});
