/** What a file added to the valid folder makes of functions, links between registers, and parameters by date. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadDecision } from "../load.ts";
import type { LoadResult } from "../load.ts";

const valid = fileURLToPath(new URL("../../../../tests/fixtures/definitions/valid", import.meta.url));

async function added(text: string): Promise<LoadResult> {
  const folder = await mkdtemp(join(tmpdir(), "functions-"));
  try {
    await cp(valid, folder, { recursive: true });
    await writeFile(join(folder, "more.yaml"), text);
    return await loadDecision(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const LINKED = `
registers:
  patent:
    label: { zh: 专利, en: Patents }
    identity: code
    complete: true
    holder: bureau
    basis: 名录
    uses: [analysis, evaluation]
    attributes:
      owner: { label: { zh: 专利权人, en: Owner }, type: subject enterprise }
      granted: { label: { zh: 授权日, en: Granted }, type: date }
      fee: { label: { zh: 年费, en: Fee }, type: number, unit: 元 }
parameters:
  rebate:
    label: { zh: 返还比例, en: Rebate }
    unit: "%"
    by: date
    values: [{ since: 2020-01-01, value: 50, source: 办法 }]
functions:
  per_head:
    label: { zh: 户均, en: Per firm }
    takes: [x]
    formula: sum(x where set) / count(enterprise where set)
indicators:
  patents:
    label: { zh: 专利数, en: Patents held }
    of: enterprise
    unit: 件
    formula: count(patent where granted >= 2020-01-01)
  rebates:
    label: { zh: 年费返还, en: Fees paid back }
    unit: 元
    formula: sum(fee * (rebate on granted))
  patents_per_firm:
    label: { zh: 户均专利数, en: Patents a firm }
    unit: 件/户
    formula: per_head(patents where designated_size)
`;

test("a folder's own function, a linked register and a parameter by date", async () => {
  const { model, diagnostics } = await added(LINKED);
  expect(diagnostics).toEqual([]);
  const patents = model?.indicators.get("patents");
  expect(patents?.body).toMatchObject({
    op: "gather",
    link: { register: "patent", attribute: "owner", target: "enterprise" },
    complete: true,
  });
  expect(patents?.touches).toEqual(["patent.granted", "patent.owner"]);
  expect(model?.indicators.get("rebates")?.touches).toEqual(["patent.fee", "patent.granted"]);
});

test("a misspelt function of the folder is named", async () => {
  const { diagnostics } = await added(LINKED.replace("formula: per_head(", "formula: per_hed("));
  expect(diagnostics.map((d) => [d.code, d.hint])).toEqual([["LZ1013", "did you mean per_head?"]]);
});

test.each([
  ["a name the language has", "per_head:", "growth:", "LZ2007"],
  ["a link to no register", "subject enterprise", "subject enterprises", "LZ2009"],
  ["a formula that cannot be read", "sum(x where set) /", "sum(x where set) / *", "LZ1004"],
  ["a parameter without its date", "(rebate on granted)", "rebate", "LZ1085"],
])("%s is a mistake", async (_what, from, to, code) => {
  const { diagnostics } = await added(LINKED.replace(from, to));
  expect(diagnostics.map((d) => d.code)).toContain(code);
});
