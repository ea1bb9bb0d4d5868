/** 资金安排表: what a meeting decides to pay out of one fund, claim by claim, beside what was paid already. */
import type { FigureData, FigureValue } from "@lianzhang/contract";
import type { Model, Parameter } from "@lianzhang/definitions";
import { monthPeriod, nearest, unit } from "@lianzhang/kernel";
import type { DocumentData, DocumentRow } from "@lianzhang/report";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import type { SeenClaim } from "../incentives/claims.ts";
import { entitlementsOf, settledFor, yearFor, yearText } from "../incentives/claims.ts";
import { ledgerOf } from "../incentives/ledger.ts";
import { claimFields, countyOf, HELD_WORDS } from "../incentives/present.ts";
import { figureValue, reference } from "../present.ts";
import type { PaperDesk, Subject } from "./about.ts";
import type { Facts } from "./facts.ts";
import { listOf, rowOf, written } from "./parts.ts";
import type { Traces } from "./traces.ts";

const FUND = "fund:";
const WAN = { numeric: "exact", unit: unit("万元"), decimals: 2 } as const;
const wan = (fen: bigint | null, reason: FigureValue["reason"] = null): FigureValue =>
  figureValue(fen, WAN, reason);

const fundsOf = (model: Model): readonly Parameter[] => [
  ...new Map(
    entitlementsOf(model).flatMap((e) => {
      const fund = model.parameters.get(e.fund ?? "");
      return fund === undefined ? [] : [[fund.id, fund] as const];
    }),
  ).values(),
];

const sourcesOf = (model: Model, fund: string): string =>
  [...new Set(entitlementsOf(model).flatMap((e) => (e.fund === fund ? [e.source] : [])))].join("；");

/** Funds a table can be made of. */
export const fundSubjects = ({ model }: Context): readonly Subject[] =>
  fundsOf(model).map(({ id, label }) => ({
    of: reference(`${FUND}${id}`, label),
    known: { 资金名称: label.zh, 政策依据: sourcesOf(model, id) },
  }));

function fundNamed({ model }: Context, subject: string): Parameter {
  const all = fundsOf(model);
  const found = all.find((f) => `${FUND}${f.id}` === subject);
  if (found !== undefined) return found;
  const near = nearest(
    subject,
    all.map((f) => `${FUND}${f.id}`),
  );
  throw notFound({ zh: "资金", en: "fund" }, subject, near);
}

interface Line {
  readonly seen: SeenClaim;
  readonly figure: FigureData;
  /** Still to be paid; what was paid too much is no negative payment. */
  readonly arranged: bigint;
}

function rowFor(context: Context, traces: Traces, line: Line, county: string): DocumentRow {
  const { entitlement: e, firm, claim } = line.seen;
  const shown = (what: string, fen: bigint | null) =>
    traces.of(line.figure, { what, value: wan(fen, claim.reason) });
  const notes = [
    ...claim.held.map((h) => HELD_WORDS[h].zh),
    ...(claim.paid === null || claim.paid === 0n ? [] : [`已付${wan(claim.paid).text ?? ""}万元`]),
    ...(line.seen.difference === "differs" ? ["与台账金额不同"] : []),
  ];
  return rowOf(
    `${e.id} ${firm.code}`,
    {
      单位: firm.name,
      县区: county,
      事项: e.label.zh,
      条款: context.model.clauses.get(e.clause ?? "")?.heading ?? e.source,
      备注: notes.join("；"),
    },
    {
      申报: shown("应兑", claim.due),
      核定: shown("核定", claim.granted),
      安排: shown("安排", line.arranged),
    },
  );
}

/** The table of one fund for the last year that was over by the month. */
export async function fundingData(
  facts: Facts,
  desk: PaperDesk | null,
  texts: Readonly<Record<string, string>>,
  subject: string,
): Promise<{ readonly data: DocumentData; readonly label: string; readonly head: Record<string, string> }> {
  const { context, standing, traces } = facts;
  const fund = fundNamed(context, subject);
  const frame = yearFor(context, { period: monthPeriod(facts.month), known: standing.known, scope: [] });
  const settled = await settledFor(context, frame, await ledgerOf(desk, yearText(frame)));
  if (settled === null)
    throw notFound({ zh: "企业登记册", en: "register of enterprises" }, "enterprise", null);
  const lines = settled.claims
    .filter((c) => !c.early && c.entitlement.fund === fund.id && (c.claim.due ?? 0n) > 0n)
    .map((seen): Line => ({
      seen,
      figure: claimFields(context, settled, seen).due,
      arranged: seen.claim.owed > 0n ? seen.claim.owed : 0n,
    }));
  const sum = (of: (l: Line) => bigint): FigureValue => wan(lines.reduce((a, l) => a + of(l), 0n));
  const unknown = (what: string) => traces.unmeasured(what, "万元", "市县分担比例待明确", "财政局");
  const year = yearText(settled.asked);
  const marks = lines[0]?.figure.marks ?? [];
  return {
    label: fund.label.zh,
    head: { 期间: `${year}年度` },
    data: {
      figures: {
        申报合计: traces.total(
          "应兑合计",
          sum((l) => l.seen.claim.due ?? 0n),
          marks,
        ),
        核定合计: traces.total(
          "核定合计",
          sum((l) => l.seen.claim.granted),
          marks,
        ),
        安排合计: traces.total(
          "安排合计",
          sum((l) => l.arranged),
          marks,
        ),
        市级承担: unknown("市级承担"),
        县级承担: unknown("县级承担"),
      },
      texts: written({
        ...texts,
        资金名称: texts["资金名称"] || fund.label.zh,
        政策依据: texts["政策依据"] || sourcesOf(context.model, fund.id),
      }),
      lists: {
        资金安排: listOf(
          lines.map((l) => rowFor(context, traces, l, countyOf(context, settled, l.seen)?.zh ?? "")),
          ["申报", "核定", "安排"],
          ["单位", "县区", "事项", "条款", "备注"],
        ),
      },
    },
  };
}
