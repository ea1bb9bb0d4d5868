import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import { parsePeriod, parseUscc } from "@lianzhang/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CityReport } from "./index.ts";
import { calibration, calibrationText, writeCity } from "./index.ts";

/** Word stems of the real firms of the city's public reports: no made-up name may contain one. */
const REAL =
  "雅保 天华 锦源 协鑫 杉杉 胜华 天赐 研一 茵地乐 天奈 中创 众钠 通威 美科 琏升 瑞能 中国建材 金象 中科 龙蟒 信利 华赐 阿格瑞 中车 富生 中建 千禾 老坛子 吉香居 伊诺达博 诺远 德康".split(
    " ",
  );

const DECISION = join(import.meta.dirname, "../../../decisions/meishan-2023");
const scratch = mkdtempSync(join(tmpdir(), "lianzhang-demo-"));
let model: Model;
let report: CityReport;

const read = new Map<string, Record<string, string>[]>();
function table(file: string): Record<string, string>[] {
  const known = read.get(file);
  if (known) return known;
  const [head = "", ...lines] = readFileSync(join(report.out, file), "utf8").trimEnd().split("\n");
  const names = head.split(",");
  const rows = lines.map((line) =>
    Object.fromEntries(line.split(",").map((cell, i) => [names[i] ?? "", cell])),
  );
  read.set(file, rows);
  return rows;
}

/** The version known last of each firm's month. */
function finals(): Map<string, Record<string, string>> {
  const rows = [...table("returns/output_copy.csv")].sort((a, b) => (a["known"]! < b["known"]! ? -1 : 1));
  return new Map(rows.map((row) => [`${row["code"]} ${row["period"]}`, row]));
}

function hashOf(folder: string): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (/\.(csv|yaml|md)$/.test(file)) hash.update(file).update(readFileSync(join(folder, file)));
  }
  return hash.digest("hex");
}

beforeAll(async () => {
  const loaded = await loadDecision(DECISION);
  if (loaded.model === null) throw new Error(JSON.stringify(loaded.diagnostics.slice(0, 3)));
  model = loaded.model;
  report = await writeCity({ model, firms: 900, months: 72, seed: 1, out: join(scratch, "city") });
}, 60_000);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("calibration", () => {
  it("meets the published totals within 1 % (growth within half a point) and prints the comparison", () => {
    const rows = calibration(report);
    console.info(calibrationText(rows));
    for (const r of rows.filter((row) => row.asserted)) {
      const name = `${r.label} ${r.period}`;
      expect(r.made, name).not.toBeNull();
      if (r.bound === ">=") expect(r.made!, name).toBeGreaterThanOrEqual(r.value);
      else if (r.value === 527.1) expect(Math.abs(r.deviation! / r.value), name).toBeLessThan(0.01);
      else expect(Math.abs(r.deviation!), name).toBeLessThan(r.unit === "%" ? 0.5 : 1);
    }
  });

  it("stands in the file, not only in the report: December 2025 of the six chains, from the rows", () => {
    const primary = new Map(
      table("registers/chain_members.csv")
        .filter((r) => r["primary"] === "1")
        .map((r) => [r["code"], r["member_of"]]),
    );
    let sum = 0;
    for (const row of finals().values()) {
      if (row["period"] === "2025-12" && primary.has(row["code"])) sum += Number(row["gross_output"]);
    }
    expect(Math.abs(sum / 100_000 / 1842.7 - 1)).toBeLessThan(0.01);
  });

  it("yields of land stay near the means of the province: 427 万元 of revenue and 14 万元 of tax a mu", () => {
    const of2025 = (file: string, field: string): Map<string, number> =>
      new Map(
        table(file)
          .filter((r) => r["period"] === "2025" && r[field] !== "-")
          .map((r) => [r["code"]!, Number(r[field])]),
      );
    const land = of2025("returns/land_records.csv", "land_used");
    const over = (values: Map<string, number>): number => {
      const both = [...land].filter(([code]) => values.has(code));
      return both.reduce((s, [code]) => s + values.get(code)!, 0) / both.reduce((s, [, mu]) => s + mu, 0);
    };
    expect(over(of2025("returns/finance_copy.csv", "revenue")) / 10).toBeGreaterThan(400);
    expect(over(of2025("returns/finance_copy.csv", "revenue")) / 10).toBeLessThan(460);
    expect(over(of2025("returns/tax_records.csv", "taxes_paid")) / 10_000).toBeGreaterThan(12.5);
    expect(over(of2025("returns/tax_records.csv", "taxes_paid")) / 10_000).toBeLessThan(16);
  });
});

describe("the folder", () => {
  it("is the same bytes for the same seed, and others for another", async () => {
    const [a, b, c] = ["a", "b", "c"].map((n) => join(scratch, n));
    await writeCity({ model, firms: 300, months: 24, seed: 7, out: a! });
    await writeCity({ model, firms: 300, months: 24, seed: 7, out: b! });
    await writeCity({ model, firms: 300, months: 24, seed: 8, out: c! });
    expect(hashOf(a!)).toBe(hashOf(b!));
    expect(hashOf(a!)).not.toBe(hashOf(c!));
  });

  it("says that it is made up", () => {
    expect(readFileSync(join(report.out, "folder.yaml"), "utf8")).toMatch(/^demo: true$/m);
    expect(readFileSync(join(report.out, "DEMO.md"), "utf8")).toContain("演示数据");
  });

  it("is never written over a folder with other things in it", async () => {
    const foreign = join(scratch, "real");
    mkdirSync(foreign);
    writeFileSync(join(foreign, "returns.csv"), "real");
    await expect(writeCity({ model, firms: 300, seed: 1, out: foreign })).rejects.toThrow("no demo city");
  });

  it("holds every field of the decision's forms on enterprises", () => expect(report.unfilled).toEqual([]));

  it("a larger city is several calibrated blocks without a code in common", async () => {
    const out = join(scratch, "large");
    const large = await writeCity({ model, firms: 1800, months: 12, seed: 1, out });
    expect(large.blocks).toBe(2);
    expect(large.listed).toBe(1800);
    const six = calibration(large).find((r) => r.id === "six" && r.period === "2025");
    expect(Math.abs(six!.deviation!)).toBeLessThan(1);
    const lines = readFileSync(join(out, "registers/enterprise.csv"), "utf8").split("\n").slice(1);
    expect(new Set(lines.map((l) => l.split(",")[0]).filter(Boolean)).size).toBe(large.registered);
  });
});

describe("firms", () => {
  it("have codes whose check characters hold, in a range nobody uses, all distinct", () => {
    const codes = new Set(table("registers/enterprise.csv").map((r) => r["code"]!));
    expect(codes.size).toBe(report.registered);
    expect([...codes].filter((code) => !parseUscc(code).ok)).toEqual([]);
    expect([...codes].filter((code) => !/^915114\d\dDEM0/.test(code))).toEqual([]);
  });

  it("have names that are visibly invented and none of a real firm", () => {
    const names = new Map(table("registers/enterprise.csv").map((r) => [r["code"]!, r["name"]!]));
    expect(new Set(names.values()).size).toBe(names.size);
    for (const name of names.values()) {
      expect(name).toMatch(/^演示·.+\d\d有限公司$/);
      expect(REAL.filter((stem) => name.includes(stem))).toEqual([]);
    }
  });

  it("enter, leave and move between parks", () => {
    const spells = groups(table("registers/enterprise.csv"));
    const some = (test: (rows: Record<string, string>[]) => boolean): number =>
      [...spells.values()].filter(test).length;
    expect(some((rows) => new Set(rows.map((r) => r["park"])).size > 1)).toBeGreaterThan(5);
    expect(some((rows) => rows.at(-1)!["until"] !== "")).toBeGreaterThan(20);
    expect(
      some((rows) => rows[0]!["designated_size"] === "0" && rows.at(-1)!["designated_size"] === "1"),
    ).toBeGreaterThan(100);
  });

  it("have one primary chain, and shares of products that add to 100", () => {
    for (const rows of groups(table("registers/chain_members.csv")).values()) {
      expect(rows.filter((r) => r["primary"] === "1")).toHaveLength(1);
      expect(rows.reduce((sum, r) => sum + Number(r["share"]), 0)).toBe(100);
    }
    expect(
      [...groups(table("registers/chain_members.csv")).values()].filter((rows) => rows.length > 1).length,
    ).toBeGreaterThan(30);
  });
});

it("the short survey comes within its month, of large and medium firms, with a reason where much stands still", () => {
  const rows = table("returns/short_survey.csv");
  const sizes = new Map(table("registers/enterprise.csv").map((r) => [r["code"], r["size"]]));
  expect(rows.length).toBeGreaterThan(500);
  expect(new Set(rows.map((r) => sizes.get(r["code"]!)))).toEqual(new Set(["large", "medium"]));
  expect(rows.filter((r) => r["known"]!.slice(0, 7) !== r["period"])).toEqual([]);
  const still = rows.filter((r) => Number(r["capacity_use"]) < 50);
  expect(still.length).toBeGreaterThan(5);
  expect(
    still.filter((r) => !/^[1-8]$/.test(r["halt_reason"]!) || !(Number(r["restart_after"]) > 0)),
  ).toEqual([]);
  expect(rows.filter((r) => Number(r["capacity_use"]) >= 50 && r["halt_reason"] !== "-")).toEqual([]);
});

function groups(rows: Record<string, string>[]): Map<string, Record<string, string>[]> {
  const map = new Map<string, Record<string, string>[]>();
  for (const row of rows) map.set(row["code"]!, [...(map.get(row["code"]!) ?? []), row]);
  return map;
}

describe("monthly returns", () => {
  it("have no January, known dates after the month, and a workbook", () => {
    const rows = table("returns/output_copy.csv");
    expect(rows.filter((r) => parsePeriod(r["period"]!)!.to % 12 === 0)).toEqual([]);
    expect(rows.filter((r) => r["known"]! <= r["period"]!)).toEqual([]);
    expect(rows.filter((r) => !r["submission"]!.includes(r["period"]!))).toEqual([]);
  });

  it("are cumulative: nearly never lower than the month before", () => {
    const rows = finals();
    let [falls, pairs] = [0, 0];
    for (const row of rows.values()) {
      const [year, m] = row["period"]!.split("-");
      const before = rows.get(`${row["code"]} ${year}-${String(Number(m) - 1).padStart(2, "0")}`);
      if (!before) continue;
      pairs++;
      if (Number(row["gross_output"]) < Number(before["gross_output"])) falls++;
    }
    expect(falls).toBeGreaterThan(0);
    expect(falls / pairs).toBeLessThan(0.005);
  });

  it("carry last year's figure beside: equal to last year's return but for the few that revised it", () => {
    const rows = finals();
    let [equal, pairs, entrants] = [0, 0, 0];
    for (const row of rows.values()) {
      const [year, m] = row["period"]!.split("-");
      const before = rows.get(`${row["code"]} ${Number(year) - 1}-${m}`);
      if (before) {
        pairs++;
        if (before["gross_output"] === row["gross_output_prior"]) equal++;
      } else if (Number(row["gross_output_prior"]) > 0) entrants++;
    }
    expect(equal / pairs).toBeGreaterThan(0.97);
    expect(equal).toBeLessThan(pairs);
    expect(entrants).toBeGreaterThan(100);
  });

  it("some are late, some missing, some restated", () => {
    const rows = table("returns/output_copy.csv");
    const suffix = (s: string): number => rows.filter((r) => r["submission"]!.endsWith(`-${s}.xlsx`)).length;
    expect(suffix("补报")).toBeGreaterThan(500);
    expect(suffix("更正")).toBeGreaterThan(200);
    expect(suffix("年报核实")).toBeGreaterThan(20);
    const december = [...finals().values()].filter((r) => r["period"] === "2025-12").length;
    expect(december).toBeLessThan(report.listed);
    expect(december).toBeGreaterThan(report.listed * 0.93);
  });
});
