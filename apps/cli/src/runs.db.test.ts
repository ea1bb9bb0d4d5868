/** Runs on the command line: recorded, signed, verified, compared and published over the city of the tutorial. */
import { generateKeyPairSync } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "./index.ts";
import { keptTerminal, ROOT } from "./testing/terminal.ts";

const scratch = mkdtempSync(join(tmpdir(), "lianzhang-cli-runs-"));
const at = (name: string): string => join(scratch, name);
const DECISION = at("decision");
const RUNS = ["--runs", at("runs")];

afterAll(() => rmSync(scratch, { recursive: true }));

interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

async function said(...argv: string[]): Promise<Said> {
  const terminal = keptTerminal();
  const status = await run(argv, terminal);
  return { status, out: terminal.lines.join("\n"), err: terminal.errors.join("\n") };
}

/** Records a run and answers the first 12 digits of its hash. */
const recorded = (...options: string[]): Promise<string> => recordedBy(DECISION, ...options);

async function recordedBy(decision: string, ...options: string[]): Promise<string> {
  const { out, status, err } = await said("run", decision, "--data", at("city"), ...RUNS, ...options);
  expect({ status, err }).toMatchObject({ status: 0 });
  return /哈希 ([0-9a-f]{12})/.exec(out)?.[1] ?? "";
}

const RULES = `parameters:
  disclosure_threshold: { label: { zh: 最少户数, en: Least number }, unit: 户, by: period_end, assumed: true, values: [{ since: 2020-01-01, value: 2, source: test }] }
  disclosure_dominance_n: { label: { zh: 最大户数, en: Largest }, unit: 户, by: period_end, values: [{ since: 2020-01-01, value: 1, source: test }] }
  disclosure_dominance_share: { label: { zh: 占比上限, en: Share }, unit: "%", by: period_end, values: [{ since: 2020-01-01, value: 90, source: test }] }
`;

beforeAll(() => {
  cpSync(join(ROOT, "decisions/sample"), DECISION, { recursive: true });
  writeFileSync(join(DECISION, "parameters.yaml"), RULES);
  cpSync(join(DECISION, "data"), at("city"), { recursive: true });
  writeFileSync(at("city/folder.yaml"), "demo: true\n");
  const forms = readFileSync(join(DECISION, "forms.yaml"), "utf8");
  const closed = forms.replace("uses: [analysis, evaluation, publication]", "uses: [analysis, evaluation]");
  cpSync(DECISION, at("closed"), { recursive: true });
  writeFileSync(at("closed/forms.yaml"), closed);
  for (const who of ["zhang", "li"]) {
    const keys = generateKeyPairSync("ed25519");
    writeFileSync(at(`${who}.pem`), keys.privateKey.export({ format: "pem", type: "pkcs8" }));
    writeFileSync(at(`${who}.pub`), keys.publicKey.export({ format: "pem", type: "spki" }));
  }
});

const COUNTS = ["--indicator", "industrial_output,battery_output", "--by", "county"];
const SIGNED = ["--sign", at("zhang.pem"), "--who", "统计科 张三"];

describe("a run", () => {
  test("is recorded once, listed with 演示数据, and found by the beginning of its hash", async () => {
    const hash = await recorded("--period", "2025-03", ...COUNTS);
    const again = await said(
      "run",
      DECISION,
      "--data",
      at("city"),
      ...RUNS,
      "--period",
      "2025-03",
      ...COUNTS,
    );
    expect(again.out).toContain("已有相同的记录");
    const list = await said("runs", ...RUNS);
    expect(list.out).toMatch(new RegExp(`${hash} +decision +2025-03 .*演示数据`));
    expect((await said("verify", hash.slice(0, 6), ...RUNS)).out).toContain("✓ 哈希相符");
    expect(await said("verify", "ffff", ...RUNS)).toMatchObject({ status: 2 });
  });

  test("is signed by one, trusted by the other's key it is not, and computed again it agrees", async () => {
    const hash = await recorded("--period", "2025-04", ...COUNTS, ...SIGNED);
    const good = await said(
      "verify",
      hash,
      ...RUNS,
      "--trust",
      at("zhang.pub"),
      "--decision",
      DECISION,
      "--data",
      at("city"),
    );
    expect(good.status).toBe(0);
    expect(good.out).toMatch(/✓ 签名有效:统计科 张三[^]*✓ 签名出自所信任的公钥[^]*✓ 重算一致:/);
    const other = await said("verify", hash, ...RUNS, "--trust", at("li.pub"));
    expect(other.status).toBe(1);
    expect(other.out).toContain("✗ 签名不是所信任的公钥所签");
    // who is in the register is in the figures: without the firms they come out otherwise
    const bare = await said("verify", hash, ...RUNS, "--decision", DECISION);
    expect(bare.status).toBe(1);
    expect(bare.out).toMatch(/✗ 重算不一致/);
    expect(bare.out).toContain("名录 enterprise");
  });

  test("that was altered does not verify, and is not published", async () => {
    const hash = await recorded("--period", "2025-06", ...COUNTS, ...SIGNED);
    const file = at(`runs/${hash}.json`);
    const text = readFileSync(file, "utf8");
    const altered = text.replace(/"value": "(\d)/, (_, d: string) => `"value": "${(Number(d) % 9) + 1}`);
    writeFileSync(at("altered.json"), altered);
    const verified = await said("verify", at("altered.json"));
    expect(verified).toMatchObject({ status: 1, out: expect.stringContaining("✗ 哈希不符") });
    const published = await said(
      "publish",
      at("altered.json"),
      "--decision",
      DECISION,
      "--data",
      at("city"),
      "--out",
      at("no"),
    );
    expect(published).toMatchObject({ status: 3, err: expect.stringContaining("不能公布") });
    writeFileSync(at("none.json"), "{}");
    expect((await said("verify", at("none.json"))).err).toContain("「format」缺失或不符");
  });

  test("compared with another says what moved and why, in words and as JSON", async () => {
    const [a, b] = [
      await recorded("--period", "2025-02", ...COUNTS),
      await recorded("--period", "2025-03", ...COUNTS),
    ];
    const words = await said("diff", a, b, ...RUNS);
    expect(words.out).toContain("口径 period (2025-02 → 2025-03)");
    const json = await said("diff", a, b, ...RUNS, "--json");
    expect(JSON.parse(json.out)).toMatchObject({
      general: [{ kind: "request", name: "period", text: ["2025-02", "2025-03"] }],
      changes: expect.any(Array),
    });
  });
});

describe("a publication", () => {
  test("has a table, a note with 口径, hashes and signatures, and says 演示数据", async () => {
    const hash = await recorded("--period", "2025-01..03", ...COUNTS, ...SIGNED);
    const options = ["--decision", DECISION, "--data", at("city"), "--out", at("march")];
    const done = await said(
      "publish",
      hash,
      ...RUNS,
      ...options,
      "--sign",
      at("li.pem"),
      "--who",
      "办公室 李四",
    );
    expect(done.status).toBe(0);
    expect(readdirSync(at("march")).toSorted()).toEqual(["figures.csv", "publication.json", "说明.md"]);
    const note = readFileSync(at("march/说明.md"), "utf8");
    expect(note).toContain("(演示数据)");
    expect(note).toMatch(/运行签名:统计科 张三[^]*公布签名:办公室 李四[^]*期末归属[^]*保密处理:[^]*暂定口径/);
    expect(readFileSync(at("march/figures.csv"), "utf8")).toContain(
      "industrial_output,规模以上工业总产值(企业汇总),2025Q1,,总计,",
    );
    const twice = await said("publish", hash, ...RUNS, ...options);
    expect(twice).toMatchObject({ status: 3, err: expect.stringContaining("不是空的") });
    const later = await said(
      "publish",
      hash,
      ...RUNS,
      ...options.slice(0, 4),
      "--out",
      at("again"),
      "--with",
      at("march"),
    );
    expect(later.status).toBe(0);
    const file = at("march/publication.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"subject": null', '"subject": "x"'));
    const altered = await said(
      "publish",
      hash,
      ...RUNS,
      ...options.slice(0, 4),
      "--out",
      at("more"),
      "--with",
      at("march"),
    );
    expect(altered).toMatchObject({ status: 3, err: expect.stringContaining("被改动过") });
  });

  test("refuses fields that are not cleared, each with the way that leads to it", async () => {
    const hash = await recordedBy(at("closed"), "--period", "2025-01..03", "--indicator", "battery_output");
    const refused = await said(
      "publish",
      hash,
      ...RUNS,
      "--decision",
      at("closed"),
      "--data",
      at("city"),
      "--out",
      at("no"),
    );
    expect(refused.status).toBe(1);
    expect(refused.err).toContain(
      "output_copy.gross_output 未获准公布:battery_output → output_copy.gross_output",
    );
  });

  test("refuses data that are not the run's", async () => {
    const hash = await recorded("--period", "2025-01..03", ...COUNTS);
    const refused = await said("publish", hash, ...RUNS, "--decision", DECISION, "--out", at("no"));
    expect(refused).toMatchObject({ status: 2, err: expect.stringContaining("与运行记录不同,不能公布") });
  });
});

test("a signature needs a name and an Ed25519 key, and no message quotes the key", async () => {
  const ask = ["run", DECISION, ...RUNS, "--period", "2025"];
  expect(await said(...ask, "--sign", at("zhang.pem"))).toMatchObject({ status: 2 });
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  writeFileSync(at("rsa.pem"), rsa.export({ format: "pem", type: "pkcs8" }));
  expect((await said(...ask, "--sign", at("rsa.pem"), "--who", "甲")).err).toContain("应为 ed25519");
  writeFileSync(at("bad.pem"), "-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----\n");
  const bad = await said(...ask, "--sign", at("bad.pem"), "--who", "甲");
  expect(bad).toMatchObject({ status: 3, err: expect.stringContaining("不是可读的密钥文件") });
  expect(bad.err).not.toContain("SECRET");
});
