/** What a document says of itself: title, issuer, date, number. */
import type { Clause } from "./structure.ts";
import type { Paragraph } from "./text.ts";

export interface Head {
  readonly title: string;
  /** Title and subtitle lines: what says the years of the plan. */
  readonly titles: string;
  readonly issuer: string;
  readonly date: string;
  readonly documentNumber: string | null;
}

const GENRE =
  /(?:决定|意见|方案|报告|规划|纲要|要点|办法|措施|通知|计划|分工|纪要|清单|政策|条例|规定|细则|行动|目标任务|分工表|任务表|清单|建议|决议|工作安排|指南|分解)(?:\([^()]{1,20}\))?$/;
const DATE = /(20\d\d)年(\d{1,2})月(\d{1,2})日/;

export function headOf(paragraphs: readonly Paragraph[], clauses: readonly Clause[]): Head {
  const first = clauses.find((c) => c.paragraph > 0 || c.mark !== "annex");
  const body = first?.paragraph ?? Math.min(paragraphs.length, 12);
  const opening = paragraphs.slice(0, Math.max(body, first?.paragraph === 0 ? 0 : 1)).map((p) => p.text);
  const titles = opening.filter(
    (t) => t.length <= 90 && GENRE.test(t) && !/[。;]$/.test(t) && !/^[([〔]/.test(t),
  );
  const title =
    titles.toSorted((a, b) => Number(a.endsWith("通知")) - Number(b.endsWith("通知")))[0] ??
    opening.find((t) => t.length <= 60 && !t.endsWith("。")) ??
    "";
  const years = opening.filter(
    (t) => t.length <= 40 && /^[([〔].*20\d\d.*[)\]〕]$/.test(t) && !/号|月/.test(t),
  );
  const last = paragraphs.slice(-8).map((p) => p.text);
  const signed =
    last.findLast((t) => DATE.test(t) && t.length < 24) ?? opening.find((t) => DATE.test(t) && t.length < 60);
  const m = signed ? DATE.exec(signed) : null;
  const date = m ? `${m[1]}-${(m[2] ?? "").padStart(2, "0")}-${(m[3] ?? "").padStart(2, "0")}` : "";
  const at = signed ? last.indexOf(signed) : -1;
  const signature =
    at > 0 && last[at - 1] !== title && (last[at - 1] ?? "").length < 30 && !/。/.test(last[at - 1] ?? "")
      ? (last[at - 1] ?? "")
      : "";
  const about =
    /^(.{2,30}?(?:委员会|人民政府办公[厅室]|人民政府|党委|省委|市委|县委|区委|政府|[局厅委办])(?:办公[厅室])?)(?:关于|印发)/.exec(
      title,
    )?.[1];
  const report = /^(?:20\d\d年)?(.{2,8}[省市县区州])(?:20\d\d年)?政府工作报告/.exec(title)?.[1];
  const number = opening
    .map((t) => /^[^\s,。]{2,12}[[〔(]20\d\d[\]〕)]\d+号$/.exec(t)?.[0])
    .find((t) => t !== undefined);
  return {
    title,
    titles: [title, ...years, ...titles].join(" "),
    issuer: about ?? (signature !== "" ? signature : report ? `${report}人民政府` : ""),
    date,
    documentNumber: number ?? null,
  };
}
