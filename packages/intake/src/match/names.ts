/** Which field of a form a head names, and how sure that is. */
import type { Label } from "@lianzhang/kernel";
import { nearest } from "@lianzhang/kernel";
import type { FieldDescription, FormDescription } from "../form.ts";
import type { Head, Marks } from "../tables/table.ts";
import { splitUnit } from "../tables/units.ts";
import { canonical, timeWords } from "../tables/words.ts";
import { say } from "../values/said.ts";

export interface Candidate {
  readonly field: FieldDescription;
  readonly certainty: number;
  readonly reasons: readonly Label[];
}

interface Named {
  readonly field: FieldDescription;
  readonly certainty: number;
  readonly how: Label;
}

/** A form's names and codes, made ready once. */
export interface FormNames {
  readonly form: FormDescription;
  readonly byName: ReadonlyMap<string, readonly Named[]>;
  readonly byCode: ReadonlyMap<string, readonly Named[]>;
}

const isCode = (name: string): boolean => /^[a-z]{0,3}\d[\d.-]*$/.test(name);
const CODE = say("代码相同", "the code is the same");
/** Codes of three digits change between editions: they help, and never decide alone. */
const BARE_CODE = 0.8;

export function formNames(form: FormDescription): FormNames {
  const [byName, byCode] = [new Map<string, Named[]>(), new Map<string, Named[]>()];
  const put = (map: Map<string, Named[]>, key: string, named: Named): void => {
    const list = map.get(key) ?? [];
    if (!list.some((n) => n.field === named.field)) map.set(key, [...list, named]);
  };
  for (const field of form.fields) {
    for (const name of [field.label.zh, field.label.en, field.id])
      put(byName, canonical(name), { field, certainty: 1, how: say("名称相同", "the name is the same") });
    for (const raw of field.also) {
      const name = canonical(raw);
      if (isCode(name))
        put(byCode, name, { field, certainty: /[.]/.test(name) ? 0.96 : BARE_CODE, how: CODE });
      else put(byName, name, { field, certainty: 0.98, how: say(`原名“${raw}”`, `also called “${raw}”`) });
    }
  }
  return { form, byName, byCode };
}

const NUMBERING =
  /^(?:[一二三四五六七八九十]{1,3}[、.]|\(?[一二三四五六七八九十\d]{1,2}\)|\d{1,2}[.、]|其中:?|减:|加:|#)+/;

interface Try {
  readonly text: string;
  readonly certainty: number;
  readonly why: Label | null;
}

/** The ways to read a head's words, the surest first. */
function triesOf(head: Head): Try[] {
  const full = head.path.map((p) => canonical(splitUnit(p).stem)).filter((t) => t !== "");
  const leaf = full.at(-1) ?? "";
  const tries: Try[] = [{ text: full.join(""), certainty: 1, why: null }];
  const add = (text: string, certainty: number, why: Label | null): void => {
    if (text !== "" && !tries.some((t) => t.text === text)) tries.push({ text, certainty, why });
  };
  add(head.stems.join(""), 0.99, say("时间用语另计", "words of time apart"));
  if (full.length > 1) add(leaf, 0.96, say("按末级表头", "by the lowest head"));
  const stem = head.stems.at(-1) ?? "";
  add(stem, 0.95, say("按末级表头,时间用语另计", "by the lowest head, words of time apart"));
  for (const t of [leaf, stem])
    add(t.replace(NUMBERING, ""), 0.93, say("不计序号和“其中”", "numbering and 其中 apart"));
  for (const t of [leaf, stem])
    add(
      t.replace(NUMBERING, "").replace(/\([^()]*\)/g, ""),
      0.85,
      say("不计括号内的字", "words in brackets apart"),
    );
  if (head.stems.length > 1)
    for (const t of head.stems.slice(0, -1))
      add(t, 0.6, say(`只有上级表头“${t}”相同`, `only the upper head “${t}” is the same`));
  return tries;
}

/** Time words of the head that the matched text does not hold itself. */
function residual(head: Head, text: string): Marks {
  const own = timeWords(text);
  return {
    year: own.year === null && own.dated === null ? head.year : null,
    span: own.span === null ? head.span : null,
    growth: own.growth ? false : head.growth,
    start: own.start ? false : head.start,
  };
}

type Resolved = { readonly field: FieldDescription } | { readonly refused: Label };

/** The field a name means under the head's time words: last year's figures are another field, or none. */
function under(field: FieldDescription, marks: Marks, form: FormDescription): Resolved {
  const { zh, en } = field.label;
  if (marks.growth) return { refused: say(`是${zh}的增速,不是数值`, `a growth of ${en}, not its level`) };
  if (marks.start && field.as === "stock")
    return { refused: say(`是${zh}的年初数`, `${en} at the beginning of the year`) };
  if (marks.year === "earlier") return { refused: say(`是更早年份的${zh}`, `${en} of an earlier year`) };
  const prior = form.fields.find((f) => f.samePeriodOf === field.id);
  if (marks.year === "last" && field.samePeriodOf === null && prior === undefined)
    return {
      refused: say(`是上年的${zh},报表没有这一项`, `${en} of last year, which the form does not ask`),
    };
  const meant = marks.year === "last" && field.samePeriodOf === null ? (prior ?? field) : field;
  if (marks.year === "this" && field.samePeriodOf !== null)
    return { refused: say(`${zh}是上年的数`, `${en} is last year's`) };
  if (meant.as === "cumulative" && marks.span === "month")
    return { refused: say(`是本月数,${zh}为累计数`, `a month's figure; ${en} is cumulative`) };
  if (meant.as === "flow" && marks.span === "cumulative" && form.every !== "year" && form.every !== "any")
    return { refused: say(`是累计数,${zh}为当期数`, `a cumulative; ${en} is of the period alone`) };
  return { field: meant };
}

export interface NameMatch {
  readonly candidates: readonly Candidate[];
  /** Why a name that is known is not the field here. */
  readonly refused: readonly Label[];
}

/** The fields a head may name, the surest first; `number`: 表号 of the sheet, which goes before bare codes. */
export function fieldsNamed(head: Head, names: FormNames, number: string | null): NameMatch {
  const candidates: Candidate[] = [];
  const refused: Label[] = [];
  const put = (named: Named, certainty: number, reasons: readonly Label[], text: string): void => {
    const found = under(named.field, residual(head, text), names.form);
    if ("refused" in found) refused.push(found.refused);
    else if (!candidates.some((c) => c.field === found.field))
      candidates.push({ field: found.field, certainty: Math.min(certainty, named.certainty), reasons });
  };
  for (const { text, certainty, why } of triesOf(head)) {
    if (candidates.length > 0 || refused.length > 0) break;
    for (const named of names.byName.get(text) ?? [])
      put(named, certainty, why === null ? [named.how] : [named.how, why], text);
  }
  const byName = candidates[0];
  for (const code of codesOf(head)) {
    for (const text of codeSpellings(code, number, names.form))
      for (const named of names.byCode.get(text) ?? []) {
        const found = under(named.field, residual(head, text), names.form);
        if (byName && "field" in found && found.field !== byName.field && named.certainty >= BARE_CODE)
          return { candidates: [disagreeing(byName, code, named.field)], refused };
        if (!byName && refused.length === 0) put(named, named.certainty, [named.how], text);
      }
  }
  if (candidates.length === 0 && refused.length === 0) candidates.push(...alike(head, names));
  return { candidates: candidates.toSorted((a, b) => b.certainty - a.certainty), refused };
}

const disagreeing = (byName: Candidate, code: string, other: FieldDescription): Candidate => ({
  ...byName,
  certainty: 0.7,
  reasons: [
    ...byName.reasons,
    say(`代码“${code}”却是${other.label.zh}`, `but the code “${code}” is ${other.label.en}'s`),
  ],
});

/** Codes beside or under the head, or the head itself where it is one. */
function codesOf(head: Head): string[] {
  const texts = [...head.codes, ...head.path.map((p) => canonical(p))];
  return texts.filter((t) => isCode(t));
}

/** `01` on a sheet of B204-1 is B204-1.01; without a table number a code stands for itself. */
function codeSpellings(code: string, number: string | null, form: FormDescription): string[] {
  if (number === null) return [code];
  return [canonical(`${isNumberOf(number, form) ? (form.like ?? number) : number}.${code}`), code];
}

/** Whether a table number is the form's: 204-1 is B204-1. */
export function isNumberOf(number: string, form: FormDescription): boolean {
  const said = canonical(number);
  return [form.like, form.mark?.number ?? null].some(
    (own) => own !== null && (canonical(own) === said || canonical(own).replace(/^[a-z]+/, "") === said),
  );
}

/** Names that are nearly the head's: proposed, never taken. */
function alike(head: Head, names: FormNames): Candidate[] {
  const stem = (head.stems.join("") || "").replace(NUMBERING, "").replace(/\([^()]*\)/g, "");
  if (stem.length < 2) return [];
  const near = nearest(stem, names.byName.keys());
  const inside = [...names.byName.keys()].filter(
    (n) => n.length >= 2 && stem.length >= 2 && (stem.includes(n) || n.includes(stem)),
  );
  const best = near ?? inside.toSorted((a, b) => b.length - a.length)[0];
  const found = best === undefined ? [] : (names.byName.get(best) ?? []);
  return found.flatMap(({ field }): Candidate[] => {
    const meant = under(field, head, names.form);
    const why = say(`与“${field.label.zh}”相近`, `like “${field.label.en}”`);
    return "field" in meant
      ? [{ field: meant.field, certainty: near === null ? 0.55 : 0.65, reasons: [why] }]
      : [];
  });
}
