/** Which names a template may use: of data at hand, or of a kind of document before there is data. */
import { nearest } from "@lianzhang/kernel";
import type { DocumentData } from "./data.ts";
import { foldName } from "./marker.ts";

export interface NameTable {
  /** With the unit, where it is known. */
  readonly figures: ReadonlyMap<string, string | null>;
  readonly texts: ReadonlySet<string>;
  readonly lists: ReadonlyMap<string, NameTable>;
}

/** Texts that filling writes itself, at the beginning or the end. */
export const NOTES = {
  草稿说明: "月份没有签发时写明是草稿;没有这个标记就写在最前",
  演示说明: "有演示数据时写“演示数据,不得用于正式工作”",
  出处说明: "数出自哪一次签发的核算批次;没有这个标记就写在文末",
  口径说明: "逐项列出采用暂定口径的数",
  数据缺口说明: "逐项列出暂无数据的数及原因",
} as const;
export type NoteName = keyof typeof NOTES;
export const NOTE_NAMES: readonly NoteName[] = [
  "草稿说明",
  "演示说明",
  "出处说明",
  "口径说明",
  "数据缺口说明",
];
export const isNote = (text: string): text is NoteName => Object.hasOwn(NOTES, text);

/** Texts that every row of a loop has. */
export const ROW_NAMES = { 序号: "1、2、3……", 末项: "最后一行才有,用于 {{?!末项}}、{{/末项}}" } as const;

export function namesOf(data: DocumentData): NameTable {
  const lists = new Map<string, NameTable>();
  for (const [name, list] of Object.entries(data.lists)) {
    const first = list.rows[0];
    lists.set(foldName(name), {
      figures: new Map(list.columns.figures.map((f) => [foldName(f), first?.figures[f]?.unit ?? null])),
      texts: new Set(list.columns.texts.map(foldName)),
      lists: new Map(),
    });
  }
  return {
    figures: new Map(Object.entries(data.figures).map(([name, figure]) => [foldName(name), figure.unit])),
    texts: new Set(Object.keys(data.texts).map(foldName)),
    lists,
  };
}

export type Meaning =
  | { readonly kind: "figure"; readonly unit: string | null }
  | { readonly kind: "text" }
  | { readonly kind: "note" }
  | { readonly kind: "row" }
  | { readonly kind: "list"; readonly inside: NameTable };

/** What a name means, looked up from the innermost loop outwards. */
export function meaningOf(name: string, scopes: readonly NameTable[]): Meaning | null {
  if (scopes.length > 1 && Object.hasOwn(ROW_NAMES, name)) return { kind: "row" };
  for (const scope of scopes.toReversed()) {
    const unit = scope.figures.get(name);
    if (unit !== undefined) return { kind: "figure", unit };
    if (scope.texts.has(name)) return { kind: "text" };
    const inside = scope.lists.get(name);
    if (inside !== undefined) return { kind: "list", inside };
  }
  return isNote(name) ? { kind: "note" } : null;
}

/** The nearest name that would have been understood. */
export function nearestName(name: string, scopes: readonly NameTable[]): string | null {
  return nearest(name, [
    ...scopes.flatMap((s) => [...s.figures.keys(), ...s.texts, ...s.lists.keys()]),
    ...NOTE_NAMES,
    ...(scopes.length > 1 ? Object.keys(ROW_NAMES) : []),
  ]);
}
