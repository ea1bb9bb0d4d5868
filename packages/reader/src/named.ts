/** Names a decision carries: industries, parks, mechanisms, places, programmes. */
import type { Paragraph } from "./text.ts";
import { endOf, startOf } from "./text.ts";

export interface Named {
  readonly kind: "industry" | "park" | "mechanism" | "place" | "programme";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const FORMS: readonly { readonly kind: Named["kind"]; readonly form: RegExp }[] = [
  { kind: "programme", form: /“[^“”]{2,16}”(?:计划|工程|行动|专项)/g },
  {
    kind: "mechanism",
    form: /(?:[^,。;、的:“”]{0,10}(?:链长制|工作机制|联席会议|工作专班|评价机制|激励机制|容错机制))|“[^“”]{2,12}”(?:机制|制度|改革|模式|评价)/g,
  },
  {
    kind: "park",
    form: /[^,。;、的:“”与和在]{2,10}(?:高新区|经开区|工业园区|产业园区|开发区|产业园|工业园)/g,
  },
  { kind: "industry", form: /[^,。;、的:“”与和——]{2,8}产业(?=[。,、链集规]|$)/g },
];

/** The first mention of every name, in order. */
export function namedOf(paragraphs: readonly Paragraph[]): Named[] {
  const found = new Map<string, Named>();
  for (const p of paragraphs)
    for (const { kind, form } of FORMS)
      for (const m of p.text.matchAll(form)) {
        const key = `${kind}\n${m[0]}`;
        if (!found.has(key))
          found.set(key, {
            kind,
            text: m[0],
            start: startOf(p, m.index),
            end: endOf(p, m.index + m[0].length),
          });
      }
  return [...found.values()].toSorted((a, b) => a.start - b.start);
}
