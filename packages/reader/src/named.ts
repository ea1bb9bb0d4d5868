/** Names a decision carries: industries, parks, mechanisms, places, programmes. */
import { withoutVerb } from "./deeds.ts";
import type { Paragraph } from "./text.ts";
import { endOf, startOf } from "./text.ts";

export interface Named {
  readonly kind: "industry" | "park" | "mechanism" | "place" | "programme";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A phrase up to a mark; the name is what is left of it when verbs and what says how are taken off. */
const PHRASE = "[^,。;、的:“”()《》\\s—]";

/** `ends`: how such names end; a text without it is not searched. */
const FORMS: readonly { readonly kind: Named["kind"]; readonly ends: RegExp; readonly form: RegExp }[] = [
  { kind: "programme", ends: /”/, form: /“[^“”]{2,16}”(?:计划|工程|行动|专项)/g },
  { kind: "mechanism", ends: /”/, form: /“[^“”]{2,12}”(?:机制|制度|改革|模式|评价)/g },
  {
    kind: "mechanism",
    ends: /链长制|机制|联席会议|专班/,
    form: new RegExp(`${PHRASE}{0,30}(?:链长制|工作机制|联席会议|工作专班|评价机制|激励机制|容错机制)`, "g"),
  },
  {
    kind: "park",
    ends: /区|园/,
    form: new RegExp(`${PHRASE}{2,30}?(?:高新区|经开区|工业园区|产业园区|开发区|产业园|工业园)`, "g"),
  },
  { kind: "industry", ends: /产业/, form: new RegExp(`${PHRASE}{2,30}?产业(?=[。,、链集规]|$)`, "g") },
];

/** No name of its own: 主导产业, 传统优势产业, 三大千亿产业, 国家高新区. */
const COMMON =
  /^(?:依托|主导|特色|优势|重点|传统|相关|支柱|有关|其他|各类|各|全市|全省|[一二三四五六七八九十千百]?大?[千百]亿|国家级?|省级?|市级?|现代|园区|扶持|抓|大|本地|地方|县域)*(?:产业|园区|工业园区|产业园区|开发区|高新区|经开区|产业园|工作机制|工作专班|激励机制)$/;
const LINKS = /^.*(?:与|和|及|对|把|将|以|为|在|向|由|是|让|使|从)(?=.{4})/;
const LONGEST = 14;

/** Where the name begins in what was found; null: it is no name. */
function nameFrom(found: string): number | null {
  let name = found.replace(LINKS, "");
  for (let rest = withoutVerb(name); rest !== name; rest = withoutVerb(name)) name = rest;
  if (name.length > LONGEST || COMMON.test(name) || /等|企业/.test(name)) return null;
  return found.length - name.length;
}

/** The first mention of every name, in order. */
export function namedOf(paragraphs: readonly Paragraph[]): Named[] {
  const found = new Map<string, Named>();
  for (const p of paragraphs)
    for (const { kind, form } of FORMS.filter(({ ends }) => ends.test(p.text)))
      for (const m of p.text.matchAll(form)) {
        const skip = m[0].startsWith("“") ? 0 : nameFrom(m[0]);
        if (skip === null) continue;
        const text = m[0].slice(skip);
        const key = `${kind}\n${text}`;
        if (!found.has(key))
          found.set(key, {
            kind,
            text,
            start: startOf(p, m.index + skip),
            end: endOf(p, m.index + m[0].length),
          });
      }
  return [...found.values()].toSorted((a, b) => a.start - b.start);
}
