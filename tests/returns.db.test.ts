import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { month, monthPeriod, parseDay, reasonCode } from "@lianzhang/kernel";
import type { Diagnostic } from "@lianzhang/kernel";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { load, rows } from "./support/returns-city.ts";

let store: Store;
beforeAll(async () => {
  store = await openStore(":memory:", { threads: 2 });
});
afterAll(() => store.close());

const FIRMS = ["code,name,county,designated", "A,甲厂,dongpo,1", "B,乙厂,彭山区,否"];
const THOUSAND = 100_000n; // 分 in one 千元
const SPANS = BigInt(reasonCode("spans_months"));
const day = (text: string): bigint => BigInt(parseDay(text) ?? -1);
const at = (y: number, m: number): bigint => BigInt(monthPeriod(month(y, m)).to);
const brief = (d: Diagnostic): (string | number)[] => [d.code, d.line, d.column];

describe("single months out of cumulatives", () => {
  test("firm A (300, 400, -, 640 for March to June) and firm B entering in May (500, 600)", async () => {
    const result = await load(store, {
      "registers/firm.csv": FIRMS,
      "returns/monthly.csv": [
        "code,period,工业总产值（千元）",
        "A,2025-03,300",
        "A,2025-04,400",
        "A,2025-06,640",
        "B,2025-05,500",
        "B,2025-06,600",
      ],
    });
    expect(result.diagnostics).toEqual([]);
    // subject, from January to the month, cumulative, single month, why it is missing
    expect(
      await rows(store, "SELECT subject, m_from, m_to, v_output, d_output, y_output, row_no FROM f_monthly"),
    ).toEqual([
      [1n, at(2025, 1), at(2025, 3), 300n * THOUSAND, null, SPANS, 2n],
      [1n, at(2025, 1), at(2025, 4), 400n * THOUSAND, 100n * THOUSAND, 0n, 3n],
      [2n, at(2025, 1), at(2025, 5), 500n * THOUSAND, null, SPANS, 5n],
      [1n, at(2025, 1), at(2025, 6), 640n * THOUSAND, null, SPANS, 4n],
      [2n, at(2025, 1), at(2025, 6), 600n * THOUSAND, 100n * THOUSAND, 0n, 6n],
    ]);
  });

  test("a restatement of May changes June's month from the day it became known", async () => {
    await load(store, {
      "registers/firm.csv": FIRMS,
      "returns/monthly.csv": [
        "code,period,known,output",
        "A,2025-05,2025-06-15,500",
        "A,2025-06,2025-07-15,600",
        "A,2025-05,2025-08-01,540",
      ],
    });
    expect(
      await rows(
        store,
        "SELECT m_to, known_from, known_to, v_output, d_output, row_no FROM f_monthly ORDER BY m_to, known_from",
      ),
    ).toEqual([
      [at(2025, 5), day("2025-06-15"), day("2025-08-01"), 500n * THOUSAND, null, 2n],
      [at(2025, 5), day("2025-08-01"), day("9999-12-31"), 540n * THOUSAND, null, 4n],
      [at(2025, 6), day("2025-07-15"), day("2025-08-01"), 600n * THOUSAND, 100n * THOUSAND, 3n],
      [at(2025, 6), day("2025-08-01"), day("9999-12-31"), 600n * THOUSAND, 60n * THOUSAND, 3n],
    ]);
  });

  test("a May that comes later than June gives June its month only from then on", async () => {
    await load(store, {
      "registers/firm.csv": FIRMS,
      "returns/monthly.csv": [
        "code,period,known,output",
        "A,2025-05,2025-09-01,500",
        "A,2025-06,2025-07-15,600",
      ],
    });
    expect(
      await rows(
        store,
        `SELECT known_from, known_to, d_output, y_output FROM f_monthly WHERE m_to = ${at(2025, 6)} ORDER BY 1`,
      ),
    ).toEqual([
      [day("2025-07-15"), day("2025-09-01"), null, SPANS],
      [day("2025-09-01"), day("9999-12-31"), 100n * THOUSAND, 0n],
    ]);
  });

  test("January of a form without January is refused and kept", async () => {
    const result = await load(store, {
      "registers/firm.csv": FIRMS,
      "returns/monthly.csv": ["code,period,output", "A,2025-01,5"],
    });
    expect(result.diagnostics.map(brief)).toEqual([["LZ4012", 2, 2]]);
    expect(await rows(store, "SELECT row_no, text FROM refused")).toEqual([[2n, "A,2025-01,5"]]);
  });
});

describe("what senders write", () => {
  const values =
    "SELECT v_tax, x_tax, v_area, x_area, v_rnd_share, x_rnd_share FROM f_yearly ORDER BY subject";

  test("units in the head convert exactly, in either width of bracket", async () => {
    for (const [open, close] of [
      ["（", "）"],
      ["(", ")"],
    ] as const) {
      const result = await load(store, {
        "registers/firm.csv": FIRMS,
        "returns/yearly.csv": [
          `code,period,税收${open}万元${close},用地面积${open}平方米${close},研发占比`,
          "A,2024,12.34,2000,3.5",
          "B,2024,0.000100,1,3.5%",
        ],
      });
      expect(result.diagnostics).toEqual([]);
      // 12.34 万元 in 分; 2000 m² are 3 亩 in 10^-7 亩; 3.5 % in 10^-8 of a per cent
      expect(await rows(store, values)).toEqual([
        [12_340_000n, 0n, 30_000_000n, 0n, 350_000_000n, 0n],
        [100n, 0n, 15_000n, 0n, 350_000_000n, 0n],
      ]);
    }
  });

  test("full-width digits, thousands separators, none, withheld and blank", async () => {
    const result = await load(store, {
      "registers/firm.csv": FIRMS,
      "returns/yearly.csv": [
        "code,period,tax,area,rnd_share,staff",
        'A,2024,"１，２３４.５０",－,…,１２',
        "B,2024年,-12.5,***,,12.00",
      ],
    });
    expect(result.diagnostics).toEqual([]);
    const [na, withheld, blank] = (["not_applicable", "suppressed", "blank"] as const).map((r) =>
      BigInt(reasonCode(r)),
    );
    expect(await rows(store, values)).toEqual([
      [123_450n, 0n, null, na, null, withheld],
      [-1250n, 0n, null, withheld, null, blank],
    ]);
    expect(await rows(store, "SELECT v_staff FROM f_yearly ORDER BY subject")).toEqual([[12n], [12n]]);
  });

  test("cells that cannot be kept are told with row, column and what was expected; nothing is rounded", async () => {
    const result = await load(store, {
      "registers/firm.csv": FIRMS,
      "returns/yearly.csv": [
        "code,period,税收（元）,area,staff",
        "A,2024,1.005,约三亩,1234567890123456789",
        "B,2024,3%,0.00000001,2.5",
      ],
    });
    expect(result.diagnostics.map(brief)).toEqual([
      ["LZ4021", 2, 3],
      ["LZ4020", 2, 4],
      ["LZ4022", 2, 5],
      ["LZ4020", 3, 3],
      ["LZ4021", 3, 4],
      ["LZ4021", 3, 5],
    ]);
    expect(result.diagnostics[1]).toMatchObject({
      file: `${result.folder}/returns/yearly.csv`,
      message: "area 「area」 is 「约三亩」",
      hint: "expected a number in 亩; the value is kept as missing",
    });
    const [invalid, tooLong] = [BigInt(reasonCode("invalid")), BigInt(reasonCode("out_of_range"))];
    expect(await rows(store, "SELECT v_tax, x_tax, v_staff, x_staff FROM f_yearly ORDER BY subject")).toEqual(
      [
        [null, invalid, null, tooLong],
        [null, invalid, null, invalid],
      ],
    );
    expect(await rows(store, "SELECT row_no, col_no, text FROM bad_cell WHERE field = 'area'")).toEqual([
      [2n, 4n, "约三亩"],
      [3n, 4n, "0.00000001"],
    ]);
  });

  test("GB18030 and UTF-8 with a byte-order mark are recognised by content, and a blank line keeps the row numbers", async () => {
    // 甲 = BC D7, 厂 = B3 A7 in GB18030
    const gb = Buffer.concat([
      Buffer.from("code,name\nA,"),
      Buffer.from([0xbc, 0xd7, 0xb3, 0xa7]),
      Buffer.from("\n"),
    ]);
    const result = await load(store, {
      "registers/firm.csv": gb,
      "returns/yearly.csv": "\ufeffcode,period,税收（元）\r\n\r\nA,2024,1\r\nA,2023,x\r\n",
    });
    expect(await rows(store, "SELECT a_name FROM r_firm")).toEqual([["甲厂"]]);
    expect(await rows(store, "SELECT row_no, v_tax FROM f_yearly WHERE v_tax IS NOT NULL")).toEqual([
      [3n, 100n],
    ]);
    expect(result.diagnostics.map(brief)).toEqual([["LZ4020", 4, 3]]);
  });

  test("heads: unknown ones with the nearest, a unit of another kind, a column twice", async () => {
    const result = await load(store, {
      "registers/firm.csv": FIRMS,
      "returns/yearly.csv": ["code,period,税收入,用地面积（吨）,tax,税收（万元）", "A,2024,1,1,7,1"],
    });
    expect(result.diagnostics.map(brief)).toEqual([
      ["LZ4005", 1, 3],
      ["LZ4006", 1, 4],
      ["LZ4007", 1, 6],
    ]);
    expect(result.diagnostics[0]?.hint).toBe("did you mean 「税收」?");
    expect(await rows(store, "SELECT v_tax FROM f_yearly")).toEqual([[700n]]);
  });

  test("a workbook: title above the head, percentages and dates as formatted, rows as a person counts them", async () => {
    // 「某市年报」 above the head; 税收 computed as 0.1 + 0.2; 研发占比 0.035 in a cell formatted as a percentage.
    const book = await readFile(join(import.meta.dirname, "fixtures/returns/yearly.xlsx"));
    const result = await load(store, { "registers/firm.csv": FIRMS, "returns/yearly.xlsx": book });
    expect(result.diagnostics).toEqual([]);
    expect(await rows(store, "SELECT row_no, known_from, v_tax, v_rnd_share FROM f_yearly")).toEqual([
      [3n, day("2025-03-01"), 30n, 350_000_000n],
    ]);
    expect(await rows(store, "SELECT sheet, received FROM submission WHERE form = 'yearly'")).toEqual([
      ["年报", day("2025-03-01")],
    ]);
    expect(await rows(store, "SELECT head, col_no, unit FROM submission_column WHERE field = 'tax'")).toEqual(
      [["税收（元）", 4n, "元"]],
    );
  });

  test("Parquet columns that are decimals already stay exact", async () => {
    const folder = await mkdtemp(join(tmpdir(), "parquet-"));
    const file = join(folder, "yearly.parquet");
    await store.execute(
      `COPY (SELECT 'A' AS code, 2024 AS period, 12.34::DECIMAL(18,2) AS "税收（万元）", 1e3::DOUBLE AS staff) TO '${file}' (FORMAT parquet)`,
    );
    const result = await load(store, {
      "registers/firm.csv": FIRMS,
      "returns/yearly.parquet": await readFile(file),
    });
    await rm(folder, { recursive: true });
    expect(result.diagnostics).toEqual([]);
    expect(await rows(store, "SELECT v_tax, v_staff, row_no FROM f_yearly")).toEqual([
      [12_340_000n, 1000n, 1n],
    ]);
  });
});

describe("subjects", () => {
  test("unknown subjects and duplicated rows are told and kept apart", async () => {
    const result = await load(store, {
      "registers/firm.csv": FIRMS,
      "returns/yearly.csv": ["code,period,tax", "A,2024,1", "C,2024,2", "A,2024,3"],
    });
    expect(result.diagnostics.map(brief)).toEqual([
      ["LZ4011", 3, 1],
      ["LZ4014", 4, 2],
    ]);
    expect(await rows(store, "SELECT v_tax FROM f_yearly")).toEqual([[100n]]);
    expect(await rows(store, "SELECT row_no, text FROM refused")).toEqual([
      [3n, "C,2024,2"],
      [4n, "A,2024,3"],
    ]);
  });

  test("both check characters of a unified social credit code are tested; full-width ones are folded", async () => {
    // An example code made for the check digits: 91 350100 M000100Y4 3 is the standard's own sample.
    const result = await load(store, {
      "registers/legal.csv": [
        "统一社会信用代码,名称",
        "９１３５０１００M000100Y43,甲",
        "91350100M000100Y44,乙",
        "91350100M00010,丙",
      ],
    });
    expect(result.diagnostics.map(brief)).toEqual([
      ["LZ4010", 3, 1],
      ["LZ4010", 4, 1],
    ]);
    expect(await rows(store, "SELECT code FROM s_legal")).toEqual([["91350100M000100Y43"]]);
  });

  test("attributes are spells; a code outside the classification leaves the attribute empty", async () => {
    const result = await load(store, {
      "registers/firm.csv": [
        "code,县区,规模以上,成立日期,用地面积（平方米）,since,until",
        "A,东坡区,是,2010-01-02,2000,,2024-07",
        "A,pengshan,否,2010/1/2,,2024-07,",
        "A,dongpo,1,,,2025-01,",
        "B,东坡去,也许,,,,",
      ],
    });
    expect(result.diagnostics.map(brief)).toEqual([
      ["LZ4032", 4, 1],
      ["LZ4030", 5, 2],
      ["LZ4031", 5, 3],
    ]);
    expect(result.diagnostics[1]?.hint).toBe("did you mean 「东坡区」?");
    expect(
      await rows(
        store,
        "SELECT subject, m_since, m_until, a_county, a_designated, a_founded, a_land FROM r_firm",
      ),
    ).toEqual([
      [1n, 0n, at(2024, 7), "dongpo", true, "2010-01-02", 30_000_000n],
      [1n, at(2024, 7), at(9999, 12), "pengshan", false, "2010-01-02", null],
      [2n, 0n, at(9999, 12), null, null, null, null],
    ]);
  });

  test("regions stand in the definitions; every table is there even when no file is", async () => {
    const result = await load(store, {});
    expect(result.diagnostics).toEqual([]);
    expect(
      await rows(store, "SELECT s.code, r.a_name FROM r_region r JOIN s_region s USING (subject)"),
    ).toEqual([
      ["510000", "测试省"],
      ["511400", "测试市"],
    ]);
    expect(await rows(store, "SELECT count(*) FROM f_monthly")).toEqual([[0n]]);
    expect(await rows(store, "SELECT code, idx, zh FROM c_county")).toEqual([
      ["dongpo", 0n, "东坡区"],
      ["pengshan", 1n, "彭山区"],
    ]);
  });

  test("shares left out are equal parts that add up to one; two primaries are an error", async () => {
    const result = await load(store, {
      "registers/firm.csv": FIRMS,
      "registers/chain_shares.csv": ["code,member_of,share", "A,锂电,", "A,solar,", "A,food,", "B,food,100%"],
      "registers/chain_primary.csv": ["code,member_of,primary", "A,锂电,1", "A,solar,1", "B,food,"],
    });
    expect(await rows(store, "SELECT subject, code, share FROM m_chain_shares")).toEqual([
      [1n, "food", 3334n],
      [1n, "lithium", 3333n],
      [1n, "solar", 3333n],
      [2n, "food", 10_000n],
    ]);
    expect(result.diagnostics.map((d) => d.code)).toEqual(["LZ4040"]);
    expect(await rows(store, "SELECT is_primary FROM m_chain_primary WHERE subject = 2")).toEqual([[true]]);
  });
});

describe("published figures", () => {
  test("a later release replaces only the fields it holds; carried cells keep their origin", async () => {
    const result = await load(store, {
      "returns/published.csv": [
        "code,period,known,version,gdp,growth",
        "511400,2024,2025-01-25,快报,1700.5,5.1",
        "511400,2024,2025-11-10,最终,1712.25,",
      ],
    });
    expect(result.diagnostics).toEqual([]);
    expect(
      await rows(store, "SELECT known_from, known_to, v_gdp, v_growth, row_no FROM f_published"),
    ).toEqual([
      [day("2025-01-25"), day("2025-11-10"), 17_005_000_000_000n, 510_000_000n, 2n],
      [day("2025-11-10"), day("9999-12-31"), 17_122_500_000_000n, 510_000_000n, 3n],
    ]);
    expect(
      await rows(
        store,
        "SELECT o.field, o.known_from, o.row_no, s.version FROM cell_origin o JOIN submission s ON s.id = o.submission",
      ),
    ).toEqual([["growth", day("2025-11-10"), 2n, "快报"]]);
  });
});

describe("canonical", () => {
  const CONTENT = `SELECT * EXCLUDE (submission, row_no) FROM f_monthly`;

  test("the order of rows and the split into files change nothing", async () => {
    const cells = fc.uniqueArray(
      fc.record({
        firm: fc.constantFrom("A", "B", "C"),
        month: fc.integer({ min: 2, max: 6 }),
        known: fc.integer({ min: 1, max: 9 }),
        output: fc.option(fc.integer({ min: 0, max: 999 }), { nil: null }),
      }),
      { selector: (c) => `${c.firm} ${c.month} ${c.known}`, minLength: 1, maxLength: 25 },
    );
    const shuffled = cells.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }), fc.nat(list.length)),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([list, other, cut]) => {
        const line = (c: (typeof list)[number]): string =>
          `${c.firm},2025-${c.month},2025-0${c.known}-10,${c.output ?? ""}`;
        const head = "code,period,known,output";
        const registers = { "registers/firm.csv": [...FIRMS, "C,丙厂,,"] };
        await load(store, { ...registers, "returns/monthly.csv": [head, ...list.map(line)] });
        const one = await rows(store, CONTENT);
        await load(store, {
          ...registers,
          "returns/monthly.1.csv": [head, ...other.slice(0, cut).map(line)],
          "returns/monthly.2.csv": [head, ...other.slice(cut).map(line)],
        });
        expect(await rows(store, CONTENT)).toEqual(one);
      }),
      { numRuns: 10 },
    );
  });

  test("knowledge intervals of one subject and period never overlap, and the months follow what was known", async () => {
    const cell = fc.record({
      month: fc.integer({ min: 2, max: 5 }),
      known: fc.integer({ min: 1, max: 9 }),
      output: fc.integer({ min: 0, max: 999 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(cell, { selector: (c) => `${c.month} ${c.known}`, minLength: 1, maxLength: 12 }),
        async (list) => {
          await load(store, {
            "registers/firm.csv": FIRMS,
            "returns/monthly.csv": [
              "code,period,known,output",
              ...list.map((c) => `A,2025-${c.month},2025-0${c.known}-10,${c.output}`),
            ],
          });
          for (const known of [1, 4, 9]) {
            const cumulative = (m: number): number | null =>
              list.filter((c) => c.month === m && c.known <= known).toSorted((a, b) => b.known - a.known)[0]
                ?.output ?? null;
            const today = day(`2025-0${known}-10`);
            const found = await rows(
              store,
              `SELECT m_to, v_output, d_output FROM f_monthly WHERE known_from <= ${today} AND known_to > ${today} ORDER BY m_to`,
            );
            const expected = [2, 3, 4, 5].flatMap((m) => {
              const [c, before] = [cumulative(m), cumulative(m - 1)];
              return c === null
                ? []
                : [
                    [
                      at(2025, m),
                      BigInt(c) * THOUSAND,
                      before === null ? null : BigInt(c - before) * THOUSAND,
                    ],
                  ];
            });
            expect(found).toEqual(expected);
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  test("loading again gives the same tables and the next commit number", async () => {
    const files = { "registers/firm.csv": FIRMS, "returns/yearly.csv": ["code,period,tax", "A,2024,1"] };
    const first = await load(store, files);
    const second = await load(store, files);
    expect(second.tables).toEqual(first.tables);
    expect(second.commit).toBe(first.commit + 1);
  });
});
