/** GET /api/operation/after: what came of what was expected, and the reasons people give for the difference. */
import type { AfterAnswer, AfterRow, ChangeOutcome, DifferenceBody } from "@lianzhang/contract";
import type { Label, Month } from "@lianzhang/kernel";
import { formatMonth, month as monthOf, quotient, rational, yearOf } from "@lianzhang/kernel";
import type { ListedRecord } from "@lianzhang/work";
import { figuresIn, present } from "../asked.ts";
import type { Asked, Context } from "../context.ts";
import { badQuery, noFirm, notFound } from "../errors.ts";
import { chainKey } from "../output-indicator.ts";
import { changeValue, figureValue, typeOf } from "../present.ts";
import type { OperationDesk } from "./desk.ts";
import { keptMonth, textIn } from "./desk.ts";
import { firmFigure, firmsIn } from "./firms.ts";
import type { OperationAsked } from "./head.ts";
import { askedOf, codesOf, groupOf, WHOLE } from "./head.ts";
import { enter, ofMonth } from "./kept.ts";
import { FIRM, INDICATORS } from "./names.ts";
import { MonthFigures, signedRun } from "./signed.ts";

/** Firms listed. */
const FIRMS = 20;

const size = (v: bigint): bigint => (v < 0n ? -v : v);

interface Difference {
  readonly difference: AfterRow["difference"];
  readonly share: AfterRow["share"];
}

/** Actual less expected, and in per cent of the actual; nothing where one of them is missing. */
function differenceOf(context: Context, expected: bigint | null, actual: bigint | null): Difference {
  const indicator = context.model.indicators.get(INDICATORS.actual);
  if (indicator === undefined) throw notFound({ zh: "指标", en: "indicator" }, INDICATORS.actual, null);
  const both = expected === null || actual === null ? null : actual - expected;
  const share =
    both === null || actual === null || actual <= 0n ? null : quotient(both, actual, rational(100n));
  return {
    difference: figureValue(both, typeOf(indicator)),
    share: changeValue(share, false, both === null ? "incomplete" : "base_not_positive"),
  };
}

/** Reasons by what they are about: a firm, a county, a chain, or the whole city. */
class Reasons {
  readonly #records: readonly ListedRecord[];
  constructor(records: readonly ListedRecord[]) {
    this.#records = records;
  }
  of(about: {
    readonly firm?: string;
    readonly county?: string;
    readonly chain?: string;
  }): AfterRow["reasons"] {
    const fits = ({ values }: ListedRecord): boolean => {
      const firm = textIn(values, "differs_enterprise");
      if (about.firm !== undefined) return firm === about.firm;
      if (firm !== null) return false;
      const [county, chain] = [textIn(values, "differs_county"), textIn(values, "differs_chain")];
      if (about.county !== undefined) return county === about.county;
      if (about.chain !== undefined) return chain === about.chain && county === null;
      return county === null && chain === null;
    };
    return this.#records
      .filter(fits)
      .map(({ values }) => ({ text: textIn(values, "differs_why") ?? "", by: textIn(values, "differs_by") }));
  }
}

function rowsOf(context: Context, figures: MonthFigures, reasons: Reasons) {
  const row = (key: string | null, code: string, label: Label, said: AfterRow["reasons"]): AfterRow => {
    const group = key === null ? [] : groupOf(context, key, code);
    return {
      key,
      code,
      label,
      expected: figures.cell(INDICATORS.expected, group),
      actual: figures.cell(INDICATORS.actual, group),
      ...differenceOf(
        context,
        figures.value(INDICATORS.expected, group),
        figures.value(INDICATORS.actual, group),
      ),
      reasons: said,
    };
  };
  return {
    whole: row(null, "", WHOLE, reasons.of({})),
    of: (key: string): readonly AfterRow[] =>
      codesOf(context, figures, INDICATORS.expected, key).map(({ code, label }) =>
        row(key, code, label, reasons.of(key === "county" ? { county: code } : { chain: code })),
      ),
  };
}

/** Firms whose figure differs most from what they expected; they are no part of the signed run. */
async function firmRows(
  context: Context,
  month: Month,
  frame: Asked,
  reasons: Reasons,
): Promise<readonly AfterRow[]> {
  if (!context.model.indicators.has(FIRM.actual)) return [];
  const actual = new Map(
    (await context.figures(frame, [FIRM.actual], [[]])).flatMap((f): [string, bigint][] =>
      f.subject === null || f.value === null ? [] : [[f.subject, f.value]],
    ),
  );
  const differing = (await firmsIn(context, month, frame)).flatMap((firm) => {
    const came = actual.get(firm.code);
    return firm.expected === null || came === undefined
      ? []
      : [{ firm, came, expected: firm.expected, by: size(came - firm.expected) }];
  });
  return differing
    .toSorted((a, b) => (a.by > b.by ? -1 : a.by < b.by ? 1 : a.firm.code < b.firm.code ? -1 : 1))
    .slice(0, FIRMS)
    .flatMap(({ firm, came, expected }): AfterRow[] => {
      const [was, is] = [
        firmFigure(context, FIRM.expected, month, firm, expected),
        firmFigure(context, FIRM.actual, month, firm, came),
      ];
      if (was === null || is === null) return [];
      return [
        {
          key: "enterprise",
          code: firm.code,
          label: { zh: firm.name, en: firm.name },
          expected: { figure: was, now: null },
          actual: { figure: is, now: null },
          ...differenceOf(context, expected, came),
          reasons: reasons.of({ firm: firm.code }),
        },
      ];
    });
}

/** The aggregate that the statistics bureau feeds back, for the year to date. */
async function officialOf(context: Context, month: Month, frame: Asked): Promise<AfterAnswer["official"]> {
  const indicator = context.model.indicators.get(INDICATORS.official);
  if (indicator === undefined) return null;
  const asked = { ...frame, period: { from: monthOf(yearOf(month), 1), to: month }, scope: [] };
  return present(context, asked, indicator, (await figuresIn(context, asked, [indicator])).get(indicator.id));
}

export async function after(
  context: Context,
  desk: OperationDesk,
  asked: OperationAsked,
): Promise<AfterAnswer> {
  const { month, frame } = await askedOf(context, asked);
  const run = await signedRun(desk, await keptMonth(desk, month));
  const figures = await MonthFigures.of(context, frame, run);
  const reasons = new Reasons(await ofMonth(desk, "reason", "differs_month", month));
  const rows = rowsOf(context, figures, reasons);
  const chain = chainKey(context.model);
  return {
    month: formatMonth(month),
    whole: rows.whole,
    counties: rows.of("county"),
    chains: chain === null ? [] : rows.of(chain),
    firms: await firmRows(context, month, frame, reasons),
    official: await officialOf(context, month, frame),
  };
}

/** POST /api/operation/:month/reasons: about a firm, a county, a chain, or the whole city. */
export async function addReason(
  desk: OperationDesk,
  month: Month,
  asked: DifferenceBody,
): Promise<ChangeOutcome> {
  const named = [asked.enterprise, asked.county, asked.chain].filter((c) => c !== null);
  if (named.length > 1)
    throw badQuery(
      { zh: "一条原因只说明一个对象", en: "a reason is about one thing" },
      { zh: "分别填写", en: "write them one by one" },
    );
  const firm =
    asked.enterprise === null ? null : await desk.registers.find("enterprise", { code: asked.enterprise });
  if (asked.enterprise !== null && firm === null) throw noFirm(asked.enterprise);
  return enter(
    desk,
    "reason",
    month,
    {
      differs_why: asked.text,
      differs_month: formatMonth(month),
      differs_enterprise: asked.enterprise,
      // so that the county reads what is said of its firms
      differs_county: firm === null ? asked.county : textIn(firm.spells.at(-1)?.values, "county"),
      differs_chain: asked.chain,
      differs_by: desk.viewer.name,
    },
    "预估与正式数差异原因",
  );
}
