/** Lists of projects as a page asks for them, and tables that come in and go out. */
import type { Model } from "@lianzhang/definitions";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { kept, meishan, month, registersIn, WANG } from "../testing/registers.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { LI, testServer } from "../testing/work.ts";
import type { WrittenValues } from "./edit.ts";
import type { ImportOrder } from "./import.ts";
import type { ListQuery } from "./list.ts";
import type { Registers } from "./registers.ts";
import type { Table } from "./table.ts";

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

const JUNE = month("2025-06");
const enter = (code: string, since: string, values: WrittenValues): Promise<unknown> =>
  kept(registers.open(LI, "project", { code, since: month(since), values, reason: "签约" }));

const codes = async (query: Partial<ListQuery>): Promise<readonly string[]> => {
  const answer = await registers.list("project", { month: JUNE, limit: 50, ...query });
  if (answer.kind === "page") return answer.records.map((r) => r.code);
  throw new Error(JSON.stringify(answer.faults));
};

describe("a list of projects", () => {
  beforeEach(async () => {
    await enter("P1", "2025-01", {
      project_name: "锂电一期",
      project_county: "彭山区",
      agreed_investment: "9000",
      agreed_start: "2025-03-01",
      project_chain: "锂电",
    });
    await enter("P2", "2025-02", {
      project_name: "Lithium Phase II",
      project_county: "东坡区",
      agreed_investment: "120000",
      in_statistics: true,
    });
    await enter("P3", "2025-07", {
      project_name: "光伏组件",
      project_county: "彭山区",
      agreed_investment: "50",
    });
    await enter("P4", "2025-01", {
      project_name: "预制菜",
      project_county: "仁寿县",
      agreed_start: "2025-05-20",
    });
  });

  test("shows who is there in the month, by code", async () => {
    expect(await codes({})).toEqual(["P1", "P2", "P4"]);
    expect(await codes({ month: month("2025-07") })).toEqual(["P1", "P2", "P3", "P4"]);
  });

  test("is filtered by county, by yes or no, by amounts and days, and by what is missing", async () => {
    const where = async (...conditions: ListQuery["where"] & object): Promise<readonly string[]> =>
      codes({ where: conditions });
    expect(await where({ kind: "any", field: "project_county", of: ["彭山区", "仁寿县"] })).toEqual([
      "P1",
      "P4",
    ]);
    expect(await where({ kind: "any", field: "in_statistics", of: [true] })).toEqual(["P2"]);
    expect(await where({ kind: "between", field: "agreed_investment", from: "9,000", to: null })).toEqual([
      "P1",
      "P2",
    ]);
    expect(await where({ kind: "between", field: "agreed_investment", from: null, to: "9000" })).toEqual([
      "P1",
    ]);
    expect(
      await where({ kind: "between", field: "agreed_start", from: "2025年4月1日", to: "2025-05-20" }),
    ).toEqual(["P4"]);
    expect(await where({ kind: "missing", field: "agreed_investment" })).toEqual(["P4"]);
    expect(
      await where(
        { kind: "contains", field: "project_name", text: "lith" },
        { kind: "any", field: "project_county", of: ["东坡区"] },
      ),
    ).toEqual(["P2"]);
  });

  test("is searched by code and name", async () => {
    expect(await codes({ search: "一期" })).toEqual(["P1"]);
    expect(await codes({ search: "p4" })).toEqual(["P4"]);
    expect(await codes({ search: "%' OR 1=1 --" })).toEqual([]);
  });

  test("is sorted by amount as a number, what is missing last, and paged without a gap", async () => {
    const sort = [{ field: "agreed_investment", descending: true }];
    expect(await codes({ sort })).toEqual(["P2", "P1", "P4"]);
    const pages = await Promise.all([0, 1, 2, 3].map((offset) => codes({ sort, offset, limit: 1 })));
    expect(pages.flat()).toEqual(["P2", "P1", "P4"]);
    expect(await registers.list("project", { month: JUNE, limit: 1 })).toMatchObject({ total: 3n });
    const behind = await registers.list("project", { month: JUNE, limit: 1, offset: 9 });
    expect(behind).toEqual({ kind: "page", total: 3n, records: [] });
  });

  test("that cannot be made says all that is wrong with the question", async () => {
    const answer = await registers.list("project", {
      month: JUNE,
      limit: 5,
      where: [
        { kind: "between", field: "project_name", from: "1", to: null },
        { kind: "any", field: "project_county", of: ["彭山曲"] },
        { kind: "between", field: "agreed_investment", from: "很多", to: null },
      ],
      sort: [{ field: "agreed_tex", descending: false }],
    });
    expect(answer.kind === "refused" && answer.faults.map((f) => f.code)).toEqual([
      "LZ7313",
      "LZ7302",
      "LZ7301",
      "LZ7306",
    ]);
  });
});

describe("a table that comes in", () => {
  const order = (table: Table, more: Partial<ImportOrder> = {}): ImportOrder => ({
    table,
    month: JUNE,
    exported: null,
    reason: "批量导入",
    apply: "all",
    ...more,
  });
  const HEAD = ["代码", "项目名称", "项目所在县区", "约定投资额（亿元）", "项目入库纳统"];

  test("is new, changed and unchanged records; attributes without a column stay", async () => {
    await enter("P1", "2025-01", {
      project_name: "锂电一期",
      project_county: "彭山区",
      agreed_investment: "9000",
      agreed_tax: "80",
    });
    await enter("P2", "2025-01", { project_name: "光伏组件", project_county: "彭山区" });
    const table = [
      ["眉山市投资项目表", "", "", "", ""],
      HEAD,
      ["P1", "锂电一期", "彭山区", "1.25", "是"],
      ["P2", "光伏组件", "彭山区", "", ""],
      ["P3", "预制菜", "仁寿县", "０.３", "否"],
    ];
    const looked = await registers.import(LI, "project", order(table, { apply: "look" }));
    expect(looked).toEqual({ applied: false, new: ["P3"], changed: ["P1"], unchanged: ["P2"], refused: [] });
    expect(await registers.import(LI, "project", order(table))).toEqual({ ...looked, applied: true });
    const p1 = await registers.find("project", { code: "P1" });
    expect(
      p1?.spells.map((s) => [
        s.since,
        s.values["agreed_investment"],
        s.values["agreed_tax"],
        s.values["in_statistics"],
      ]),
    ).toEqual([
      [month("2025-01"), "9000000000", "80000000", undefined],
      [JUNE, "12500000000", "80000000", true],
    ]);
    expect(await registers.import(LI, "project", order(table))).toMatchObject({
      applied: false,
      unchanged: ["P1", "P2", "P3"],
    });
  });

  test("with mistakes is told cell by cell, and nothing of it is kept, or only what is right", async () => {
    const table = [
      HEAD,
      ["P1", "锂电一期", "彭山曲", "很多", "也许"],
      ["P2", "光伏组件", "彭山区", "1", "是"],
      ["", "没有代码", "彭山区", "", ""],
      ["P4", "", "彭山区", "", ""],
    ];
    const all = await registers.import(LI, "project", order(table));
    expect(all.applied).toBe(false);
    expect(all.refused.map((f) => [f.code, f.record, f.field, f.place?.row, f.place?.column])).toEqual([
      ["LZ7302", "P1", "project_county", 2, 3],
      ["LZ7301", "P1", "agreed_investment", 2, 4],
      ["LZ7301", "P1", "in_statistics", 2, 5],
      ["LZ7304", null, "code", 4, 1],
      ["LZ7307", "P4", "project_name", 5, 1],
    ]);
    expect(await registers.find("project", { code: "P2" })).toBeNull();
    expect(await registers.import(LI, "project", order(table, { apply: "good" }))).toMatchObject({
      applied: true,
      new: ["P2"],
    });
    expect(await registers.find("project", { code: "P2" })).toMatchObject({ version: 1n });
  });

  test("under a head that cannot be read is not guessed at", async () => {
    const report = await registers.import(
      LI,
      "project",
      order([
        ["代码", "约定投资", "约定年税收（吨）", "项目名称", "project_name"],
        ["P1", "1", "2", "x", "y"],
      ]),
    );
    expect(report.refused.map((f) => [f.code, f.found, f.place?.column])).toEqual([
      ["LZ7314", "约定投资", 2],
      ["LZ7314", "约定年税收（吨）", 3],
      ["LZ7314", "project_name", 5],
    ]);
  });

  test("made from an export does not overwrite what somebody changed since", async () => {
    await enter("P1", "2025-01", { project_name: "锂电一期", project_county: "彭山区" });
    await enter("P2", "2025-01", { project_name: "光伏组件", project_county: "彭山区" });
    const { table, event } = await registers.export("project", "labels");
    const p1 = await registers.find("project", { code: "P1" });
    const edit = { kind: "change", from: JUNE, values: { agreed_tax: "5" } } as const;
    await kept(registers.change(WANG, "project", { id: p1?.id ?? "", version: 1n, edit, reason: "调度" }));
    const edited = table.map((row) =>
      row.map((cell) => (cell === "彭山区" || cell === "pengshan" ? "仁寿县" : cell)),
    );
    const name = table[0]?.indexOf("项目名称") ?? -1;
    const renamed = edited.map((row, i) => (i === 0 ? row : row.with(name, `${row[name] ?? ""}(扩建)`)));
    const report = await registers.import(LI, "project", order(renamed, { exported: event, apply: "good" }));
    expect(report).toMatchObject({ changed: ["P2"], refused: [{ code: "LZ7315", record: "P1" }] });
  });

  test("at once with others, in another order, and with single changes: all are kept whole, one after the other", async () => {
    await enter("P0", "2025-01", { project_name: "原有", project_county: "彭山区" });
    const p0 = await registers.find("project", { code: "P0" });
    const rows = Array.from({ length: 20 }, (_, i) => [`P${i}`, `项目${i}`, "彭山区", "1", "是"]);
    const tables = [rows, rows.toReversed(), rows.slice(5), rows.slice(0, 15).toReversed()];
    const edit = { kind: "change", from: JUNE, values: { agreed_tax: "5" } } as const;
    const single = registers.change(WANG, "project", { id: p0?.id ?? "", version: 1n, edit, reason: "调度" });
    const reports = await Promise.all(
      tables.map((t) => registers.import(LI, "project", order([HEAD, ...t]))),
    );
    expect(reports.flatMap((r) => r.refused)).toEqual([]);
    expect(["kept", "conflict"]).toContain((await single).kind);
    expect(await codes({ limit: 50 })).toHaveLength(20);
    // every record was entered by exactly one of them
    expect(reports.flatMap((r) => r.new).toSorted()).toEqual(
      rows
        .map((r) => r[0])
        .filter((c) => c !== "P0")
        .toSorted(),
    );
    expect(await city.trail.verify()).toMatchObject({ holds: true });
  });
});
