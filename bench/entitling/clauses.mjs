// 200 clauses in ten shapes, each as a definition and, where the other engine can say it, as its expression over one firm's
// figures: a year's and (with `0` behind the name) the year's before. Amounts are yuan.
export const COUNT = 200;

const W = 10_000;
/** What a shape says: condition, amount, cap, and the same as an expression; null: that engine sees no history. */
const SHAPES = [
  (n) => {
    const [least, pays] = [3000 + 500 * n, 2000 + 100 * n];
    return {
      when: `revenue >= ${least} 万元 and lag(revenue, 1 year) > 0 元 and growth(revenue) >= ${400 + 5 * n}%`,
      slope: `{ of: growth(revenue), unit: "%", from: ${400 + 5 * n}%, each: 1%, pays: ${pays} 元, base: 30000 元, steps: whole }`,
      cap: 60_000,
      holds: `revenue >= ${least * W} and revenue0 > 0 and (revenue / revenue0 - 1) * 100 >= ${400 + 5 * n}`,
      pays: `30000 + floor((revenue / revenue0 - 1) * 100 - ${400 + 5 * n}) * ${pays}`,
    };
  },
  (n) => ({
    when: `equipment >= ${970 + n} 万元`,
    amount: `equipment * ${2 + (n % 4)}%`,
    cap: 300_000,
    holds: `equipment >= ${(970 + n) * W}`,
    pays: `equipment * 0.0${2 + (n % 4)}`,
  }),
  (n) => ({
    when: `investment >= ${9600 + 10 * n} 万元`,
    amount: `bands(investment under 9700 万元 then ${100_000 + n} 元 under 9900 万元 then ${200_000 + n} 元 else ${300_000 + n} 元)`,
    cap: null,
    holds: `investment >= ${(9600 + 10 * n) * W}`,
    pays: `investment < ${9700 * W} ? ${100_000 + n} : (investment < ${9900 * W} ? ${200_000 + n} : ${300_000 + n})`,
  }),
  (n) => ({
    when: `saved >= ${4850 + n} tce(当量)`,
    slope: `{ of: saved, unit: tce(当量), from: ${4750 + n} tce(当量), each: 100 tce(当量), pays: 20000 元, base: 50000 元, steps: whole }`,
    cap: 120_000,
    holds: `saved >= ${4850 + n}`,
    pays: `50000 + floor((saved - ${4750 + n}) / 100) * 20000`,
  }),
  (n) => ({
    when: `purchases - lag(purchases, 1 year) > ${3700 + 10 * n} 万元`,
    amount: `(purchases - lag(purchases, 1 year)) * 1%`,
    cap: 250_000,
    holds: `purchases - purchases0 > ${(3700 + 10 * n) * W}`,
    pays: `(purchases - purchases0) * 0.01`,
  }),
  (n) => ({
    when: `revenue > 0 元 and rnd / revenue >= ${50 + n}% and staff >= 50 人`,
    amount: `rnd * 10%`,
    cap: 500_000,
    holds: `revenue > 0 and rnd / revenue >= 0.${50 + n} and staff >= 50`,
    pays: `rnd * 0.1`,
  }),
  (n) => ({
    when: `revenue >= ${5000 + 200 * n} 万元 and lag(revenue, 1 year) < ${1500 + 20 * n} 万元`,
    amount: `${200_000 + 1000 * n} 元`,
    cap: null,
    holds: `revenue >= ${(5000 + 200 * n) * W} and revenue0 < ${(1500 + 20 * n) * W}`,
    pays: `${200_000 + 1000 * n}`,
  }),
  (n) => ({
    when: `staff >= ${285 - n} 人 and tax >= 300 万元`,
    amount: `staff * 1000 元/人`,
    cap: 280_000,
    holds: `staff >= ${285 - n} and tax >= ${300 * W}`,
    pays: `staff * 1000`,
  }),
  (n) => ({
    when: `first_time(listed = 1) and tax >= ${800 + n} 万元`,
    amount: `${80_000 + n} 元`,
    cap: null,
  }),
  (n) => ({
    when: `county in (c1, c2) and tax - lag(tax, 1 year) >= ${700 + n} 万元`,
    amount: `(tax - lag(tax, 1 year)) * 20%`,
    cap: 1_500_000,
    county: true,
    holds: `county in ["c1", "c2"] and tax - tax0 >= ${(700 + n) * W}`,
    pays: `(tax - tax0) * 0.2`,
  }),
];

/** Two funds that do not reach: one in proportion, one in the order of tax; one clause in twenty excludes the next of its shape. */
const fundOf = (i) =>
  i % 25 === 0
    ? ["fund: city_fund", "short: { by: order, best: highest, last: part }"]
    : i % 25 === 1
      ? ["fund: county_fund", "short: pro_rata"]
      : [];

export const clauses = Array.from({ length: COUNT }, (_, i) => {
  const shape = SHAPES[i % SHAPES.length](Math.floor(i / SHAPES.length));
  const amount =
    shape.cap === null || shape.pays === undefined ? shape.pays : `min([${shape.pays}, ${shape.cap}])`;
  return {
    id: `c${String(i).padStart(3, "0")}`,
    ...shape,
    other: shape.holds === undefined ? null : `${shape.holds} ? ${amount} : 0`,
    more: [...fundOf(i), ...(i % 20 === 0 ? [`excludes: [c${String(i + 10).padStart(3, "0")}]`] : [])],
  };
});

const entitlement = (c) =>
  [
    `  ${c.id}:`,
    `    label: { zh: 奖补${c.id}, en: Clause ${c.id} }`,
    `    source: 测速(演示数据)`,
    `    subject: firm`,
    `    period: year`,
    `    when: ${JSON.stringify(c.when)}`,
    c.slope === undefined ? `    amount: ${JSON.stringify(c.amount)}` : `    slope: ${c.slope}`,
    ...(c.cap === null ? [] : [`    cap: { claim: ${c.cap} 元 }`]),
    `    review: { fair_competition: passed, number: 测速 }`,
    ...(c.id === "c000" ? ["    paid: paid"] : []),
    ...c.more.map((m) => `    ${m}`),
  ].join("\n");

/** The clauses as a file of definitions. */
export const clausesYaml = `entitlements:\n${clauses.map(entitlement).join("\n")}\n`;
