/** `entitle` beside the ledger of what was entered and paid: caps of the year, differences, and the order of a short fund. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "./index.ts";
import { keptTerminal } from "./testing/terminal.ts";

const CLAIMS = "tests/fixtures/claims";
// C1 C2: paid in the first quarter; C3: all of the year; C4: paid to a firm that is not due; C5: more than is granted; C6: half;
// C7: the period cannot be read
const LEDGER = `code,claim_item,claim_year,claim_enterprise,claim_granted,claim_paid,since
C1,wages,2024Q1,near,20000,20000,2024-04
C2,wages,2024Q1,full,30000,30000,2024-04
C3,growth,2024,first,100000,100000,2025-01
C4,growth,2024,none,100000,100000,2025-01
C5,growth,2024,second,100000,100000,2025-01
C6,wages,2024Q2,plain,15000,7500,2024-07
C7,wages,去年二季度,plain,15000,7500,2024-07
`;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lianzhang-ledger-"));
  mkdirSync(join(folder, "registers"));
  mkdirSync(join(folder, "returns"));
  const firms = ["near", "full", "plain", "first", "second", "third", "none"];
  writeFileSync(
    join(folder, "registers/firm.csv"),
    ["code,name,since", ...firms.map((f) => `${f},演示·${f},2020-01`)].join("\n"),
  );
  writeFileSync(join(folder, "registers/incentive_claim.csv"), LEDGER);
  const quarter = (f: string, wages: number): string => `${f},2024Q2,${wages}`;
  writeFileSync(
    join(folder, "returns/quarterly.csv"),
    ["code,period,wages（万元）", quarter("near", 20), quarter("full", 20), quarter("plain", 15)].join("\n"),
  );
  writeFileSync(
    join(folder, "returns/yearly.csv"),
    "code,period,tax（万元）\nfirst,2024,900\nsecond,2024,500\nthird,2024,200\nnone,2024,1\n",
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function lines(...more: string[]): Promise<string[]> {
  const terminal = keptTerminal();
  expect(await run(["entitle", CLAIMS, "--data", folder, ...more], terminal)).toBe(0);
  return terminal.lines.map((l) => l.replaceAll(/ +/g, " ").trimEnd());
}
const of = (all: readonly string[], firm: string): string | undefined =>
  all.find((l) => l.includes(` ${firm} `));

test("what was paid in the first quarter leaves less of the year's cap in the second", async () => {
  const out = await lines("--period", "2024Q2");
  expect(of(out, "near")).toBe("wages near 演示·near 20000 10000 — 10000 本年已付达年度上限");
  expect(of(out, "full")).toBe("wages full 演示·full 20000 0 — 0 本年已付达年度上限");
  expect(of(out, "plain")).toBe("wages plain 演示·plain 15000 15000 7500 7500");
});

test("a record whose period cannot be read counts nowhere and is told", async () => {
  const out = await lines("--period", "2024Q2");
  expect(out.at(-1)).toContain("LZ5030");
  expect(out.at(-1)).toContain("台账记录 C7 的 claim_year 为「去年二季度」");
});

test("the order of a fund that does not reach is told; the ledger's differences are listed", async () => {
  const out = await lines("--period", "2024");
  expect(of(out, "first")).toBe("growth first 演示·first 100000 100000 100000 0 资金排序第1(共3)");
  expect(of(out, "second")).toBe(
    "growth second 演示·second 100000 50000 100000 -50000 资金不足;资金排序第2(共3);台账多付",
  );
  expect(of(out, "third")).toBe("growth third 演示·third 100000 0 — 0 资金不足;资金排序第3(共3)");
  expect(of(out, "none")).toBe("growth none 演示·none 0 0 100000 -100000 台账已付而不应兑");
});

test("--json says the same, and the ledger stands as it was given", async () => {
  const document: unknown = JSON.parse((await lines("--period", "2024", "--json")).join("\n"));
  expect(document).toMatchObject({
    claims: expect.arrayContaining([
      expect.objectContaining({
        subject: "second",
        place: "2",
        place_of: "3",
        booked: "100000",
        difference: "paid_more",
      }),
      expect.objectContaining({ subject: "third", booked: null, difference: null }),
    ]),
    diagnostics: [expect.objectContaining({ code: "LZ5030" })],
  });
  expect(readFileSync(join(folder, "registers/incentive_claim.csv"), "utf8")).toBe(LEDGER);
});
