/** The ledger of titles (企业荣誉资质), made up: who was recognised in which batch, until when, with the day of review. */
import type { Model } from "@lianzhang/definitions";
import type { Day, Month } from "@lianzhang/kernel";
import { formatDay, formatMonth, month, monthOfYear, yearOf } from "@lianzhang/kernel";
import { LAST_YEAR } from "./published.ts";
import type { Subject } from "./quantities.ts";
import { sizeClass } from "./quantities.ts";
import { uniformOf } from "./random.ts";
import { highTech, srdi } from "./registers.ts";
import { dayIn } from "./reporting.ts";

export const TITLE_HEAD: readonly string[] = [
  "code",
  "honour_name",
  "honour_enterprise",
  "honour_kind",
  "honour_level",
  "honour_batch",
  "honour_number",
  "honour_recognised",
  "honour_valid_until",
  "honour_review_on",
  "since",
  "until",
];

/** A title holds for three years and is reviewed before it ends. */
const VALID = 36;
const BATCHES = "一二三四";
const END = month(LAST_YEAR, 12);

interface Kind {
  readonly id: string;
  readonly name: string;
  readonly level: "state" | "province";
}
const KINDS = {
  innovative: { id: "innovative_sme_title", name: "创新型中小企业", level: "province" },
  srdi: { id: "srdi_title", name: "专精特新中小企业", level: "province" },
  giant: { id: "little_giant_title", name: "专精特新小巨人企业", level: "state" },
  champion: { id: "champion_title", name: "制造业单项冠军企业", level: "state" },
  highTech: { id: "high_tech_title", name: "高新技术企业", level: "state" },
} as const satisfies Readonly<Record<string, Kind>>;

/** The last recognition of a title first held since `from`: it is renewed every three years. */
const lastOf = (from: Month): Month => from + VALID * Math.max(0, Math.floor((END - from) / VALID));

function held(s: Subject): readonly (readonly [Kind, Month])[] {
  const u = uniformOf(s.path.firm.key, 731);
  const [tech, special] = [highTech(s), srdi(s)];
  const small = sizeClass(s) !== "large";
  const out: (readonly [Kind, Month])[] = [];
  if (tech !== null) out.push([KINDS.highTech, tech]);
  if (special !== null) {
    if (small) out.push([KINDS.srdi, special]);
    if (small && u < 0.1) out.push([KINDS.giant, special + 14]);
    if (s.path.firm.anchor === null ? u < 0.012 : u < 0.25) out.push([KINDS.champion, special + 26]);
  } else if (small && s.rndRate > 0 && u < 0.3) {
    out.push([KINDS.innovative, month(2022, 9) + Math.floor(38 * uniformOf(s.path.firm.key, 733))]);
  }
  return out.filter(([, from]) => from <= END);
}

/** Rows of the ledger; none for a model whose ledger does not say the kind of a title. */
export function titleRows(model: Model, s: Subject): readonly (readonly string[])[] {
  if (model.registers.get("honour")?.attributes.has("honour_kind") !== true) return [];
  const { firm } = s.path;
  return held(s).flatMap(([kind, from], i) => {
    const at = lastOf(from);
    if (firm.until !== null && at >= firm.until) return [];
    const day: Day = dayIn(at, 20);
    const ends = dayIn(at + VALID, 19);
    return [
      [
        `DEMO-H${String(firm.serial + 1).padStart(6, "0")}-${i + 1}`,
        `演示·${kind.name}`,
        firm.code,
        kind.id,
        kind.level,
        `${yearOf(at)}年第${BATCHES[Math.floor((monthOfYear(at) - 1) / 3)] ?? "一"}批`,
        `演示认定〔${yearOf(at)}〕${monthOfYear(at)}号`,
        formatDay(day),
        formatDay(ends),
        formatDay(ends - 90),
        formatMonth(at),
        firm.until === null ? "" : formatMonth(firm.until),
      ],
    ];
  });
}
