/** Disclosure control over tables a statistician would draw, and over random ones with an independent proof. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell } from "./cells.ts";
import { chooseCells } from "./choose.ts";
import type { DisclosureRules } from "./rules.ts";
import { sensitivity } from "./rules.ts";
import type { Vector } from "./span.ts";

const RULES: DisclosureRules = {
  threshold: 3,
  dominance: { n: 2, share: 85n * 100_000_000n },
  assumed: true,
};

/** A firm's output with the codes it is grouped by. */
type Firm = { readonly name: string; readonly output: bigint } & Readonly<Record<string, string | bigint>>;

const output = (year: number) => ({
  variable: "output",
  period: { from: year * 12, to: year * 12 + 11 },
  flow: true,
  times: { num: 1n, den: 1n },
});

/** The cell of the firms with these codes: `{ county: "east" }`; none: the total. */
function cell(firms: readonly Firm[], codes: Readonly<Record<string, string>>, year = 2025): Cell {
  const inside = firms.filter((f) => Object.entries(codes).every(([k, v]) => f[k] === v));
  return {
    key: `${year} ${JSON.stringify(codes)}`,
    depth: Object.keys(codes).length,
    parts: new Map(inside.map((f) => [f.name, { value: f.output, share: 10_000n }])),
    of: `output ${year}`,
    family: `output ${year} by ${Object.keys(codes).join("+")}`,
    listed: false,
    single: false,
    terms: [output(year)],
  };
}

/** All cells of a grouping; `[]` is the total. */
function table(firms: readonly Firm[], by: readonly string[]): Cell[] {
  const codes = new Map(
    firms.map((f) => {
      const own = Object.fromEntries(by.map((k) => [k, String(f[k])]));
      return [JSON.stringify(own), own];
    }),
  );
  return [...codes.values()].map((c) => cell(firms, c));
}

const shownAs = (cells: readonly Cell[], before: readonly Cell[] = []): Record<string, string> => {
  const { withheld } = chooseCells([...before, ...cells], new Set(before), RULES);
  return Object.fromEntries(cells.map((c) => [c.key.slice(5), withheld.get(c) ?? "shown"]));
};

/** Whether a cell is some, not all, of another's firms. */
const isPart = (part: Cell, all: Cell): boolean =>
  part.parts.size < all.parts.size && [...part.parts.keys()].every((name) => all.parts.has(name));

/** The same question by another way: Gauss over fractions, written out; true when the target follows. */
function follows(target: Vector, known: readonly Vector[]): boolean {
  const width = Math.max(-1, ...[target, ...known].flatMap((v) => [...v.keys()])) + 1;
  const dense = (v: Vector): [bigint, bigint][] =>
    Array.from({ length: width }, (_, i) => [v.get(i) ?? 0n, 1n]);
  const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
  const simple = (n: bigint, d: bigint): [bigint, bigint] => {
    const g = gcd(n, d) || 1n;
    return [n / g, d / g];
  };
  const rank = (rows: [bigint, bigint][][]): number => {
    let done = 0;
    for (let column = 0; column < width && done < rows.length; column++) {
      const at = rows.findIndex((r, i) => i >= done && r[column]?.[0] !== 0n);
      const [pivot, swap] = [rows[at], rows[done]];
      if (at < 0 || !pivot || !swap) continue;
      rows[at] = swap;
      rows[done] = pivot;
      const [pn, pd] = pivot[column] ?? [1n, 1n];
      for (const row of rows.slice(done + 1)) {
        const [n, d] = row[column] ?? [0n, 1n];
        if (n === 0n) continue;
        const [fn, fd] = simple(n * pd, d * pn);
        pivot.forEach(([qn, qd], i) => {
          const [rn, rd] = row[i] ?? [0n, 1n];
          row[i] = simple(rn * qd * fd - qn * fn * rd, rd * qd * fd);
        });
      }
      done++;
    }
    return done;
  };
  return rank(known.map(dense)) === rank([...known, target].map(dense));
}

describe("when a sum tells too much", () => {
  const judged = (...values: number[]): string | null => sensitivity(values.map(BigInt), RULES);
  test("two firms are too few, and firms that made nothing are no company", () => {
    expect(judged(60, 40)).toBe("threshold");
    expect(judged(60, 40, 0, 0)).toBe("threshold");
    expect(judged(50, 30, 15, 5)).toBeNull();
  });
  test("two of four that hold more than 85 % can reckon each other", () => {
    expect(judged(70, 20, 6, 4)).toBe("dominance");
    expect(judged(90, 4, 3, 3)).toBe("dominance");
    expect(judged(70, 15, 10, 5)).toBeNull(); // exactly 85 % is not more
  });
  test("losses count by their size; no firm at all is nothing to hide", () => {
    expect(judged(-90, 4, 3, 3)).toBe("dominance");
    expect(judged()).toBeNull();
  });
});

const firm = (name: string, county: string, park: string, made: number): Firm => ({
  name,
  county,
  park,
  output: BigInt(made),
});
const CITY: readonly Firm[] = [
  ...["a", "b"].map((n, i) => firm(n, "north", "old", 40 + i)),
  ...["c", "d", "e", "f"].map((n, i) => firm(n, "east", "old", 30 + i)),
  ...["g", "h", "i"].map((n, i) => firm(n, "west", "new", 20 + i)),
  ...["j", "k", "l", "m", "n"].map((n, i) => firm(n, "south", "new", 10 + i)),
];

describe("what is shown of several tables together", () => {
  test("a county of two firms is withheld, and with it the smallest other county, since the total is shown", () => {
    expect(shownAs([...table(CITY, []), ...table(CITY, ["county"])])).toEqual({
      "{}": "shown",
      '{"county":"north"}': "threshold",
      '{"county":"south"}': "shown",
      '{"county":"east"}': "shown",
      '{"county":"west"}': "secondary",
    });
  });

  test("a withheld county is not put beside tiny ones only: their sum is judged like a cell", () => {
    const city = [
      ...[100, 90].map((n, i) => firm(`big${i}`, "north", "old", n)),
      ...[1, 1, 1].map((n, i) => firm(`tiny${i}`, "east", "old", n)),
      ...[50, 50, 50, 50, 50].map((n, i) => firm(`w${i}`, "west", "old", n)),
      ...[40, 40, 40, 40].map((n, i) => firm(`s${i}`, "south", "old", n)),
    ];
    // north + east = 193, of which two firms made 190; north + south = 350
    expect(shownAs([...table(city, []), ...table(city, ["county"])])).toEqual({
      "{}": "shown",
      '{"county":"north"}': "threshold",
      '{"county":"east"}': "shown",
      '{"county":"west"}': "shown",
      '{"county":"south"}': "secondary",
    });
  });

  test("a second table that cuts otherwise gives the county away once more: old park = north + east", () => {
    const shown = shownAs([...table(CITY, []), ...table(CITY, ["county"]), ...table(CITY, ["park"])]);
    expect(shown).toMatchObject({
      "{}": "shown",
      '{"park":"new"}': "shown",
      '{"park":"old"}': "shown",
      '{"county":"north"}': "threshold",
      '{"county":"east"}': "secondary",
    });
  });

  test("what was published before binds: with total, east, west and south out, north cannot be saved", () => {
    const before = [...table(CITY, []), ...table(CITY, ["county"]).filter((c) => !c.key.includes("north"))];
    const north = cell(CITY, { county: "north" });
    const choice = chooseCells([...before, north], new Set(before), RULES);
    expect(choice.withheld.get(north)).toBe("threshold");
    expect(choice.exposed).toBeGreaterThan(0);
  });

  test("two cells of many firms each, of which one has a single firm more, are not shown together", () => {
    const more = CITY.slice(2, 9);
    const less = more.slice(1);
    const inside = (firms: readonly Firm[], key: string): Cell => ({
      ...cell(firms, {}),
      key: `2025 ${key}`,
    });
    const shown = shownAs([inside(more, "designated"), inside(less, "designated and in chains")]);
    expect(Object.values(shown).toSorted()).toEqual(["secondary", "shown"]);
  });

  test("periods are tables too: nine months less eight, less September without one firm, is that firm's September", () => {
    const sum = (from: number, to: number, firms: readonly Firm[], key: string): Cell => ({
      ...cell(firms, {}),
      key: `2025 ${key}`,
      of: `output ${from} to ${to}`,
      terms: [{ ...output(2025), period: { from: 2025 * 12 + from - 1, to: 2025 * 12 + to - 1 } }],
    });
    const shown = shownAs([
      sum(1, 8, CITY, "January to August"),
      sum(1, 9, CITY, "January to September"),
      sum(9, 9, CITY.slice(1), "September, all but one"),
    ]);
    expect(shown).toEqual({
      "January to August": "shown",
      "January to September": "shown",
      "September, all but one": "secondary",
    });
  });
});

test("nothing withheld follows from what is shown: 300 random cities, three tables crossed, an older one beside", () => {
  const code = (n: number): fc.Arbitrary<string> => fc.integer({ min: 1, max: n }).map(String);
  const firms = fc.array(
    fc.record({ county: code(4), park: code(3), size: code(2), made: fc.integer({ min: 0, max: 1000 }) }),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(firms, (drawn) => {
      const city = drawn.map((f, i): Firm => ({
        ...f,
        made: BigInt(f.made),
        name: `f${i}`,
        output: BigInt(f.made),
      }));
      const older = table(city, ["size"]);
      const cells = [[], ["county"], ["park"], ["county", "park"], ["park", "size"]].flatMap((by) =>
        table(city, by),
      );
      const before = older.filter(
        (c) =>
          sensitivity(
            [...c.parts.values()].map((p) => p.value),
            RULES,
          ) === null,
      );
      const all = [...new Map([...before, ...cells].map((c) => [c.key, c])).values()];
      const choice = chooseCells(all, new Set(before), RULES);
      for (const secret of choice.hidden) expect(follows(secret, choice.shown)).toBe(false);
      // what any table leaves of any shown total could be shown as a cell
      const shown = all.filter((c) => choice.withheld.get(c) === null);
      for (const total of shown.filter((c) => !before.includes(c)))
        for (const family of new Set(all.map((c) => c.family))) {
          const inside = shown.filter((c) => c.family === family && isPart(c, total));
          const left = [...total.parts].filter(([name]) => !inside.some((c) => c.parts.has(name)));
          expect(
            sensitivity(
              left.map(([, p]) => p.value),
              RULES,
            ),
          ).toBeNull();
        }
      for (const c of cells)
        if (choice.withheld.get(c) === null)
          expect(
            sensitivity(
              [...c.parts.values()].map((p) => p.value),
              RULES,
            ),
          ).toBeNull();
    }),
    { numRuns: 300 },
  );
});
