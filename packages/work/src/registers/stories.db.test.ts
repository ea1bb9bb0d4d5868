/** Days at a bureau: a project, a platform, two officers at one record. */
import type { Model } from "@lianzhang/definitions";
import { NO_END } from "@lianzhang/kernel";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { kept, meishan, month, registersIn, WANG } from "../testing/registers.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { LI, testServer } from "../testing/work.ts";
import { faultText } from "./fault.ts";
import type { WrittenValues } from "./edit.ts";
import type { RegisterRecord } from "./record.ts";
import { valuesAt } from "./record.ts";
import type { Registers } from "./registers.ts";

let model: Model;
let postgres: TestServer;
let city: TestDatabase;
let registers: Registers;

beforeAll(async () => {
  [postgres, model] = await Promise.all([testServer(), meishan()]);
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  city = await postgres.fresh();
  registers = registersIn(city, model);
});
afterEach(() => city.close());

const PROJECT: WrittenValues = {
  project_name: "年产 5 万吨磷酸铁锂",
  project_county: "彭山区",
  agreed_investment: "120,000",
  agreed_start: "2025年3月1日",
  agreed_tax: "3000.5",
};
const newProject = (code: string, values: WrittenValues = PROJECT): Promise<RegisterRecord> =>
  kept(registers.open(LI, "project", { code, since: month("2025-01"), values, reason: "签约" }));

const from = (m: string, values: WrittenValues) => ({ kind: "change", from: month(m), values }) as const;

describe("a project, agreed against actual", () => {
  test("is kept in minor units, codes and days, whatever way it was typed", async () => {
    const project = await newProject("2501-511403-04-01-000001");
    expect(project).toMatchObject({ code: "2501-511403-04-01-000001", version: 1n });
    expect(project.spells).toEqual([
      {
        since: month("2025-01"),
        until: NO_END,
        values: {
          project_name: "年产 5 万吨磷酸铁锂",
          project_county: model.classifications.get("county")?.codes.find((c) => c.label.zh === "彭山区")
            ?.code,
          agreed_investment: "120000000000",
          agreed_start: "2025-03-01",
          agreed_tax: "3000500000",
        },
      },
    ]);
    expect(await registers.find("project", { code: project.code })).toEqual(project);
  });

  test("gets its actual figures month by month, and each version tells who, when, why, before and after", async () => {
    const { id } = await newProject("P1");
    await kept(
      registers.change(LI, "project", {
        id,
        version: 1n,
        edit: from("2025-04", { actual_start: "2025-04-18", actual_investment: "8000" }),
        reason: "开工",
      }),
    );
    const june = await kept(
      registers.change(WANG, "project", {
        id,
        version: 2n,
        edit: from("2025-06", { actual_investment: "21000" }),
        reason: "6 月调度",
      }),
    );
    expect(june.spells.map((s) => [s.since, s.values["actual_investment"] ?? null])).toEqual([
      [month("2025-01"), null],
      [month("2025-04"), "8000000000"],
      [month("2025-06"), "21000000000"],
    ]);
    const history = await registers.history("project", id, { limit: 10 });
    expect(history.map(({ link, version }) => [link.actor, link.at, version?.act, version?.reason])).toEqual([
      ["wang.jun", "2026-03-10T01:00:00.000Z", "change", "6 月调度"],
      ["li.na", "2026-03-10T01:00:00.000Z", "change", "开工"],
      ["li.na", "2026-03-10T01:00:00.000Z", "open", "签约"],
    ]);
    expect(history[0]?.version?.changes).toEqual([
      {
        field: "actual_investment",
        since: month("2025-06"),
        until: NO_END,
        before: "8000000000",
        after: "21000000000",
      },
    ]);
  });

  test("with five mistakes: all five are listed, each with what to do, and nothing is kept", async () => {
    const outcome = await registers.open(LI, "project", {
      code: " ",
      since: month("2025-01"),
      reason: "签约",
      values: {
        project_county: "彭山曲",
        agreed_investment: "很多",
        agreed_start: "明年春天",
        project_parcel: "D1",
        project_nmae: "x",
      },
    });
    if (outcome.kind !== "refused") throw new Error("it should be refused");
    expect(outcome.faults.map((f) => [f.code, f.field, f.found])).toEqual([
      ["LZ7304", "code", ""],
      ["LZ7302", "project_county", "彭山曲"],
      ["LZ7301", "agreed_investment", "很多"],
      ["LZ7301", "agreed_start", "明年春天"],
      ["LZ7306", "project_nmae", "project_nmae"],
      ["LZ7307", "project_name", null],
      ["LZ7308", "project_parcel", "D1"],
    ]);
    expect(outcome.faults.map((f) => f.hint.zh)).toEqual(
      expect.arrayContaining(["是否为「彭山区」?", "是否为「project_name」?"]),
    );
    const [, county] = outcome.faults;
    expect(county && faultText(county).zh).toMatch(
      /^project +project_county:现为「彭山曲」,应为「.*」中的代码或名称$/,
    );
    expect(await registers.eventNow()).toBe(1n);
  });

  test("stands on its parcel once the parcel is entered", async () => {
    const parcel = { parcel_name: "青龙 3 号", parcel_county: "彭山区", parcel_area: "166.67" };
    await kept(
      registers.open(LI, "parcel", {
        code: "511403001",
        since: month("2024-06"),
        values: parcel,
        reason: "出让",
      }),
    );
    const project = await newProject("P2", { ...PROJECT, project_parcel: "511403001" });
    expect(valuesAt(project.spells, month("2025-02"))?.["project_parcel"]).toBe("511403001");
  });

  test("entered twice, also in the same moment, is entered once", async () => {
    const twice = await Promise.all(
      [1, 2, 3, 4].map(() =>
        registers.open(LI, "project", { code: "P3", since: 0, values: PROJECT, reason: "签约" }),
      ),
    );
    expect(twice.map((o) => o.kind).toSorted()).toEqual(["kept", "refused", "refused", "refused"]);
    expect(twice.flatMap((o) => (o.kind === "refused" ? o.faults.map((f) => f.code) : []))).toEqual([
      "LZ7309",
      "LZ7309",
      "LZ7309",
    ]);
  });
});

test("an enterprise is known by its unified social credit code, check digits and all", async () => {
  const values = { name: "甲公司", county: "东坡区" };
  const open = (code: string) => registers.open(LI, "enterprise", { code, since: 0, values, reason: "登记" });
  const wrong = await open("91350100M000100Y44");
  if (wrong.kind !== "refused") throw new Error("it should be refused");
  expect(wrong.faults.map((f) => [f.code, f.hint.en])).toEqual([
    ["LZ7304", "if the first 17 are right the last is 3"],
  ]);
  expect(await kept(open("91350100m000100y43"))).toMatchObject({ code: "91350100M000100Y43" });
});

describe("a platform, raised from city to provincial level in June", () => {
  const platform = async (): Promise<RegisterRecord> =>
    kept(
      registers.open(LI, "platform", {
        code: "PT1",
        since: month("2024-03"),
        values: { platform_name: "锂电材料中试平台", platform_level: "市级" },
        reason: "市级认定",
      }),
    );
  const raised = { platform_level: "省级", platform_number: "川科发〔2025〕18 号" };

  test("was a city's until May and is the province's from June on", async () => {
    const { id } = await platform();
    const after = await kept(
      registers.change(LI, "platform", {
        id,
        version: 1n,
        edit: from("2025-06", raised),
        reason: "省级认定",
      }),
    );
    const level = (m: string): unknown => valuesAt(after.spells, month(m))?.["platform_level"];
    expect(["2024-02", "2024-03", "2025-05", "2025-06", "2030-01"].map(level)).toEqual([
      undefined,
      "city",
      "city",
      "province",
      "province",
    ]);
  });

  test("the past is not changed in passing: it is corrected, and says so", async () => {
    const { id } = await platform();
    await kept(
      registers.change(LI, "platform", {
        id,
        version: 1n,
        edit: from("2025-06", raised),
        reason: "省级认定",
      }),
    );
    const passing = await registers.change(LI, "platform", {
      id,
      version: 2n,
      edit: from("2025-01", { platform_level: "国家级" }),
      reason: "改",
    });
    expect(passing).toMatchObject({
      kind: "refused",
      faults: [{ code: "LZ7305", found: "2025-01", expected: { zh: "2025-06 或以后" } }],
    });
    const edit = {
      kind: "correct",
      since: month("2024-03"),
      until: month("2025-01"),
      values: { platform_level: "国家级" },
    } as const;
    const corrected = await kept(
      registers.change(LI, "platform", { id, version: 2n, edit, reason: "原批文为县级" }),
    );
    expect(corrected.spells.map((s) => s.values["platform_level"])).toEqual(["state", "city", "province"]);
    const [latest] = await registers.history("platform", id, { limit: 1 });
    expect(latest?.version).toMatchObject({
      act: "correct",
      reason: "原批文为县级",
      changes: [{ before: "city", after: "state" }],
    });
  });

  test("is closed when its recognition is withdrawn, and can be taken up again; it is never deleted", async () => {
    const { id } = await platform();
    const closed = await kept(
      registers.change(LI, "platform", {
        id,
        version: 1n,
        edit: { kind: "close", from: month("2025-09") },
        reason: "撤销",
      }),
    );
    expect(valuesAt(closed.spells, month("2025-08"))).not.toBeNull();
    expect(valuesAt(closed.spells, month("2025-09"))).toBeNull();
    const late = await registers.change(LI, "platform", {
      id,
      version: 2n,
      edit: from("2025-10", raised),
      reason: "改",
    });
    expect(late).toMatchObject({ kind: "refused", faults: [{ code: "LZ7305" }] });
    const gone = await registers.change(LI, "platform", {
      id,
      version: 2n,
      edit: { kind: "close", from: month("2024-03") },
      reason: "误录",
    });
    expect(gone).toMatchObject({
      kind: "refused",
      faults: [{ hint: { zh: "记录不能删除,只能从某月起终止" } }],
    });
    const spells = [
      ...closed.spells.map((s) => ({
        ...s,
        values: { platform_name: "锂电材料中试平台", platform_level: "市级" },
      })),
      { since: month("2026-01"), until: NO_END, values: { platform_name: "锂电材料中试平台", ...raised } },
    ];
    const again = await kept(
      registers.change(LI, "platform", {
        id,
        version: 2n,
        edit: { kind: "restate", spells },
        reason: "重新认定",
      }),
    );
    expect(again.spells.map((s) => [s.since, s.until])).toEqual([
      [month("2024-03"), month("2025-09")],
      [month("2026-01"), NO_END],
    ]);
  });

  test("a change that changes nothing leaves no trace", async () => {
    const { id } = await platform();
    const same = await registers.change(LI, "platform", {
      id,
      version: 1n,
      edit: from("2025-01", { platform_level: "市级" }),
      reason: "核对",
    });
    expect(same.kind).toBe("unchanged");
    expect(await registers.eventNow()).toBe(2n);
  });
});

describe("two officers at one record", () => {
  test("the second sees both versions field by field, and both changes can be kept", async () => {
    const { id } = await newProject("P9");
    await kept(
      registers.change(LI, "project", {
        id,
        version: 1n,
        edit: from("2025-05", { actual_investment: "9000", agreed_tax: "2800" }),
        reason: "调度",
      }),
    );
    const mine = from("2025-05", { actual_investment: "9500", filing_number: "川投资备〔2025〕7 号" });
    const second = await registers.change(WANG, "project", { id, version: 1n, edit: mine, reason: "调度" });
    if (second.kind !== "conflict") throw new Error("it should be a conflict");
    expect(second.conflict.fields.map((f) => [f.field, f.base, f.theirs, f.mine, f.clash])).toEqual([
      ["actual_investment", null, "9000000000", "9500000000", true],
      ["agreed_tax", "3000500000", "2800000000", "3000500000", false],
      ["filing_number", null, null, "川投资备〔2025〕7 号", false],
    ]);
    const { version } = second.conflict.current;
    const after = await kept(
      registers.change(WANG, "project", { id, version, edit: mine, reason: "与李娜核对后" }),
    );
    expect(valuesAt(after.spells, month("2025-05"))).toMatchObject({
      actual_investment: "9500000000",
      agreed_tax: "2800000000",
      filing_number: "川投资备〔2025〕7 号",
    });
  });

  test("eight at once on one version: one is kept, seven are told, nothing is half done", async () => {
    const { id } = await newProject("P10");
    const outcomes = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) =>
        registers.change(WANG, "project", {
          id,
          version: 1n,
          edit: from("2025-05", { actual_investment: String(n) }),
          reason: "调度",
        }),
      ),
    );
    expect(outcomes.filter((o) => o.kind === "kept")).toHaveLength(1);
    expect(outcomes.filter((o) => o.kind === "conflict")).toHaveLength(7);
    expect(await registers.find("project", { id })).toMatchObject({ version: 2n });
    expect(await city.trail.verify()).toMatchObject({ holds: true, head: { number: 3n } });
  });
});
