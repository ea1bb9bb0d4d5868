/**
 * A department's file held against what is known: a register, a total, a parameter, another form, former returns. On the
 * page it holds sending and acceptance up; an import lists it, and the same rows come of it later. Made-up data (演示数据).
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acceptedSchema, returnDoneSchema, returnReportSchema } from "@lianzhang/contract";
import type { ApiError } from "@lianzhang/contract";
import type { Finding } from "@lianzhang/intake";
import { parsePeriod } from "@lianzhang/kernel";
import { PlainReader } from "@lianzhang/returns";
import type { ImportReport, Opened, WorkSide } from "@lianzhang/server";
import { buildApp, Context, importFiles, openInstance, openWorkSide, rowsOf } from "@lianzhang/server";
import { CITY, noServerFor, PLATFORM } from "@lianzhang/work";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "./support/files.ts";
import { workPlace } from "./support/prepared-stores.ts";

const without = noServerFor(PLATFORM) !== null;
const folder = mkdtempSync(join(tmpdir(), "lianzhang-elsewhere-"));
const database = mkdtempSync(join(tmpdir(), "lianzhang-elsewhere-work-"));
const at = (name: string): string => join(folder, name);
const [JIA, YI, BING] = ["91511402DEM000006C", "91511402DEM00009XW", "91511403DEM000014M"] as const;
const NAMES: Readonly<Record<string, string>> = {
  [JIA]: "演示·青衣碳材有限公司",
  [YI]: "演示·东坡电池有限公司",
  [BING]: "演示·彭山光伏有限公司",
};

let opened: Opened;
let context: Context;
let side: WorkSide;
let app: Awaited<ReturnType<typeof buildApp>>;
let cookie = "";

/** The checks of a city that knows more than one return. */
const CHECKS = `
      - must: not designated_size or electricity_used > 0 kWh
        say: { zh: 规上企业应有用电量, en: Firms above designated size use electricity }
      - explain: electricity_used <= power_limit
        say: { zh: 用电量不应超过限电额度, en: Within the power limit }
      - explain: { balance: electricity_used = meter_records.electricity_metered, tolerance: 10 kWh }
        say: { zh: 应与表计数据一致, en: As metered }
      - note: electricity_used * 2 <= sum(electricity_used over all by county)
        say: { zh: 一家用电超过本县区一半, en: More than half of its county }
`;

function decision(): string {
  cpSync(join(root, "decisions/meishan-2023"), at("decision"), { recursive: true });
  const records = at("decision/forms/records.yaml");
  const text = readFileSync(records, "utf8");
  const [before, after] = text.split("  energy_records:");
  const meters = `  meter_records:
    label: { zh: 表计数据, en: Meter readings }
    subject: enterprise
    input: records
    holder: power_supplier
    basis: 部门数据共享协议
    uses: [analysis]
    every: month
    restates: rows
    fields:
      electricity_metered: { label: { zh: 表计电量, en: Electricity metered }, unit: kWh, as: flow, required: true }
`;
  writeFileSync(records, `${before?.trimEnd() ?? ""}${CHECKS}${meters}  energy_records:${after ?? ""}`);
  writeFileSync(
    at("decision/parameters/power.yaml"),
    "parameters:\n  power_limit:\n    label: { zh: 限电额度, en: Power limit }\n    unit: kWh\n    by: period_end\n    assumed: true\n    values:\n      - { since: 2026-01-01, value: 5000, source: 暂定口径(演示数据) }\n",
  );
  return at("decision");
}

const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  `${rows.map((r) => r.join(",")).join("\n")}\n`;

function data(): string {
  mkdirSync(at("data/registers"), { recursive: true });
  mkdirSync(at("data/returns"));
  writeFileSync(at("data/folder.yaml"), "demo: true\n");
  writeFileSync(
    at("data/registers/enterprise.csv"),
    csv([
      ["code", "name", "county", "designated_size", "since", "until"],
      [JIA, NAMES[JIA] ?? "", "511402", 1, "2023-01", ""],
      [YI, NAMES[YI] ?? "", "511402", "", "2023-01", ""],
      [BING, NAMES[BING] ?? "", "511403", 1, "2023-01", ""],
    ]),
  );
  const months = Array.from({ length: 12 }, (_, i) => `2025-${String(i + 1).padStart(2, "0")}`);
  writeFileSync(
    at("data/returns/power_records.csv"),
    csv([
      ["code", "period", "electricity_used"],
      ...[JIA, YI, BING].flatMap((code, n) =>
        months.map((m, i) => [code, m, [400, 100, 300][n] ?? 0 + (i % 3)]),
      ),
    ]),
  );
  writeFileSync(
    at("data/returns/meter_records.csv"),
    csv([
      ["code", "period", "electricity_metered"],
      [JIA, "2026-01", 410],
      [BING, "2026-01", 300],
    ]),
  );
  return at("data");
}

beforeAll(async () => {
  if (without) return;
  const [files, none] = [data(), () => undefined];
  opened = await openInstance({
    decision: decision(),
    data: [files],
    file: ":memory:",
    appVersion: "test",
    progress: none,
  });
  context = new Context(opened.instance);
  const fault = (error: unknown): never => {
    throw error;
  };
  side = await openWorkSide({
    context,
    place: await workPlace(database),
    keyFile: at("work.key"),
    data: [files],
    kept: at("kept"),
    follow: { anew: opened.anew, rowsOf: rowsOf(context) },
    demoPeople: false,
    signOn: null,
    clock: () => new Date("2026-05-20T09:30:00+08:00"),
    progress: none,
    fault,
  });
  app = await buildApp(context, { web: null, work: side, fault });
  const post = { role: "section_head", scope: CITY } as const;
  const [made] = await side.people.console.makeDemoPeople(true, [
    { name: "演示·科长", signInName: "elsewhere.head", unit: null, posts: [post] },
  ]);
  const { token } = await side.people.door.enterAsDemo(made?.id ?? "", "10.20.30.41");
  cookie = `lianzhang_session=${token}`;
}, 120_000);
afterAll(async () => {
  if (!without) {
    await app.close();
    await side.close();
    await opened.store.close();
  }
  for (const made of [folder, database]) rmSync(made, { recursive: true, force: true });
});

const sheet = (...rows: readonly (readonly [string, number | string])[]): string =>
  csv([
    ["统一社会信用代码", "企业名称", "用电量(kWh)"],
    ...rows.map(([code, kWh]) => [code, NAMES[code] ?? "", kWh]),
  ]);

/** Row, code and strength: enough to see which finding stands where. */
const brief = (
  findings: readonly (Pick<Finding, "row" | "strength" | "message"> & { readonly code: string })[],
): string[] => findings.map((f) => `${f.row ?? "-"} ${f.code} ${f.strength} ${f.message.zh}`).toSorted();

async function ask(url: string, body?: unknown) {
  const headers = { origin: "http://city.example", host: "city.example", cookie };
  return app.inject({
    method: body === undefined ? "GET" : "POST",
    url,
    headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
}
async function done(url: string, body: unknown) {
  const found = await ask(url, body);
  if (found.statusCode !== 200) throw new Error(`${url}: ${found.statusCode} ${found.body.slice(0, 300)}`);
  return returnDoneSchema.parse(found.json());
}
const report = async (id: string) =>
  returnReportSchema.parse((await ask(`/api/returns/${id}/report`)).json());

/** A return of the power company with one file. */
async function begun(period: string, content: string) {
  const sender = { kind: "department", id: "power_supplier" };
  const { id, version } = await done("/api/returns", { form: "power_records", period, sender });
  const file = { version, name: "用电.csv", content: Buffer.from(content).toString("base64") };
  return done(`/api/returns/${id}/files`, file);
}

async function kWhOf(code: string, month: string): Promise<bigint | null> {
  const { rows } = await context.runner.query(
    `SELECT f.v_electricity_used FROM f_power_records f JOIN s_enterprise s USING (subject) WHERE s.code = '${code}' AND f.m_to = ${parsePeriod(month)?.to ?? 0} AND f.known_to > 1000000`,
  );
  const value = rows[0]?.[0];
  return typeof value === "bigint" ? value / 1000n : null;
}

describe.skipIf(without)("on the page", () => {
  test("register, total, parameter and other form are held against it; it is not sent while a must is open", async () => {
    const draft = await begun("2026-01", sheet([JIA, 6000], [YI, 90], [BING, 0]));
    const { findings, counts } = await report(draft.id);
    const elsewhere = findings.filter((f) => ["LZ8303", "LZ8305", "LZ8314"].includes(f.code));
    expect(brief(elsewhere)).toEqual([
      "2 LZ8303 explain 用电量不应超过限电额度:应满足 用电量 ≤ 限电额度,现为 用电量 6,000 kWh,限电额度 5,000 kWh",
      "2 LZ8303 note 一家用电超过本县区一半:应满足 用电量 * 2 ≤ sum(用电量 over all by 所在县区),现为 用电量 6,000 kWh,同所在县区企业的用电量合计 6,090 kWh",
      "2 LZ8305 explain 应与表计数据一致:应有 用电量 = 表计数据的表计电量;左边 6,000 kWh,右边 410 kWh,相差 5,590 kWh(用电量 6,000 kWh,表计数据的表计电量 410 kWh)",
      "3 LZ8314 note 应与表计数据一致:未能核对,表计数据的表计电量 未填",
      "4 LZ8303 must 规上企业应有用电量:应满足 不是 规模以上 或 用电量 > 0 kWh,现为 规模以上符合,用电量 0 kWh",
      "4 LZ8305 explain 应与表计数据一致:应有 用电量 = 表计数据的表计电量;左边 0 kWh,右边 300 kWh,相差 -300 kWh(用电量 0 kWh,表计数据的表计电量 300 kWh)",
    ]);
    expect(counts.must).toBe(1);
    const refused = await ask(`/api/returns/${draft.id}/send`, { version: draft.version });
    expect([refused.statusCode, refused.json<ApiError>().code]).toEqual([409, "LZ7510"]);
  });

  test("before the limit was set it is not held against anything, which is said once; a flag nobody registered does not pass in silence", async () => {
    const draft = await begun("2025-12", sheet([JIA, 400], [YI, 0], [BING, 300]));
    const { findings } = await report(draft.id);
    expect(brief(findings.filter((f) => f.code === "LZ8314"))).toEqual([
      "2 LZ8314 note 应与表计数据一致:未能核对,表计数据的表计电量 未填",
      "2 LZ8314 note 用电量不应超过限电额度:未能核对,限电额度 没有取值(共 3 行)",
      "3 LZ8314 note 应与表计数据一致:未能核对,表计数据的表计电量 未填",
      "3 LZ8314 note 规上企业应有用电量:未能核对,规模以上 未登记",
      "4 LZ8314 note 应与表计数据一致:未能核对,表计数据的表计电量 未填",
    ]);
  });

  test("what is registered meanwhile holds an acceptance up, though it was sent", async () => {
    const draft = await begun("2025-11", sheet([JIA, 400], [YI, 0], [BING, 300]));
    const sent = await done(`/api/returns/${draft.id}/send`, { version: draft.version });
    const flag = (value: string): Promise<unknown> =>
      context.runner.execute(
        `UPDATE r_enterprise SET a_designated_size = ${value} WHERE subject = (SELECT subject FROM s_enterprise WHERE code = '${YI}')`,
      );
    await flag("TRUE");
    const refused = await ask(`/api/returns/${draft.id}/accept`, { version: sent.version });
    expect(refused.json<ApiError>().code).toBe("LZ7510");
    await flag("NULL");
    const accepted = await ask(`/api/returns/${draft.id}/accept`, { version: sent.version });
    expect(acceptedSchema.parse(accepted.json()).waits).toBeNull();
  });
});

describe.skipIf(without)("at the command line", () => {
  const imported = async (name: string, period: string, content: string): Promise<ImportReport> => {
    const path = join(folder, name);
    writeFileSync(path, content);
    const outcome = await importFiles(
      { context, side, plain: new PlainReader(context.runner) },
      {
        form: "power_records",
        files: [{ name, path }],
        period: parsePeriod(period),
        sender: { kind: "department", id: "power_supplier" },
      },
    );
    if (outcome.kind !== "kept") throw new Error(outcome.kind);
    return outcome.report;
  };

  test("a slip of 10,000 against former months is listed and goes in; what must be mended waits, today and in a store made anew", async () => {
    const file = sheet([JIA, 4_000_000], [YI, 90], [BING, 0]);
    const { read, findings, already } = await imported("用电.csv", "2026-02", file);
    expect(already).toBe(false);
    expect(brief(findings.filter((f) => f.code === "LZ8309" || f.strength === "must"))).toEqual([
      expect.stringMatching(/^2 LZ8309 explain .*以往月均中位数 400 kWh的10,000倍/),
      expect.stringMatching(/^4 LZ8303 must 规上企业应有用电量/),
    ]);
    expect([read.ready.map((r) => r.row), read.waiting.map((r) => r.row)]).toEqual([[2, 3], [4]]);
    const standing = async () => [
      await kWhOf(JIA, "2026-02"),
      await kWhOf(YI, "2026-02"),
      await kWhOf(BING, "2026-02"),
    ];
    expect(await standing()).toEqual([4_000_000n, 90n, null]);
    // the register changes; what came of the import does not
    await opened.anew();
    await side.returnFacts?.refresh();
    expect(await standing()).toEqual([4_000_000n, 90n, null]);
    expect((await imported("用电.csv", "2026-02", file)).already).toBe(true);
  });
});
