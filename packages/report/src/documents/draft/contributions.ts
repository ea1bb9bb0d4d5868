/** Who carries growth and who pulls it down, in points of the whole's growth. */
import type { DocumentFigure } from "../figure.ts";
import { shownDecimal, shownSign } from "../figure-text.ts";
import type { Part, Sentence } from "./sentence.ts";
import { figure, name, words } from "./sentence.ts";

export interface Contribution {
  readonly name: string;
  /** Points of the whole's growth, unit 百分点. */
  readonly points: DocumentFigure;
}

export interface Contributions {
  /** 从产业看, 从县(区)看, 从企业看. */
  readonly view: string;
  /** Of what growth: 全市规模以上工业总产值增速. */
  readonly whole: string;
  readonly items: readonly Contribution[];
  /** How many are named on each side. */
  readonly most: number;
}

const size = ({ points }: Contribution): number => {
  const v = shownDecimal(points);
  return v === null ? 0 : Number(v.num) / Number(v.den);
};

/** Each side's largest first; equal ones in the order they came. */
function side(items: readonly Contribution[], sign: 1 | -1, most: number): readonly Contribution[] {
  return items
    .filter((item) => shownSign(item.points) === sign)
    .toSorted((a, b) => sign * (size(b) - size(a)))
    .slice(0, most);
}

const listed = (items: readonly Contribution[], verb: string): Part[] =>
  items.flatMap((item, i) => [
    ...(i === 0 ? [] : [words("、")]),
    name(item.name),
    words(verb),
    figure(`${item.name}拉动`, item.points, "百分点", "绝对值"),
  ]);

/** 从产业看,对全市规模以上工业总产值增速,锂电产业拉动3.2个百分点;电子信息产业下拉0.4个百分点。 */
export function contributionSentence({ view, whole, items, most }: Contributions): Sentence | null {
  const [up, down] = [side(items, 1, most), side(items, -1, most)];
  if (up.length === 0 && down.length === 0) return null;
  return {
    id: `${view}/拉动`,
    parts: [
      name(view),
      words("，对"),
      name(whole),
      words("，"),
      ...listed(up, "拉动"),
      ...(up.length > 0 && down.length > 0 ? [words("；")] : []),
      ...listed(down, "下拉"),
      words("。"),
    ],
  };
}
