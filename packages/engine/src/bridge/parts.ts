/** Divides the difference between two sides: each subject's difference belongs to exactly one part a term. */
import type { Label } from "@lianzhang/kernel";
import type { Cell, Obstacle, SideSubject } from "./side.ts";

/** In the order they are shown. */
export const PART_KINDS = [
  "entered",
  "left",
  "newly_reported",
  "no_longer_reported",
  "site",
  "attribution",
  "price",
  "volume",
  "changed",
  "restated",
  "valued",
  "unexplained",
] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** What the parts are called on every surface. */
export const PART_WORDS: Readonly<Record<PartKind, Label>> = {
  entered: { zh: "新增", en: "Entered" },
  left: { zh: "退出", en: "Left" },
  newly_reported: { zh: "新报送", en: "Newly reported" },
  no_longer_reported: { zh: "缺报", en: "No longer reported" },
  site: { zh: "所在地变动", en: "Moved to another place" },
  attribution: { zh: "归属变动", en: "Attributed elsewhere" },
  price: { zh: "价格变动", en: "Price" },
  volume: { zh: "物量增减", en: "Volume" },
  changed: { zh: "存续企业增减", en: "Change of the same firms" },
  restated: { zh: "数据修订", en: "Restated" },
  valued: { zh: "计量口径不同", en: "Valued otherwise" },
  unexplained: { zh: "未入报表", en: "Not in the returns" },
};

export interface PartSubject {
  readonly register: string;
  readonly code: string;
  readonly name: string;
  /** What it counts on each side; null: not in the figure there, or no value. */
  readonly from: bigint | null;
  readonly to: bigint | null;
  readonly difference: bigint;
  /** For moves: the attribute and its code on each side. */
  readonly move: { readonly key: string; readonly from: string | null; readonly to: string | null } | null;
}

export interface Part {
  readonly kind: PartKind;
  readonly value: bigint;
  /** Sums of what rises and of what falls: a part of nought may hold large moves. */
  readonly gained: bigint;
  readonly lost: bigint;
  /** Subjects with a difference; those listed are the largest of them, from the asked offset on. */
  readonly count: number;
  readonly subjects: readonly PartSubject[];
}

/** What a subject that is in both sides with a value differs by. */
export type SameSubject = "changed" | "restated" | "valued" | "price";

/** Values of the twin at constant prices by subject key, where both sides have one. */
export type Volumes = ReadonlyMap<string, { readonly from: bigint; readonly to: bigint }>;

interface Paired {
  readonly from: Cell | null;
  readonly to: Cell | null;
}

const IN: Readonly<Record<Obstacle, PartKind>> = {
  site: "site",
  attribution: "attribution",
  belonging: "entered",
  value: "newly_reported",
};
const OUT: Readonly<Record<Obstacle, PartKind>> = {
  site: "site",
  attribution: "attribution",
  belonging: "left",
  value: "no_longer_reported",
};

/** The one part a pair of cells belongs to. A subject that is in no register row has no cell: it is not there at all. */
function kindOf({ from, to }: Paired, same: SameSubject): PartKind {
  const [before, after] = [from?.counted ?? 0, to?.counted ?? 0];
  if (before < after) return from === null ? "entered" : IN[from.obstacle?.kind ?? "belonging"];
  if (before > after) return to === null ? "left" : OUT[to.obstacle?.kind ?? "belonging"];
  const [had, has] = [from?.present ?? 0, to?.present ?? 0];
  return had === has ? same : had < has ? "newly_reported" : "no_longer_reported";
}

const merged = (cells: ReadonlyMap<number, Cell>): Cell =>
  [...cells.values()].reduce((a, b) => ({
    counted: a.counted + b.counted,
    present: a.present + b.present,
    value: a.value + b.value,
    obstacle: a.obstacle ?? b.obstacle,
  }));

/** Term by term when both sides have the same terms, else everything a subject counts at once. */
function pairs(from: SideSubject | undefined, to: SideSubject | undefined, aligned: boolean): Paired[] {
  const either = to ?? from;
  if (!either) return [];
  if (!aligned) return [{ from: from ? merged(from.cells) : null, to: to ? merged(to.cells) : null }];
  return [...either.cells.keys()].map((term) => ({
    from: from?.cells.get(term) ?? null,
    to: to?.cells.get(term) ?? null,
  }));
}

interface Entry {
  value: bigint;
  from: bigint | null;
  to: bigint | null;
  key: string | null;
}

const shown = (cell: Cell | null): bigint | null => (cell === null || cell.present === 0 ? null : cell.value);
const plus = (a: bigint | null, b: bigint | null): bigint | null => (a === null ? b : b === null ? a : a + b);

/**
 * The parts of one difference. Their values sum to the difference of all cells, whatever is in them: every pair
 * of cells goes to one part, and a split into price and volume adds up to its pair.
 */
export function partsOf(
  from: ReadonlyMap<string, SideSubject>,
  to: ReadonlyMap<string, SideSubject>,
  how: {
    readonly aligned: boolean;
    readonly same: SameSubject;
    readonly volumes: Volumes | null;
    readonly limit: number;
    readonly offset: number;
  },
): readonly Part[] {
  const entries = new Map<PartKind, Map<string, Entry>>();
  const add = (kind: PartKind, subject: string, pair: Paired, value: bigint): void => {
    if (value === 0n) return;
    const list = entries.get(kind) ?? new Map<string, Entry>();
    entries.set(kind, list);
    const entry = list.get(subject) ?? { value: 0n, from: null, to: null, key: null };
    list.set(subject, {
      value: entry.value + value,
      from: plus(entry.from, shown(pair.from)),
      to: plus(entry.to, shown(pair.to)),
      key: entry.key ?? (pair.from?.obstacle ?? pair.to?.obstacle)?.key ?? null,
    });
  };
  for (const subject of new Set([...from.keys(), ...to.keys()])) {
    for (const pair of pairs(from.get(subject), to.get(subject), how.aligned)) {
      const value = (pair.to?.value ?? 0n) - (pair.from?.value ?? 0n);
      const kind = kindOf(pair, how.same);
      const constant = kind === "changed" ? how.volumes?.get(subject) : undefined;
      const volume = constant ? constant.to - constant.from : null;
      if (volume === null) add(kind, subject, pair, value);
      else {
        add("volume", subject, pair, volume);
        add("price", subject, pair, value - volume);
      }
    }
  }
  return PART_KINDS.flatMap((kind) => {
    const list = [...(entries.get(kind) ?? [])].filter(([, e]) => e.value !== 0n);
    return list.length === 0 ? [] : [partOf(kind, list, from, to, how)];
  });
}

const size = (v: bigint): bigint => (v < 0n ? -v : v);

function partOf(
  kind: PartKind,
  list: readonly (readonly [string, Entry])[],
  from: ReadonlyMap<string, SideSubject>,
  to: ReadonlyMap<string, SideSubject>,
  page: { readonly limit: number; readonly offset: number },
): Part {
  const sum = (of: (v: bigint) => boolean): bigint =>
    list.reduce((total, [, e]) => (of(e.value) ? total + e.value : total), 0n);
  const ordered = list.toSorted(([a, x], [b, y]) =>
    size(x.value) === size(y.value) ? (a < b ? -1 : 1) : size(x.value) > size(y.value) ? -1 : 1,
  );
  return {
    kind,
    value: sum(() => true),
    gained: sum((v) => v > 0n),
    lost: sum((v) => v < 0n),
    count: list.length,
    subjects: ordered.slice(page.offset, page.offset + page.limit).flatMap(([subject, e]) => {
      const [before, after] = [from.get(subject), to.get(subject)];
      const known = after ?? before;
      if (!known) return [];
      const { register, code, name } = known;
      const move =
        e.key !== null && (known.codes.has(e.key) || before?.codes.has(e.key) === true)
          ? { key: e.key, from: before?.codes.get(e.key) ?? null, to: after?.codes.get(e.key) ?? null }
          : null;
      return [{ register, code, name, from: e.from, to: e.to, difference: e.value, move }];
    }),
  };
}
