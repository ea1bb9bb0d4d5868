/** A tiny city for the tests: firms, one list, one monthly form, one yearly form, published figures. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Attribute, Code, Field, FieldKind, Form, Model } from "@lianzhang/definitions";
import type { NumberType } from "@lianzhang/formula";
import type { Place, SqlRunner, SqlValue } from "@lianzhang/kernel";
import { isExactDimension, unit } from "@lianzhang/kernel";
import type { LoadOptions, LoadResult } from "@lianzhang/returns";
import { loadData } from "@lianzhang/returns";

const place: Place = { file: "test.yaml", line: 1, column: 1 };
const clearance = { holder: "statistics", basis: "test", uses: ["analysis"], expires: null } as const;
const label = (zh: string, en: string): { zh: string; en: string } => ({ zh, en });

const numberType = (subject: string, unitText: string, as: FieldKind): NumberType => {
  const u = unit(unitText);
  return {
    kind: "number",
    subject,
    grain: "row",
    time:
      as === "stock"
        ? { kind: "stock" }
        : as === "mean"
          ? { kind: "mean" }
          : { kind: "flow", every: "month" },
    unit: u,
    price: null,
    numeric: isExactDimension(u.dimension) ? "exact" : "ratio",
    share: false,
  };
};

export const field = (id: string, zh: string, unitText: string, as: FieldKind): [string, Field] => [
  id,
  {
    ...clearance,
    id,
    label: label(zh, id),
    unit: unit(unitText),
    as,
    required: false,
    also: [],
    signed: false,
    price: null,
    samePeriodOf: null,
    sameAs: null,
    codes: [],
    type: numberType("firm", unitText, as),
  },
];

export const form = (
  id: string,
  every: Form["every"],
  fields: [string, Field][],
  more: Partial<Form> = {},
): [string, Form] => [
  id,
  {
    id,
    label: label(id, id),
    like: null,
    subject: "firm",
    input: "survey",
    every,
    months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    expected: null,
    expectedText: null,
    restates: "rows",
    fields: new Map(fields),
    checks: [],
    survey: null,
    window: null,
    consent: null,
    matchedBy: ["code"],
    releases: [],
    place,
    ...more,
  },
];

const attribute = (id: string, zh: string, type: Attribute["type"]): [string, Attribute] => [
  id,
  { ...clearance, id, label: label(zh, id), type, required: false },
];

const code = (c: string, zh: string): Code => ({
  code: c,
  id: c,
  label: label(zh, c),
  parent: null,
  also: [],
});

export const model: Model = {
  id: "test-city",
  title: label("测试", "Test"),
  platform: label("测试", "Test"),
  city: { code: "511400", name: label("测试市", "Test") },
  issued: "2023-07-14",
  key: "test",
  holders: new Map(),
  clauses: new Map(),
  classifications: new Map([
    [
      "county",
      {
        id: "county",
        label: label("区县", "County"),
        edition: "2023",
        source: "test",
        codes: [code("dongpo", "东坡区"), code("pengshan", "彭山区")],
      },
    ],
    [
      "chain",
      {
        id: "chain",
        label: label("产业链", "Chain"),
        edition: "2023",
        source: "test",
        codes: [code("lithium", "锂电"), code("solar", "晶硅光伏"), code("food", "食品")],
      },
    ],
  ]),
  registers: new Map([
    [
      "firm",
      {
        id: "firm",
        label: label("企业", "Firm"),
        identity: "code",
        fixed: null,
        complete: true,
        attributes: new Map([
          attribute("name", "企业名称", { kind: "text" }),
          attribute("county", "县区", { kind: "code", classification: "county" }),
          attribute("designated", "规模以上", { kind: "boolean" }),
          attribute("founded", "成立日期", { kind: "date" }),
          attribute("land", "用地面积", { kind: "number", type: numberType("firm", "亩", "stock") }),
        ]),
      },
    ],
    [
      "legal",
      {
        id: "legal",
        label: label("法人", "Legal person"),
        identity: "uscc",
        fixed: null,
        complete: true,
        attributes: new Map([attribute("name", "名称", { kind: "text" })]),
      },
    ],
    [
      "region",
      {
        id: "region",
        label: label("地区", "Region"),
        identity: "code",
        fixed: new Map([
          ["511400", label("测试市", "City")],
          ["510000", label("测试省", "Province")],
        ]),
        complete: true,
        attributes: new Map([attribute("name", "名称", { kind: "text" })]),
      },
    ],
  ]),
  memberships: new Map([
    [
      "chain_shares",
      {
        ...clearance,
        name: "chain_shares",
        id: "chain_shares",
        label: label("名录", "List"),
        register: "firm",
        classification: "chain",
        count: "share",
        primaryAs: null,
        signedBy: [],
        entries: null,
      },
    ],
    [
      "chain_primary",
      {
        ...clearance,
        name: "chain_primary",
        id: "chain_primary",
        label: label("主链", "Primary"),
        register: "firm",
        classification: "chain",
        count: "primary",
        primaryAs: "primary_chain",
        signedBy: [],
        entries: null,
      },
    ],
  ]),
  forms: new Map([
    form(
      "monthly",
      "month",
      [field("output", "工业总产值", "千元", "cumulative"), field("stock", "存货", "千元", "stock")],
      { months: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
    ),
    form("yearly", "year", [
      field("tax", "税收", "元", "flow"),
      field("area", "用地面积", "亩", "stock"),
      field("rnd_share", "研发占比", "%", "mean"),
      field("staff", "从业人数", "人", "stock"),
    ]),
    form(
      "published",
      "any",
      [field("gdp", "地区生产总值", "亿元", "flow"), field("growth", "增速", "%", "mean")],
      { subject: "region", restates: "fields" },
    ),
  ]),
  parameters: new Map(),
  assignments: new Map(),
  indicators: new Map(),
  targets: new Map(),
  evaluations: new Map(),
  entitlements: new Map(),
  sentences: new Map(),
  functions: new Map(),
  undefinedWords: new Map(),
  calendars: new Map(),
  roles: new Map(),
  procedures: new Map(),
  policy: null,
  chains: new Map(),
  carriers: [],
  partitions: new Map(),
};

export type Files = Readonly<Record<string, string | readonly string[] | Uint8Array>>;

/** Loads a folder made of texts (arrays are lines); rows without `known` became known on day 20000. */
export async function load(
  runner: SqlRunner,
  files: Files,
  options: LoadOptions = { received: 20_000 },
): Promise<LoadResult & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "returns-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(
        join(folder, name),
        typeof content === "string" || content instanceof Uint8Array ? content : content.join("\n"),
      );
    }
    return { ...(await loadData(model, runner, [folder], options)), folder };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const rows = async (runner: SqlRunner, sql: string): Promise<readonly (readonly SqlValue[])[]> =>
  (await runner.query(sql)).rows;
