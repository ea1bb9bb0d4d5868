/** The report of burden as an official reads it. */
import type { Burden, Duplicate, FilledBy, Form, FormBurden, Model } from "@lianzhang/definitions";
import type { Label, Language, Period } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import { table } from "./table.ts";

const FILLED_WORDS: Readonly<Record<FilledBy, Label>> = {
  subject: { zh: "企业填报", en: "filled in by the subject" },
  department: { zh: "部门提供", en: "shared by a department" },
  bureau: { zh: "反馈或公布", en: "fed back or published" },
};
const INPUT_WORDS: Readonly<Record<Form["input"], Label>> = {
  own_copy: { zh: "企业自留底", en: "own copy" },
  survey: { zh: "调查", en: "survey" },
  records: { zh: "部门数据", en: "records" },
  feedback: { zh: "统计反馈", en: "feedback" },
  published: { zh: "公布数据", en: "published" },
};
const WHY_WORDS: Readonly<Record<Duplicate["why"], Label>> = {
  label: { zh: "名称、计量相同", en: "same name and measure" },
  what: { zh: "计量对象相同", en: "same thing measured" },
  declared: { zh: "已声明为同一项", en: "declared the same" },
};

const shown = (n: number | null): string => (n === null ? "—" : String(n));

/** Forms with their cells a year, sums by who fills them in, duplicates, idle fields, what to do. */
export function burdenLines(
  model: Model,
  found: Burden,
  period: Period | null,
  language: Language,
): string[] {
  const zh = language === "zh";
  const counted =
    period === null
      ? zh
        ? "未给数据目录(--data),只算每户;应报户数未计"
        : "without --data: cells of one subject only, expected reporters not counted"
      : zh
        ? `应报户数按名录截至 ${formatPeriod(period)} 期末`
        : `expected reporters from the register at the end of ${formatPeriod(period)}`;
  return [
    zh
      ? `填报负担:字段 × 户数 × 每年期数(${counted})`
      : `Burden: fields x subjects x returns a year (${counted})`,
    ...formTable(model, found.forms, language),
    "",
    ...sums(model, found.forms, language),
    ...section(
      zh ? "重复采集" : "Asked twice",
      found.duplicates.map((d) => duplicateLine(d, language)),
    ),
    ...section(zh ? "没有用到的字段" : "Fields nobody uses", idleLines(found.forms, language)),
    ...section(zh ? "建议" : "Suggestions", suggestions(found, language)),
  ];
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", title, ...lines.map((l) => `  ${l}`)];

function formTable(model: Model, forms: readonly FormBurden[], language: Language): string[] {
  const zh = language === "zh";
  const head = zh
    ? ["报表", "标识", "对象", "来源", "字段", "每年期数", "应报户数", "每户每年项数", "全年项数", "未用字段"]
    : [
        "form",
        "id",
        "of",
        "source",
        "fields",
        "returns a year",
        "expected",
        "cells each",
        "cells a year",
        "idle",
      ];
  const rows = forms.map((f) => [
    f.label[language],
    f.form,
    model.registers.get(f.subject)?.label[language] ?? f.subject,
    INPUT_WORDS[f.input][language],
    String(f.fields),
    f.returns === null ? (zh ? "不定期" : "as published") : String(f.returns),
    shown(f.subjects),
    shown(f.cellsEach),
    shown(f.cells),
    f.idle.length === 0 ? "" : String(f.idle.length),
  ]);
  return table(head, rows, [
    "left",
    "left",
    "left",
    "left",
    "right",
    "right",
    "right",
    "right",
    "right",
    "right",
  ]);
}

/** Cells by who has to fill them in, for each kind of subject. */
function sums(model: Model, forms: readonly FormBurden[], language: Language): string[] {
  const zh = language === "zh";
  const keys = [...new Set(forms.map((f) => `${f.filledBy} ${f.subject}`))];
  const lines = keys.flatMap((key) => {
    const own = forms.filter((f) => `${f.filledBy} ${f.subject}` === key);
    const [first] = own;
    if (!first || first.filledBy === "bureau") return [];
    const register = model.registers.get(first.subject)?.label[language] ?? first.subject;
    const each = own.reduce((sum, f) => sum + (f.cellsEach ?? 0), 0);
    const all = own.every((f) => f.cells !== null) ? own.reduce((sum, f) => sum + (f.cells ?? 0), 0) : null;
    const who = FILLED_WORDS[first.filledBy][language];
    const total = all === null ? "" : zh ? `,全年共 ${all} 项` : `, ${all} in all`;
    return [
      zh
        ? `${who}(${register}):${own.length} 张表,每户每年最多 ${each} 项${total}`
        : `${who} (${register}): ${own.length} forms, at most ${each} cells each a year${total}`,
    ];
  });
  return [
    ...lines,
    zh ? "反馈和公布的数据不增加填报。" : "What is fed back or published costs nobody a return.",
  ];
}

function duplicateLine(d: Duplicate, language: Language): string {
  const cost =
    d.cellsEach === null
      ? ""
      : language === "zh"
        ? `,每户每年多填 ${d.cellsEach} 项`
        : `, ${d.cellsEach} cells each a year`;
  const why = WHY_WORDS[d.why][language];
  return language === "zh"
    ? `${d.label.zh}:${d.keep} 已有,${d.drop} 又采集(${why}${cost})`
    : `${d.label.en}: ${d.keep} has it, ${d.drop} asks again (${why}${cost})`;
}

const idleLines = (forms: readonly FormBurden[], language: Language): string[] =>
  forms
    .filter((f) => f.idle.length > 0)
    .map(
      (f) =>
        `${f.label[language]}:${f.idle.map((i) => `${i.label[language]} ${i.id}`).join(language === "zh" ? "、" : ", ")}`,
    );

/** What would lighten the burden, the largest saving of one subject first. */
function suggestions(found: Burden, language: Language): string[] {
  const zh = language === "zh";
  const each = (f: FormBurden, fields: number): number => (f.returns ?? 0) * fields;
  const saved = (cells: number): string =>
    zh ? `每户每年少填 ${cells} 项` : `saves each subject ${cells} cells a year`;
  const idle = found.forms.flatMap((f) => {
    if (f.idle.length === 0 || f.filledBy === "bureau") return [];
    const cells = each(f, f.idle.length);
    const whole = f.idle.length === f.fields;
    const text = zh
      ? `${whole ? `停用《${f.label.zh}》` : `《${f.label.zh}》停采 ${f.idle.length} 个未用字段,或为其定义指标`}`
      : `${whole ? `stop ${f.form}` : `drop ${f.idle.length} fields of ${f.form} nobody uses, or define indicators over them`}`;
    return [{ cells, text }];
  });
  const rarer = found.forms.flatMap((f) => {
    if (f.enough === null || f.returns === null || f.filledBy === "bureau") return [];
    const cells = (f.returns - f.enough) * f.fields;
    const text = zh
      ? `《${f.label.zh}》改为每年 ${f.enough} 期:用到它的指标都不需要更密`
      : `take ${f.form} ${f.enough} times a year: no indicator over it needs it more often`;
    return [{ cells, text }];
  });
  const twice = found.duplicates.flatMap((d) =>
    d.cellsEach === null
      ? []
      : [
          {
            cells: d.cellsEach,
            text: zh ? `${d.drop} 不再采集,改取 ${d.keep}` : `stop asking ${d.drop}, take ${d.keep}`,
          },
        ],
  );
  return [...idle, ...rarer, ...twice]
    .toSorted((a, b) => b.cells - a.cells)
    .map(({ cells, text }) => `${text}(${saved(cells)})`);
}
