/** 运行分析 and 工作专报: the month of the city, or of one chain. */
import type {
  Contribution,
  Contributions,
  DocumentData,
  DocumentFigure,
  DocumentList,
  DocumentRow,
} from "@lianzhang/report";
import { difference, drafted, draftTexts, PACE_WORDS } from "@lianzhang/report";
import type { Group } from "@lianzhang/formula";
import { periodOf } from "../operation/desk.ts";
import { monthBefore } from "../operation/firms.ts";
import { DOCUMENTS, INDICATORS } from "../operation/names.ts";
import { chainKey } from "../output-indicator.ts";
import type { Facts, FirmLine } from "./facts.ts";
import { monthWords, upTo, upToWords } from "./facts.ts";
import { pacesOf } from "./paces.ts";
import { listOf, missing, rowOf, written } from "./parts.ts";
import type { Reason } from "./reasons.ts";

/** Firms named in a table, and in a sentence. */
const TABLE = 5;
const NAMED = 3;
/** Reasons quoted at the end of a document. */
const QUOTED = 10;

async function indicatorRows(facts: Facts, what: string, group: Group): Promise<DocumentRow[]> {
  const main = await facts.measured(what, group);
  const growth = await facts.growth(group);
  const before = difference(growth, main.before?.growth ?? null, "百分点");
  const row = (
    key: string,
    name: string,
    level: DocumentFigure,
    rise: DocumentFigure,
    moved: DocumentFigure,
  ) => rowOf(key, { 名称: name, 单位: level.unit }, { 本期: level, 增速: rise, 增速变动: moved });
  const monthly = row(
    "output",
    `${what}（当月）`,
    main.level,
    growth,
    before ?? missing(growth, "百分点", "没有可比的增速"),
  );
  if (group.length > 0) return [monthly];
  const [earlier, sofar] = [monthBefore(facts.month), await facts.cumulative()];
  const power = await facts.electricity();
  const powerGrowth = await facts.electricityGrowth();
  const official = await facts.official();
  const span = upToWords(facts.month).replace(/^\d+年/u, "");
  const rows = [
    monthly,
    row(
      "cumulative",
      `${what}（${span}）`,
      sofar.level,
      sofar.growth,
      await facts.moved(sofar.growth, facts.growthId, upTo(earlier)),
    ),
    row(
      "electricity",
      "工业用电量（当月）",
      power,
      powerGrowth,
      await facts.moved(powerGrowth, DOCUMENTS.electricityGrowth, periodOf(earlier)),
    ),
  ];
  if (official === null) return rows;
  const level = missing(official.growth, official.growth.unit, "统计部门只反馈增速");
  const moved = await facts.moved(official.growth, INDICATORS.official, upTo(earlier));
  return [...rows, row("official", `${official.name}（${span}）`, level, official.growth, moved)];
}

const indicatorList = (rows: readonly DocumentRow[]): DocumentList =>
  listOf(rows, ["本期", "增速", "增速变动"], ["名称", "单位"]);

const CITY = "全市规模以上工业总产值增速";

const contributions = (view: string, items: readonly Contribution[], whole = CITY): Contributions => ({
  view,
  whole,
  most: NAMED,
  items,
});

/** What people said of each firm, for the column beside it. */
const saidOf = (reasons: readonly Reason[], code: string): string =>
  reasons.flatMap((r) => (r.firm === code ? [r.text] : [])).join("；");

const firmRow =
  (reasons: readonly Reason[]) =>
  (firm: FirmLine): DocumentRow =>
    rowOf(
      firm.code,
      { 名称: firm.name, 原因: saidOf(reasons, firm.code) },
      { 产值: firm.output, 增速: firm.growth, 拉动: firm.pull },
    );

export const firmList = (firms: readonly FirmLine[], reasons: readonly Reason[]): DocumentList =>
  listOf(firms.map(firmRow(reasons)), ["产值", "增速", "拉动"], ["名称", "原因"]);

const firmSentence = (firms: readonly FirmLine[], whole = CITY): Contributions =>
  contributions(
    "从企业看",
    firms.map((f) => ({ name: f.name, points: f.pull })),
    whole,
  );

type Parts = Awaited<ReturnType<Facts["parts"]>>;
const partList = (parts: Parts): DocumentList =>
  listOf(
    parts.map((p) => rowOf(p.code, { 名称: p.name }, { 产值: p.level, 增速: p.growth, 拉动: p.points })),
    ["产值", "增速", "拉动"],
    ["名称"],
  );

export async function analysisData(
  facts: Facts,
  reasons: readonly Reason[],
  texts: Readonly<Record<string, string>>,
): Promise<DocumentData> {
  const measured = await facts.measured("全市规模以上工业总产值", []);
  const key = chainKey(facts.context.model);
  const industries = key === null ? [] : await facts.parts(key);
  const counties = await facts.parts("county");
  const firms = await facts.firms();
  const paces = await pacesOf(facts);
  const power = await facts.electricity();
  const powerGrowth = await facts.electricityGrowth();
  const up = firms.filter((f) => f.size > 0n).slice(0, TABLE);
  const down = firms
    .filter((f) => f.size < 0n)
    .slice(-TABLE)
    .toReversed();
  return {
    figures: {
      规模以上工业总产值: measured.level,
      规模以上工业总产值增速: await facts.growth([]),
      工业用电量: power,
      工业用电量增速: powerGrowth,
      报送率: facts.reported(),
    },
    texts: {
      ...written(texts),
      ...draftTexts({
        period: monthWords(facts.month),
        measured: [
          measured,
          {
            name: "工业用电量",
            verb: "达到",
            level: power,
            growth: powerGrowth.value === null ? null : powerGrowth,
            before: null,
            beside: [],
            series: [],
          },
        ],
        industries: contributions("从产业看", industries),
        counties: contributions("从县（区）看", counties),
        firms: firmSentence(firms),
        paces,
        reasons: reasons.slice(0, QUOTED),
      }),
    },
    lists: {
      主要指标: indicatorList(await indicatorRows(facts, "规模以上工业总产值", [])),
      产业情况: partList(industries),
      县区情况: partList(counties),
      拉动前五: firmList(up, reasons),
      下拉前五: firmList(down, reasons),
      目标情况: listOf(
        paces.map((p) =>
          rowOf(
            p.id,
            { 名称: p.name, 期限: p.by, 进度: PACE_WORDS[p.status] },
            {
              目标: p.bound,
              现状: p.now,
              应达: p.expected ?? missing(p.bound, p.bound.unit, "没有进度路径"),
            },
          ),
        ),
        ["目标", "现状", "应达"],
        ["名称", "期限", "进度"],
      ),
    },
  };
}

/** Of the whole city, or of the chain with this code and name. */
export async function specialData(
  facts: Facts,
  reasons: readonly Reason[],
  texts: Readonly<Record<string, string>>,
  chain: { readonly code: string; readonly name: string; readonly target: string | null } | null,
): Promise<DocumentData> {
  const group = chain === null ? [] : facts.chainGroup(chain.code);
  const what = chain === null ? "规模以上工业总产值" : `${chain.name}产业总产值`;
  const firms = await facts.firms(chain?.code ?? null);
  const all = await pacesOf(facts);
  const paces = chain === null ? all : all.filter((p) => p.id === chain.target);
  const own = new Set(firms.map((f) => f.code));
  const about = (r: Reason): boolean =>
    chain === null || r.chain === chain.code || (r.firm !== null && own.has(r.firm));
  return {
    figures: {},
    texts: {
      ...written({ ...texts, 专题: chain === null ? "全市工业运行" : `${chain.name}产业运行` }),
      ...draftTexts({
        period: monthWords(facts.month),
        measured: [await facts.measured(chain === null ? `全市${what}` : what, group)],
        industries: null,
        counties: null,
        firms: firmSentence(firms, chain === null ? CITY : `${what}增速`),
        paces,
        reasons: reasons.filter(about).slice(0, QUOTED),
      }),
      产业分析: drafted(),
      县区分析: drafted(),
    },
    lists: { 主要指标: indicatorList(await indicatorRows(facts, what, group)) },
  };
}
