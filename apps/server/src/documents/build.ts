/** The data of one document: figures, people's texts, and what it says of itself. */
import type { PaperKind } from "@lianzhang/contract";
import type { Month } from "@lianzhang/kernel";
import { formatDay } from "@lianzhang/kernel";
import type { DocumentData } from "@lianzhang/report";
import type { Context } from "../context.ts";
import { badQuery } from "../errors.ts";
import type { PaperDesk } from "./about.ts";
import { behindNamed, chainAbout, CITY_SUBJECT } from "./about.ts";
import { analysisData, specialData } from "./analysis.ts";
import type { Standing } from "./facts.ts";
import { Facts, monthWords, standingOf } from "./facts.ts";
import { fundingData } from "./funding.ts";
import { issuerOf, OFFERED } from "./names.ts";
import { written } from "./parts.ts";
import { dayWords, reasonsOf } from "./reasons.ts";
import { briefData, noticeData } from "./sheets.ts";
import { Traces } from "./traces.ts";

export interface PaperAsked {
  readonly kind: PaperKind;
  readonly month: Month;
  readonly subject: string | null;
  readonly texts: Readonly<Record<string, string>>;
}

export interface Built {
  readonly data: DocumentData;
  readonly traces: Traces;
  readonly standing: Standing;
  /** What it is about. */
  readonly label: string | null;
}

/** What the document says of where its figures come from; today's day for a draft. */
function headTexts(
  context: Context,
  { month, signed, known }: Standing,
  today: string,
): Record<string, string> {
  return {
    城市: context.model.city.name.zh,
    期间: monthWords(month),
    编制单位: issuerOf(context.model),
    编制日期: today,
    知悉范围: "",
    数据截至: signed === null || known === null ? today : dayWords(formatDay(known)),
    核算批次: signed === null ? "草稿" : signed.hash.slice(0, 10),
    联系人: "",
  };
}

/** Every field a person fills in, empty where nothing was typed. */
function fieldTexts({ kind, texts }: PaperAsked): Record<string, string> {
  const fields = OFFERED.find((o) => o.kind === kind)?.fields ?? [];
  const unknown = Object.keys(texts).find((name) => !fields.some((f) => f.name === name));
  if (unknown !== undefined)
    throw badQuery(
      { zh: `这类材料没有「${unknown}」栏`, en: `this kind of document has no field "${unknown}"` },
      { zh: `可填:${fields.map((f) => f.name).join("、")}`, en: fields.map((f) => f.name).join(", ") },
    );
  return Object.fromEntries(fields.map((f) => [f.name, texts[f.name]?.trim() ?? ""]));
}

const filled = (texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ""));

const needsSubject = () =>
  badQuery(
    { zh: "没有选择材料的对象", en: "nothing was chosen that the document is about" },
    { zh: "选择产业链、目标、任务或资金", en: "choose a chain, a target, a task or a fund" },
  );

interface Body {
  readonly data: DocumentData;
  readonly label: string | null;
  /** What it says of itself in other words than a document of a month. */
  readonly head?: Readonly<Record<string, string>>;
}

async function bodyOf(
  facts: Facts,
  desk: PaperDesk | null,
  asked: PaperAsked,
  typed: Readonly<Record<string, string>>,
): Promise<Body> {
  const { context, standing } = facts;
  const { kind, subject } = asked;
  const reasons = kind === "supervision-notice" ? [] : await reasonsOf(context, desk, asked.month);
  if (kind === "monthly-analysis") return { data: await analysisData(facts, reasons, typed), label: null };
  if (subject === null) throw needsSubject();
  if (kind === "supervision-notice") {
    const behind = await behindNamed(context, desk, subject);
    return { data: await noticeData(facts, typed, behind), label: behind.title };
  }
  if (kind === "funding-table") return fundingData(facts, desk, typed, subject);
  if (kind === "special-report" && subject === CITY_SUBJECT)
    return { data: await specialData(facts, reasons, typed, null), label: "全市" };
  const chain = await chainAbout(context, kind === "chain-brief" ? desk : null, standing, subject);
  const data =
    kind === "chain-brief"
      ? await briefData(facts, reasons, typed, chain)
      : await specialData(facts, reasons, typed, chain);
  return { data, label: chain.name };
}

/** Builds the data as the viewer of the context may see it. `desk`: null where there are no people (from files). */
export async function buildPaper(
  context: Context,
  desk: PaperDesk | null,
  paper: string,
  asked: PaperAsked,
  today: string,
): Promise<Built> {
  const { standing, figures } = await standingOf(desk, asked.month);
  const traces = new Traces(paper);
  const facts = new Facts(context, standing, await figures(context), traces);
  const typed = fieldTexts(asked);
  const { data, label, head = {} } = await bodyOf(facts, desk, asked, typed);
  const { signed } = standing;
  const source =
    signed === null
      ? `数按${today}已知数据计算，月份尚未签发。`
      : `数出自${dayWords(signed.on)}签发的核算批次${signed.hash.slice(0, 10)}，批次没有的数按当日已知数据计算。`;
  const draft = signed === null ? `草稿，${monthWords(asked.month)}数据未签发。` : null;
  return {
    data: {
      ...data,
      texts: {
        ...data.texts,
        ...written({ ...headTexts(context, standing, today), ...head, ...filled(typed) }),
      },
      source,
      ...(draft === null ? {} : { draft }),
    },
    traces,
    standing,
    label,
  };
}
