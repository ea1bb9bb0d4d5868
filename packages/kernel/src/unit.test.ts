import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isWhole, multiply, ONE, rational } from "./rational.ts";
import {
  combine,
  conversion,
  declaredFits,
  isDimensionless,
  isExactDimension,
  parseUnit,
  PERCENT,
  printDimension,
  sameDimension,
  unit,
  unitAtoms,
} from "./unit.ts";

const one = (from: string, to: string): string => {
  const factor = conversion(unit(from), unit(to));
  return factor.den === 1n ? String(factor.num) : `${factor.num}/${factor.den}`;
};

describe("conversions are exact fractions", () => {
  test.each([
    ["亿元", "万元", "10000"],
    ["千元", "分", "100000"],
    ["平方米", "亩", "3/2000"],
    ["亩", "平方米", "2000/3"],
    ["公顷", "亩", "15"],
    ["平方公里", "公顷", "100"],
    ["亿千瓦时", "kWh", "100000000"],
    ["万吨", "吨", "10000"],
    ["GJ", "百万千焦", "1"],
    ["年", "月", "12"],
    ["‰", "%", "1/10"],
    ["万元/亩/年", "元/亩/月", "2500/3"],
    ["kgCO2/kWh", "tCO2/MWh", "1"],
  ])("1 %s is %s: %s", (from, to, factor) => expect(one(from, to)).toBe(factor));

  test("every area a return may use is a whole number of 10^-7 亩", () => {
    for (const text of ["平方米", "m²", "公顷", "亩", "万亩", "平方公里", "万平方米"])
      expect(isWhole(unit(text).toMinor), text).toBe(true);
  });
});

describe("a dimension says of what", () => {
  test.each([
    ["t[COD]", "t[SO2]"],
    ["t", "tCO2"],
    ["tce(当量)", "tce(等价)"],
    ["万美元", "万元"],
    ["户", "人"],
    ["kWh", "kW"],
    ["%", "百分点"],
    ["万元/年", "万元"],
  ])("%s does not add to %s", (a, b) =>
    expect(sameDimension(unit(a).dimension, unit(b).dimension)).toBe(false),
  );

  test.each([
    ["tce(当量)", "tce(calorific)"],
    ["tce（等价）", "吨标准煤(equivalent)"],
    ["m²", "㎡"],
    ["%", "％"],
    ["万元 / 亩", "万元/亩"],
  ])("%s and %s are one unit", (a, b) => {
    expect(unit(a).dimension).toEqual(unit(b).dimension);
    expect(unit(a).toMinor).toEqual(unit(b).toMinor);
  });

  test("a unit that says already of what takes no second tag", () => {
    expect(parseUnit("tCO2[COD]")).toEqual({ ok: false, unknown: "tCO2[COD]" });
    expect(parseUnit("万元[USD]")).toEqual({ ok: false, unknown: "万元[USD]" });
    expect(unit("件[patent]").dimension).toEqual({ "count[patent]": 1 });
  });

  test("the part that is not understood is named", () => {
    expect(parseUnit("万元/母")).toEqual({ ok: false, unknown: "母" });
    expect(parseUnit("")).toEqual({ ok: false, unknown: "" });
    expect(() => unit("万圆")).toThrow('"万圆" is not known');
  });
});

describe("what a declared unit may show", () => {
  test("户 counts whatever is counted, 人 only persons", () => {
    expect(declaredFits(unit("户"), { "count[project]": 1 })).toBe(true);
    expect(declaredFits(unit("万户"), { "count[enterprise]": 1 })).toBe(true);
    expect(declaredFits(unit("人"), { "count[enterprise]": 1 })).toBe(false);
    expect(declaredFits(unit(" 人 "), { "count[enterprise]": 1 })).toBe(false);
    expect(declaredFits(unit("人"), { "count[person]": 1 })).toBe(true);
    expect(declaredFits(unit("万元/户"), { "money[CNY]": 1, "count[enterprise]": -1 })).toBe(true);
    expect(declaredFits(unit("万元"), { area: 1 })).toBe(false);
  });
});

describe("dimensions", () => {
  test("print for messages", () => {
    expect(printDimension(unit("万元/亩/年").dimension)).toBe("money[CNY]/area/time");
    expect(printDimension({})).toBe("1");
    expect(printDimension({ area: 2 })).toBe("area^2");
  });

  test("a share has none, and a plain base is stored exact", () => {
    expect(isDimensionless(PERCENT.dimension)).toBe(true);
    expect(isExactDimension(unit("亿元").dimension)).toBe(true);
    expect(isExactDimension(unit("万元/亩").dimension)).toBe(false);
    expect(isExactDimension(unit("%").dimension)).toBe(false);
    expect(isExactDimension(unit("百分点").dimension)).toBe(false);
  });
});

const atoms = fc.constantFrom(...unitAtoms());

test("property: every unit converts to itself by one, and there and back by one", () => {
  fc.assert(
    fc.property(atoms, atoms, (a, b) => {
      expect(conversion(unit(a), unit(a))).toEqual(ONE);
      if (!sameDimension(unit(a).dimension, unit(b).dimension)) return;
      expect(multiply(conversion(unit(a), unit(b)), conversion(unit(b), unit(a)))).toEqual(rational(1));
    }),
  );
});

test("property: the dimension of a quotient is the combination of its parts", () => {
  fc.assert(
    fc.property(atoms, atoms, (a, b) => {
      expect(unit(`${a}/${b}`).dimension).toEqual(combine(unit(a).dimension, unit(b).dimension, -1));
    }),
  );
});
