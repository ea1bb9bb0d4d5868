/** The documents that are made of a month, and what people write into each before it is made. */
import type { PaperField, PaperKind } from "@lianzhang/contract";
import type { Model } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";

export interface OfferedKind {
  readonly kind: PaperKind;
  readonly fields: readonly Omit<PaperField, "value">[];
}

const line = (name: string, label: Label): Omit<PaperField, "value"> => ({ name, label, lines: false });
const lines = (name: string, label: Label): Omit<PaperField, "value"> => ({ name, label, lines: true });

const CIRCLE = line("知悉范围", { zh: "知悉范围", en: "Who may see it" });
const ISSUER = line("编制单位", { zh: "编制单位", en: "Issued by" });
const DAY = line("编制日期", { zh: "编制日期", en: "Dated" });
const CONTACT = line("联系人", { zh: "联系人", en: "Contact" });
const ADVICE = lines("工作建议", { zh: "工作建议", en: "What is proposed" });

/** In the order they are listed; a kind is here only when it can be made. */
export const OFFERED: readonly OfferedKind[] = [
  {
    kind: "monthly-analysis",
    fields: [lines("存在问题", { zh: "存在问题", en: "Problems" }), ADVICE, CIRCLE, CONTACT, ISSUER, DAY],
  },
  { kind: "chain-brief", fields: [CIRCLE, ISSUER, DAY] },
  {
    kind: "special-report",
    fields: [
      line("呈报", { zh: "呈报", en: "Addressed to" }),
      lines("事由", { zh: "事由", en: "Why it is written" }),
      lines("原因分析", { zh: "原因分析", en: "Analysis of causes" }),
      ADVICE,
      CIRCLE,
      CONTACT,
      ISSUER,
      DAY,
    ],
  },
  {
    kind: "supervision-notice",
    fields: [
      line("责任单位", { zh: "责任单位", en: "Responsible unit" }),
      line("协同单位", { zh: "协同单位", en: "Supporting units" }),
      line("督办依据", { zh: "督办依据", en: "Basis" }),
      lines("办理要求", { zh: "办理要求", en: "What is asked" }),
      line("办理时限", { zh: "办理时限", en: "To be answered by" }),
      CONTACT,
      ISSUER,
      DAY,
    ],
  },
  {
    kind: "funding-table",
    fields: [
      line("资金名称", { zh: "资金名称", en: "Name of the fund" }),
      line("政策依据", { zh: "政策依据", en: "Policy it rests on" }),
      line("会议依据", { zh: "会议依据", en: "Minutes it rests on" }),
      CIRCLE,
      CONTACT,
      ISSUER,
      DAY,
    ],
  },
];

/** The city's bureau: 眉山市经济和信息化局. */
export function issuerOf(model: Model): string {
  const bureau = model.holders.get("economy_bureau")?.label.zh ?? "";
  const city = model.city.name.zh;
  return bureau === "" || bureau.startsWith(city) ? bureau : `${city}${bureau.replace(/^市/u, "")}`;
}
