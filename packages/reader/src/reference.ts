/** Targets that name a reference in place of a number: 高于全省平均水平, 与经济增长同步. */
import type { Found } from "./target.ts";

const REF =
  "(?:经济(?:增长|增速)|(?:地区)?生产总值(?:增速|增长)?|GDP(?:增速|增长)?|(?:全国|全省|全市|全区|全州|同期|国家|省|市|全自治区|周边|东部|西部|中部|同类)?[^,。;、:\\d]{0,16}?(?:平均水平|平均值?|均值|水平|增速|增长|同步|进度|幅度)|劳动生产率)";
const MEASURE =
  /(?:增速|增长|增幅|涨幅|收入|投资|比例|比重|占比|率|总值|强度|增加值|消费|零售额|进出口|报酬|指数|满意度|水平|产值|支出|寿命|幅度|数|量)$/;
const LEAD = /^(?:[,、;:。]|力争|确保|争取|努力|到?20\d\d年(?:底|末)?,?|年均|推动|促进|实现|使|保持|主要)+/;

const HIGHER = new RegExp(
  `^(.{2,40}?)(?:年均)?(?:持续|始终|继续|总体|稳定|明显|均|都|要|力争)*(?:保持)?(?:高于|快于|大于|优于|好于|领先于?|超过|高出|不低于)(${REF})(?:$|以上|[(])`,
);
const STAYS = new RegExp(
  `^(.{2,40}?)(?:保持在|稳定在|保持|高于|达到|位于|处于)((?:全国|全省|全市|国家|省|市)[^,。;、:\\d]{0,12}(?:平均水平|平均值?|水平))以上$`,
);
const FASTER = /^(.{2,40}?(?:增速|增长|增幅|收入))(?:持续|继续|明显)*快于([^,。;、:\d]{2,16})$/;
const SAME = new RegExp(
  `^(.{2,40}?)(?:与|和|同|跟)(${REF}|[^,。;、:\\d]{2,14}?)(?:实现|保持|基本|大体|总体)*同步(?:增长|提高|提升|增加|增收)?$`,
);

/** 年均增长7.5%，与经济增长保持同步: the subject stands before the comma. */
const ALONGSIDE = new RegExp(`^(?:与|和)(${REF})(?:实现|保持|基本|大体|总体)*同步(?:增长|提高)?$`);

interface Spot {
  readonly from: number;
  readonly to: number;
}

/** The parts of a paragraph between commas and stops, with 、 as well where the words behind it stand alone. */
function partsOf(text: string): Spot[] {
  const out: Spot[] = [];
  let from = 0;
  for (let i = 0; i <= text.length; i++)
    if (i === text.length || /[,;。:!?、\t]/.test(text[i] ?? "")) {
      if (i > from) out.push({ from, to: i });
      from = i + 1;
    }
  return out;
}

export interface Referred extends Pick<Found, "from" | "to" | "indicator" | "comparator" | "reference"> {
  readonly comparator: "higher-than-reference" | "same-as-reference";
  readonly reference: string;
}

/** 高于A、高于B: the second takes the subject of the first. */
const AGAIN = new RegExp(`^(?:和|并|且)?(?:高于|快于|优于)(${REF})$`);

export function referencesOf(text: string): Referred[] {
  const found: Referred[] = [];
  let last: { subject: string; to: number; from: number } | null = null;
  for (const part of partsOf(text)) {
    const whole = text.slice(part.from, part.to);
    const bare = whole.replace(LEAD, "");
    const from = part.from + whole.length - bare.length;
    const again = last && last.to === part.from - 1 ? AGAIN.exec(whole) : null;
    if (again && last) {
      found.push({
        from: last.from,
        to: part.to,
        indicator: last.subject,
        comparator: "higher-than-reference",
        reference: again[1] ?? "",
      });
      last = { subject: last.subject, from: last.from, to: part.to };
      continue;
    }
    const alongside = ALONGSIDE.exec(whole);
    const before = alongside
      ? /([^,;。:]{2,30}?)(?:年均)?(?:增长|增速|达到)[^,;。:]{1,12},$/.exec(text.slice(0, part.from))
      : null;
    if (alongside && before) {
      const start = part.from - before[0].length;
      const name = (before[1] ?? "").replace(LEAD, "");
      found.push({
        from: start,
        to: part.to,
        indicator: name,
        comparator: "same-as-reference",
        reference: alongside[1] ?? "",
      });
      last = null;
      continue;
    }
    const stays = STAYS.exec(bare);
    const higher = stays ?? HIGHER.exec(bare) ?? FASTER.exec(bare);
    const same = higher ? null : SAME.exec(bare);
    const m = higher ?? same;
    const subject = (m?.[1] ?? "").replace(/(?:要|力争|努力|总体)$/, "");
    if (!m || !MEASURE.test(subject) || /\d/.test(m[2] ?? "")) {
      last = null;
      continue;
    }
    found.push({
      from,
      to: part.to,
      indicator: subject,
      comparator: higher ? "higher-than-reference" : "same-as-reference",
      reference: m[2] ?? "",
    });
    last = { subject, to: part.to, from };
  }
  return found;
}
