/** Names of figures and of members of groupings, as heads write them. */
import { canonical } from "@lianzhang/intake";
import type { Label } from "@lianzhang/kernel";
import { nearest } from "@lianzhang/kernel";
import { say } from "./note.ts";
import type { FigureCatalogue, FigureDescription, GroupingDescription, Member } from "./wanted.ts";

export interface NamedFigure {
  readonly figure: FigureDescription;
  readonly certainty: number;
  readonly why: Label;
}

export interface NamedMember {
  readonly member: Member;
  readonly label: Label;
  readonly certainty: number;
  readonly why: Label;
}

const NUMBERING =
  /^(?:[一二三四五六七八九十]{1,3}[、.]|\(?[一二三四五六七八九十\d]{1,2}\)|\d{1,2}[.、]|其中:?|减:|加:|#)+/;
const TOTALS: ReadonlySet<string> = new Set(["全市", "合计", "总计", "全市合计", "total"]);

/** A name without numbering and 其中. */
const plain = (text: string): string => text.replace(NUMBERING, "");
export const isTotal = (text: string): boolean => TOTALS.has(plain(text));

/** 东坡区 is also 东坡. */
const short = (name: string): string => (name.length > 2 ? name.replace(/[区县市]$/, "") : name);

/** A catalogue's names, made ready once. */
export class Names {
  readonly catalogue: FigureCatalogue;
  readonly #figures = new Map<string, NamedFigure[]>();
  readonly #members = new Map<string, NamedMember[]>();

  constructor(catalogue: FigureCatalogue) {
    this.catalogue = catalogue;
    const same = say("名称相同", "the name is the same");
    for (const figure of catalogue.figures) {
      for (const name of [figure.label.zh, figure.label.en, figure.id])
        put(this.#figures, canonical(name), { figure, certainty: 1, why: same });
      for (const name of figure.also)
        put(this.#figures, canonical(name), {
          figure,
          certainty: 0.98,
          why: say(`又名“${name}”`, `also called “${name}”`),
        });
    }
    for (const grouping of catalogue.groupings) this.#addMembers(grouping);
  }

  #addMembers({ id, label, members }: GroupingDescription): void {
    for (const m of members) {
      const member: Member = { by: id, code: m.code };
      const is = say(`${label.zh}“${m.label.zh}”`, `${label.en} “${m.label.en}”`);
      const add = (name: string, certainty: number): void =>
        put(this.#members, canonical(name), { member, label: m.label, certainty, why: is });
      for (const name of [m.label.zh, m.label.en, m.code]) add(name, 1);
      for (const name of m.also) add(name, 0.98);
      add(short(m.label.zh), 0.93);
    }
  }

  /** Figures of exactly this name, by one of the ways it may be written. */
  figures(text: string): readonly NamedFigure[] {
    const whole = this.#figures.get(text);
    if (whole) return whole;
    const without = (name: string, certainty: number, why: Label): readonly NamedFigure[] =>
      (this.#figures.get(name) ?? []).map((n) => ({
        ...n,
        certainty: Math.min(n.certainty, certainty),
        why,
      }));
    const unnumbered = without(plain(text), 0.95, say("不计序号和“其中”", "numbering and 其中 apart"));
    if (unnumbered.length > 0) return unnumbered;
    const open = plain(text).replace(/\([^()]*\)/g, "");
    return without(open, 0.85, say("不计括号内的字", "words in brackets apart"));
  }

  /** Figures with nearly this name: proposed only. */
  alike(text: string): readonly NamedFigure[] {
    const bare = plain(text).replace(/\([^()]*\)/g, "");
    if (bare.length < 2) return [];
    const near = nearest(bare, this.#figures.keys());
    const inside = [...this.#figures.keys()].filter(
      (n) => n.length >= 2 && (bare.includes(n) || n.includes(bare)),
    );
    const names = near === null ? inside : [near, ...inside];
    return names
      .flatMap((name) => this.#figures.get(name) ?? [])
      .map((n, i) => ({
        ...n,
        certainty: near !== null && i === 0 ? 0.65 : 0.55,
        why: say(`与“${n.figure.label.zh}”相近`, `like “${n.figure.label.en}”`),
      }));
  }

  members(text: string): readonly NamedMember[] {
    return this.#members.get(text) ?? this.#members.get(plain(text)) ?? [];
  }

  memberOf(member: Member): Label | null {
    const grouping = this.catalogue.groupings.find((g) => g.id === member.by);
    return grouping?.members.find((m) => m.code === member.code)?.label ?? null;
  }
}

function put<T extends { readonly certainty: number }>(map: Map<string, T[]>, key: string, value: T): void {
  if (key === "") return;
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else if (!list.some((v) => sameThing(v, value))) list.push(value);
}

const sameThing = (a: object, b: object): boolean =>
  "figure" in a && "figure" in b
    ? a.figure === b.figure
    : "member" in a && "member" in b && JSON.stringify(a.member) === JSON.stringify(b.member);
