/** Which figure the heads of a cell point at. Suggestions only: somebody points, nobody else. */
import type { Sheet } from "@lianzhang/intake";
import { readUnit } from "@lianzhang/intake";
import type { Label, Month } from "@lianzhang/kernel";
import { unitFits } from "@lianzhang/kernel";
import type { Heads } from "./heads.ts";
import { WordIndex } from "./heads.ts";
import type { NamedFigure, NamedMember } from "./names.ts";
import type { Suggestion } from "./doubts.ts";
import { apart, labelOf, unlabelled } from "./doubts.ts";
import { isTotal, Names } from "./names.ts";
import { say } from "./note.ts";
import type { ReadHeads, ReadWord, TimeSaid } from "./reading.ts";
import { NO_TIME, readHeads, timeOf, unitOver } from "./reading.ts";
import { wordsIn } from "./skeleton.ts";
import type { FigureCatalogue, FigureDescription, Member, PeriodRule, Wanted } from "./wanted.ts";
import { ruleLabel } from "./wanted.ts";

/** Names of the columns on the left, for heads that have none. */
interface Beside {
  readonly read: ReadHeads;
  readonly rest: readonly ReadWord[];
  readonly certainty: number;
}

interface PeriodTold {
  readonly rule: PeriodRule;
  readonly certainty: number;
  readonly why: Label;
}

/** A sheet and a catalogue, made ready for many cells. */
export class Reader {
  readonly index: WordIndex;
  readonly names: Names;

  constructor(sheet: Sheet, catalogue: FigureCatalogue | Names, reported: Month) {
    this.index = new WordIndex(wordsIn(sheet), reported);
    this.names = catalogue instanceof Names ? catalogue : new Names(catalogue);
    this.#sheet = sheet.name ?? "";
  }
  readonly #sheet: string;

  headsAt(row: number, column: number): Heads {
    return this.index.headsAt(row, column);
  }

  suggest(row: number, column: number): Suggestion[] {
    const heads = this.headsAt(row, column);
    const label = labelOf(this.index, row, column, heads);
    if (label === "aside") return [];
    const own = readHeads(this.index, heads);
    const found = this.#membersIn(own);
    const left = own.words.filter((w) => !found.used.has(w) && w.stem !== "");
    const beside = left.length === 0 ? this.#named(row, column, own) : null;
    const { read, rest } = beside ?? { read: own, rest: left };
    const figures = this.#figuresIn(rest, read);
    if (figures.length === 0) return [];
    const above = this.#above(heads);
    const members = found.members.length > 0 || found.total ? found.members : this.#membersAbove(above);
    const suggested = figures
      .flatMap((named) => this.#suggestion(named, members, read, heads, above))
      .map((s) => ({ ...s, certainty: Math.min(s.certainty, beside?.certainty ?? 1) }))
      .map((s) => (label === "none" ? unlabelled(s) : s))
      .toSorted((a, b) => b.certainty - a.certainty);
    return apart(this.names.catalogue, suggested);
  }

  /**
   * Heads of nothing but words of time are named by the columns on their left: 同比增速 is the growth of the figure there, over
   * the same months; 1-5月 under a group whose merge was lost is a figure of the group.
   */
  #named(row: number, column: number, own: ReadHeads): Beside | null {
    const level = this.headsAt(row, column).columns;
    let { time } = own;
    for (let c = column - 1; c >= 1; c--) {
      const heads = this.headsAt(row, c);
      const beside = readHeads(this.index, heads);
      if (time.span === null) time = { ...beside.time, growth: own.time.growth };
      const { used } = this.#membersIn(beside);
      const rest = beside.words.filter((w) => !used.has(w) && w.stem !== "" && w.from === "column");
      if (rest.length === 0) continue;
      if (own.time.growth) return { read: { ...own, time }, rest, certainty: c === column - 1 ? 1 : 0.85 };
      const grouped = heads.columns.length > level.length && heads.columns.at(-1)?.top === level.at(-1)?.top;
      return grouped
        ? { read: own, rest: rest.filter((w) => w.word !== heads.columns.at(-1)), certainty: 0.85 }
        : null;
    }
    return null;
  }

  /** Members of groupings in the heads, each head for itself. */
  #membersIn({ words }: ReadHeads): {
    readonly members: readonly NamedMember[];
    readonly used: ReadonlySet<ReadWord>;
    readonly total: boolean;
  } {
    const [members, used] = [new Map<string, NamedMember>(), new Set<ReadWord>()];
    let total = false;
    for (const word of words) {
      if (isTotal(word.stem)) {
        used.add(word);
        total = true;
        continue;
      }
      const named =
        this.names.members(word.full).length > 0
          ? this.names.members(word.full)
          : this.names.members(word.stem);
      const [first] = named;
      if (first === undefined) continue;
      used.add(word);
      // One name for members of two groupings leaves it open which is meant.
      const open = named.length > 1 ? 0.7 : 1;
      members.set(first.member.by, { ...first, certainty: Math.min(first.certainty, open) });
    }
    return { members: [...members.values()], used, total };
  }

  /** Words above the heads: the titles of the table, and the sheet's name. */
  #above(heads: Heads): string[] {
    const top = Math.min(...heads.columns.map((w) => w.top), Infinity);
    const words = this.index.words.filter((w) => w.top < top).map((w) => w.text);
    return [...words, this.#sheet].filter((t) => t !== "");
  }

  #membersAbove(above: readonly string[]): readonly NamedMember[] {
    const own = this.names.catalogue.groupings.flatMap((g) =>
      g.members.map((m) => ({ member: { by: g.id, code: m.code }, label: m.label })),
    );
    const said = own.filter(({ label }) => above.some((text) => text.includes(label.zh)));
    const by = new Set(said.map((s) => s.member.by));
    return said
      .filter((s) => said.filter((o) => o.member.by === s.member.by).length === 1 && by.has(s.member.by))
      .map((s) => ({
        ...s,
        certainty: 0.92,
        why: say(`标题或表名写有“${s.label.zh}”`, `title or sheet names “${s.label.en}”`),
      }));
  }

  #figuresIn(rest: readonly ReadWord[], { time }: ReadHeads): NamedFigure[] {
    for (const [text, certainty] of triesOf(rest)) {
      const named = this.names.figures(text);
      if (named.length > 0) return this.#grown(lowered(named, certainty), time, text);
    }
    const alike = this.names.alike(rest.map((w) => w.stem).join(""));
    return this.#grown([...alike], time, "");
  }

  /** Under words of growth a figure's own growth is meant. */
  #grown(named: NamedFigure[], time: TimeSaid, text: string): NamedFigure[] {
    const own = timeOf([text], this.index.reported).growth;
    if (!time.growth || own) return named;
    return named.flatMap((n) => {
      if (n.figure.growthOf !== null) return [n];
      return this.names.catalogue.figures
        .filter((f) => f.growthOf === n.figure.id)
        .map((figure) => ({
          ...n,
          figure,
          certainty: Math.min(n.certainty, 0.98),
          why: say(`“${n.figure.label.zh}”的增速`, `the growth of “${n.figure.label.en}”`),
        }));
    });
  }

  #suggestion(
    named: NamedFigure,
    members: readonly NamedMember[],
    read: ReadHeads,
    heads: Heads,
    above: readonly string[],
  ): Suggestion[] {
    const { figure } = named;
    const reasons: Label[] = [named.why, ...members.map((m) => m.why)];
    let certainty = Math.min(named.certainty, ...members.map((m) => m.certainty));
    const foreign = members.filter((m) => !figure.by.includes(m.member.by));
    if (foreign.length > 0) {
      certainty = Math.min(certainty, 0.5);
      reasons.push(say("该指标没有这一分组", "the figure has no such grouping"));
    }
    const period = this.#period(figure, read.time, above);
    const unit = this.#unit(figure, heads);
    certainty = Math.min(certainty, period.certainty, unit.certainty);
    const want: Wanted = {
      figure: figure.id,
      period: period.rule,
      of: members.map((m): Member => m.member),
      unit: unit.text,
      decimals: null,
    };
    return [{ want, certainty, reasons: [...reasons, period.why, unit.why] }];
  }

  #period(figure: FigureDescription, time: TimeSaid, above: readonly string[]): PeriodTold {
    // A growth names last year only as what it is compared with.
    const growth = figure.growthOf !== null;
    const back = growth && time.back === 12 ? 0 : (time.back ?? 0);
    const told = (rule: PeriodRule, certainty: number, where: Label): PeriodTold => ({
      rule,
      certainty,
      why: say(`${ruleLabel(rule).zh}:${where.zh}`, `${ruleLabel(rule).en}: ${where.en}`),
    });
    if (figure.every === "year")
      return told({ span: "year", back }, 1, say("该指标只有年度数", "a yearly figure"));
    if (time.span !== null) return told({ span: time.span, back }, 1, say("按表头", "by the head"));
    const title = above.map((t) => timeOf([t], this.index.reported)).find((t) => t.span !== null) ?? NO_TIME;
    if (title.span !== null)
      return told({ span: title.span, back: back + (title.back ?? 0) }, 0.95, say("按标题", "by the title"));
    return told(
      { span: "cumulative", back },
      0.75,
      say("表上未写,请核对", "not written on the sheet; check"),
    );
  }

  #unit(
    figure: FigureDescription,
    heads: Heads,
  ): { readonly text: string; readonly certainty: number; readonly why: Label } {
    const [said, own] = [unitOver(this.index, heads), readUnit(figure.unit)];
    const fitting = (said?.units ?? []).filter((text) => {
      const unit = readUnit(text);
      return unit !== null && own !== null && unitFits(unit, own);
    });
    const [text] = fitting;
    if (text !== undefined)
      return {
        text,
        certainty: fitting.length === 1 ? 1 : 0.7,
        why: say(`单位“${text}”`, `unit “${text}”`),
      };
    if (said !== null && said.from === "head")
      return {
        text: figure.unit,
        certainty: 0.4,
        why: say(
          `表头单位“${said.text}”与该指标不是同类`,
          `the unit “${said.text}” of the head is of another kind`,
        ),
      };
    const certain = figure.growthOf !== null || figure.unit === "%" ? 0.97 : 0.8;
    return {
      text: figure.unit,
      certainty: certain,
      why: say(`表上未写单位,按${figure.unit}`, `no unit is written; taken as ${figure.unit}`),
    };
  }
}

const lowered = (named: readonly NamedFigure[], certainty: number): NamedFigure[] =>
  named.map((n) => ({ ...n, certainty: Math.min(n.certainty, certainty) }));

/** The ways to read the heads as one name, the surest first. */
function triesOf(rest: readonly ReadWord[]): (readonly [text: string, certainty: number])[] {
  const [columns, rows] = [rest.filter((w) => w.from === "column"), rest.filter((w) => w.from === "row")];
  const join = (words: readonly ReadWord[], of: "full" | "stem"): string => words.map((w) => w[of]).join("");
  const alone = (own: readonly ReadWord[], other: readonly ReadWord[]): (readonly [string, number])[] => {
    // Words that say nothing known on the other side leave a doubt.
    const most = other.length === 0 ? 1 : 0.7;
    return [
      [join(own, "full"), most],
      [join(own, "stem"), Math.min(most, 0.99)],
      [own.at(-1)?.full ?? "", Math.min(most, own.length > 1 ? 0.9 : 1)],
      [own.at(-1)?.stem ?? "", Math.min(most, own.length > 1 ? 0.9 : 0.99)],
      ...own.slice(0, -1).map((w): readonly [string, number] => [w.stem, 0.6]),
    ];
  };
  return [
    ...(columns.length > 0 && rows.length > 0
      ? ([
          [join(rows, "stem") + join(columns, "stem"), 0.99],
          [join(columns, "stem") + join(rows, "stem"), 0.99],
        ] as const)
      : []),
    ...alone(columns, rows),
    ...alone(rows, columns),
  ].filter(([text]) => text !== "");
}

type At = { readonly row: number; readonly column: number };

/** For each cell what its heads point at, the surest first; the sheet and the names are read once for all of them. */
export function suggestForCells(
  sheet: Sheet,
  cells: readonly At[],
  catalogue: FigureCatalogue,
  reported: Month,
): readonly (readonly Suggestion[])[] {
  const reader = new Reader(sheet, catalogue, reported);
  return cells.map((cell) => {
    const [row, column] = sheet.rows[cell.row - 1]?.[cell.column - 1]?.of ?? [cell.row, cell.column];
    return reader.suggest(row, column);
  });
}

/** The figures that the heads of a cell point at, the surest first; none: they name nothing that is known. */
export function suggestFigures(
  sheet: Sheet,
  cell: At,
  catalogue: FigureCatalogue,
  reported: Month,
): readonly Suggestion[] {
  return suggestForCells(sheet, [cell], catalogue, reported)[0] ?? [];
}
