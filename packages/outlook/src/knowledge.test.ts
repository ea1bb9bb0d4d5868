/** How one firm is estimated, and that an estimate knows nothing that came after its day. */
import { FOREVER, month } from "@lianzhang/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { estimateDay } from "./calendar.ts";
import { Knowledge } from "./knowledge.ts";
import { FirmPast } from "./past.ts";
import type { Written } from "./testing/city.ts";
import { firmOf, monthly, pastOf, RETURNING, steady } from "./testing/city.ts";

const JUNE = month(2025, 6);
const first = month(2023, 1);
const MAY = month(2025, 5);

function estimated(w: Written, m = JUNE, others: readonly Written[] = []) {
  const past = pastOf(w);
  const known = new Knowledge([past, ...others.map(pastOf)], RETURNING, estimateDay(RETURNING, m));
  const { method, value, prior } = known.estimate(past, m, "as_said");
  return { method, value, prior };
}

/** 100 a month in 2023, then 10 % more every year. */
const output = steady(first, MAY, 100, 10);

describe("the methods, in their order", () => {
  test("reported: what the firm answered, with its own same period", () => {
    const answers = new Map([[JUNE, { value: 130n, prior: 111n }]]);
    expect(estimated({ code: "A", output, answers })).toEqual({
      method: "reported",
      value: 130n,
      prior: 111n,
    });
  });

  test("carried_own: June last year (110) times the median growth of the last three months (10 %)", () => {
    expect(estimated({ code: "A", output })).toEqual({ method: "carried_own", value: 121n, prior: 110n });
  });

  test("carried_own is not moved by one wild month, such as 千元 written for 万元", () => {
    const wild = new Map(output).set(month(2025, 4), 1210n);
    expect(estimated({ code: "A", output: wild }).value).toBe(121n);
  });

  test("carried_own: last year as this year's returns restate it", () => {
    // The same-period column says half of what was stored: part of the firm was split off.
    const prior = new Map(
      [2, 3, 4, 5].map((m) => [month(2025, m), 55n]).concat([[month(2025, 1), 55n]]) as [number, bigint][],
    );
    const now = new Map(output);
    for (let m = month(2025, 1); m <= MAY; m++) now.set(m, 66n);
    expect(estimated({ code: "A", output: now, prior })).toEqual({
      method: "carried_own",
      value: 66n,
      prior: 55n,
    });
  });

  test("carried_group: too little past of its own this year, so its group's growth of 20 %", () => {
    const others = Array.from({ length: 5 }, (_, i): Written => {
      return { code: `B${i}`, output: steady(first, MAY, 1000, 20) };
    });
    // It returned through December 2024 and nothing since.
    const quiet = new Map([...output].filter(([m]) => m <= month(2024, 12)));
    expect(estimated({ code: "A", output: quiet }, JUNE, others)).toEqual({
      method: "carried_group",
      value: 132n,
      prior: 110n,
    });
  });

  test("carried_level: new this year; April's 40 and May's 40 by the step the others made last year", () => {
    const season = (m: number): number => (m % 12 === 5 ? 150 : 100); // June half as much again
    const others = Array.from({ length: 5 }, (_, i): Written => {
      const values = Array.from({ length: MAY - first + 1 }, (_x, k) => season(first + k));
      return { code: `B${i}`, output: monthly(first, values) };
    });
    const fresh = monthly(month(2025, 1), [40, 40, 40, 40, 40]);
    const prior = monthly(month(2025, 1), [0, 0, 0, 0, 0]);
    expect(estimated({ code: "A", output: fresh, prior, since: month(2025, 1) }, JUNE, others)).toEqual({
      method: "carried_level",
      value: 60n,
      prior: 0n,
    });
  });

  test("none: a firm of which nothing is known has no estimate; nought would be a figure", () => {
    expect(estimated({ code: "A", output: new Map() })).toEqual({ method: "none", value: null, prior: null });
  });
});

describe("January and February", () => {
  const february = month(2025, 2);
  const until = new Map([...output].filter(([m]) => m <= month(2024, 12)));
  test("one return covers both, so both answers are needed and added", () => {
    const both = new Map([
      [month(2025, 1), { value: 60n, prior: 50n }],
      [february, { value: 70n, prior: 60n }],
    ]);
    expect(estimated({ code: "A", output: until, answers: both }, february)).toEqual({
      method: "reported",
      value: 130n,
      prior: 110n,
    });
    const one = new Map([[february, { value: 70n, prior: 60n }]]);
    expect(estimated({ code: "A", output: until, answers: one }, february)).toEqual({
      method: "carried_own",
      value: 242n,
      prior: 220n,
    });
  });
});

describe("corrected answers", () => {
  /** A firm that always expects a quarter more than comes. */
  const boaster: Written = {
    code: "A",
    output,
    answers: new Map(
      Array.from({ length: 9 }, (_, i) => {
        const m = month(2024, 10) + i;
        const came = m === JUNE ? 121n : (output.get(m) ?? 0n);
        return [m, { value: (came * 5n) / 4n, prior: 110n }] as const;
      }),
    ),
  };
  test("its June answer of 151 is taken down by its record, drawn towards what it said", () => {
    const past = pastOf(boaster);
    const known = new Knowledge([past], RETURNING, estimateDay(RETURNING, JUNE));
    const corrected = known.estimate(past, JUNE, "corrected");
    expect(known.estimate(past, JUNE, "as_said").value).toBe(151n);
    // Seven past months of about 0.8: (7 x 0.8 + 4) / 11 = 0.873.
    expect(corrected.correction?.months).toBe(7);
    expect(corrected.value).toBe(132n);
  });
  test("a firm whose past answers were right is taken at its word", () => {
    const honest = new Map(
      [...(boaster.answers ?? [])].map(([m]) => {
        return [m, { value: m === JUNE ? 121n : (output.get(m) ?? 0n), prior: 110n }] as const;
      }),
    );
    const past = pastOf({ ...boaster, answers: honest });
    const known = new Knowledge([past], RETURNING, estimateDay(RETURNING, JUNE));
    expect(known.estimate(past, JUNE, "corrected")).toMatchObject({ value: 121n, correction: null });
  });
});

test("whatever comes or is restated after the day changes no estimate", () => {
  const day = estimateDay(RETURNING, JUNE);
  const others = Array.from({ length: 6 }, (_, i): Written => {
    return { code: `B${i}`, output: steady(first, MAY, 500 + 40 * i, 3 * i) };
  });
  const later = fc.array(
    fc.record({
      firm: fc.nat(6),
      month: fc.integer({ min: first, max: MAY + 1 }),
      value: fc.bigInt(0n, 100_000n),
      after: fc.integer({ min: 1, max: 400 }),
    }),
    { maxLength: 12 },
  );
  const all: readonly Written[] = [{ code: "A", output }, ...others];
  const figures = (pasts: readonly FirmPast[]) => {
    const known = new Knowledge(pasts, RETURNING, day);
    return pasts.map((p) => known.estimate(p, JUNE, "corrected"));
  };
  const before = figures(all.map(pastOf));
  fc.assert(
    fc.property(later, (changes) => {
      const pasts = all.map((w, i) => {
        const firm = firmOf(w);
        let returns = [...firm.returns];
        for (const c of changes.filter((x) => x.firm === i)) {
          const from = day + c.after;
          returns = returns.map((v) =>
            v.month === c.month && v.until === FOREVER && v.from < from ? { ...v, until: from } : v,
          );
          returns.push({ month: c.month, value: c.value, prior: null, from, until: FOREVER });
        }
        return new FirmPast({ ...firm, returns }, RETURNING);
      });
      expect(figures(pasts)).toEqual(before);
    }),
    { numRuns: 60 },
  );
});
