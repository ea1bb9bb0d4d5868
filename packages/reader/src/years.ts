/** Years a text speaks of: cues with their place, and which of them govern what follows. */

export interface YearCue {
  readonly from: number;
  readonly to: number;
  readonly year: number;
}

/** Last years of the five-year plans. */
const PLANS: Readonly<Record<string, number>> = {
  十三: 2020,
  十四: 2025,
  十五: 2030,
  十六: 2035,
  十七: 2040,
};

const YEAR =
  /(20\d\d)(?:年)?(?:-|--|—|——|~|至|到)(20\d\d)年|(20\d\d)年|[“"]?(十[三四五六七])五[”"]?(?:规划)?(?:时期|期间|末|期末|规划期|目标)/g;
const BEFORE_IT = /(?:比|较|同|与|以|自|从|由|按|是|为|相比|超过|基于|《[^》]*|\d)$/;

/** The cues in a stretch of text, with what compares or names left out: 比2020年, 以2025年为基期, 2020年以来. */
export function yearCues(text: string): YearCue[] {
  const cues: YearCue[] = [];
  for (const m of text.matchAll(YEAR)) {
    const before = text.slice(Math.max(0, m.index - 40), m.index);
    const after = text.slice(m.index + m[0].length, m.index + m[0].length + 6);
    if (
      BEFORE_IT.test(before.replace(/[“"]$/, "")) ||
      /^(?:以来|以前|版|度?(?:基数|水平|的?基础))/.test(after)
    )
      continue;
    const year = m[2] ? Number(m[2]) : m[3] ? Number(m[3]) : PLANS[m[4] ?? ""];
    if (year !== undefined) cues.push({ from: m.index, to: m.index + m[0].length, year });
  }
  return cues;
}

/** “十五五” and 第十五个五年规划. */
const PLAN_NAME = /(十[三四五六七])五(?!年)|第(十[三四五六七])个五年/;

/** The year a title or heading sets for what stands under it: the end of a span, else the year. */
export function headingYear(heading: string): number | null {
  const span = /(20\d\d)年?(?:-|--|—|——|~|至|到)(20\d\d)年?/.exec(heading);
  if (span) return Number(span[2]);
  const year = /(20\d\d)年/.exec(heading);
  if (year) return Number(year[1]);
  const plan = PLAN_NAME.exec(heading);
  return plan ? (PLANS[plan[1] ?? plan[2] ?? ""] ?? null) : null;
}

/** What the text itself takes as now: the first year of its plan or the year of its title. */
export function firstYear(title: string): number | null {
  const span = /(20\d\d)年?(?:-|--|—|——|~|至|到)(20\d\d)年?/.exec(title);
  if (span) return Number(span[1]);
  const year = /(20\d\d)年/.exec(title);
  if (year) return Number(year[1]);
  const plan = PLAN_NAME.exec(title);
  const last = plan ? PLANS[plan[1] ?? plan[2] ?? ""] : undefined;
  return last === undefined ? null : last - 4;
}
