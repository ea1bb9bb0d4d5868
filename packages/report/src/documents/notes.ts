/** What a document says of its own figures at the end: made-up data, provisional readings, what is missing and why. */
import type { DocumentData } from "./data.ts";
import type { Address } from "./controls.ts";
import type { Part, Sentence } from "./draft/sentence.ts";
import { name, words } from "./draft/sentence.ts";
import type { NamedFigure } from "./look-up.ts";
import type { NoteName } from "./names.ts";

export interface Gap {
  readonly name: string;
  readonly reason: string;
  /** By which the server finds what is missing. */
  readonly trace: string;
}

export const noteAddress = (note: NoteName): Address => ({ scope: null, path: [note], label: note });

/** A reading holds for a whole column of a list: it is named once. */
const readings = (figures: readonly NamedFigure[]): string[] => [
  ...new Set(
    figures.map(({ address: { scope, path, label } }) =>
      scope === null ? label : `${scope}“${path.at(-1) ?? ""}”`,
    ),
  ),
];

const listed = (items: readonly string[]): Part[] =>
  items.flatMap((item, i) => [...(i === 0 ? [] : [words("、")]), name(item)]);

/** Each missing figure once, in the order of the document. */
export function gapsOf(figures: readonly NamedFigure[]): readonly Gap[] {
  const gaps = new Map<string, Gap>();
  for (const { address, figure } of figures)
    if (figure.value === null && !gaps.has(address.label))
      gaps.set(address.label, {
        name: address.label,
        reason: figure.reason,
        trace: figure.trace,
      });
  return [...gaps.values()];
}

function gapParts(gaps: readonly Gap[]): Part[] {
  const reasons = [...new Set(gaps.map((gap) => gap.reason))];
  return reasons.flatMap((reason, i) => [
    ...(i === 0 ? [] : [words("；")]),
    ...listed(gaps.filter((gap) => gap.reason === reason).map((gap) => gap.name)),
    words("（"),
    name(reason),
    words("）"),
  ]);
}

/** The sentence of a note over the figures used; null: there is nothing to say. */
export function noteSentence(
  note: NoteName,
  figures: readonly NamedFigure[],
  { draft, source }: Pick<DocumentData, "draft" | "source">,
): Sentence | null {
  switch (note) {
    case "草稿说明":
      return draft === undefined ? null : { id: note, parts: [name(draft)] };
    case "出处说明":
      return source === undefined ? null : { id: note, parts: [name(source)] };
    case "演示说明":
      return figures.some((f) => f.figure.marks.includes("demo"))
        ? { id: note, parts: [words("演示数据，不得用于正式工作")] }
        : null;
    case "口径说明": {
      const assumed = readings(figures.filter((f) => f.figure.marks.includes("assumed")));
      return assumed.length === 0
        ? null
        : { id: note, parts: [words("采用暂定口径（待确认）的数："), ...listed(assumed), words("。")] };
    }
    case "数据缺口说明": {
      const gaps = gapsOf(figures);
      return gaps.length === 0
        ? null
        : { id: note, parts: [words("暂无数据的项目："), ...gapParts(gaps), words("。")] };
    }
  }
}

/** What stands in the place of a note that has nothing to say any more. */
export const emptyNote = (note: NoteName): Sentence => ({
  id: note,
  parts:
    note === "口径说明" || note === "数据缺口说明"
      ? [words(note === "口径说明" ? "采用暂定口径（待确认）的数：无。" : "暂无数据的项目：无。")]
      : [],
});
