/** The data of tests/fixtures/lang-city: missing cells, ties, moves, late entries, restatements, three ways of counting. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A small deterministic generator: the data of the test city. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Writes registers, lists and returns into a folder; always the same. */
export function writeCity(folder: string): void {
  const next = generator(7);
  mkdirSync(join(folder, "registers"), { recursive: true });
  mkdirSync(join(folder, "returns"), { recursive: true });
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const firms = Array.from({ length: 40 }, (_, i) => `F${String(i).padStart(3, "0")}`);
  const register = ["code,name,county,lane,listed,founded,park,since,until"];
  const lists: Record<string, string[]> = { primary_list: [], whole_list: [], share_list: [] };
  const monthly = [
    "code,period,known,产值（千元）,产值同期（千元）,销售（千元）,电量（万千瓦时）,存货（千元）",
  ];
  const yearly = ["code,period,known,税（元）,用地（平方米）,人数（人）"];
  const cell = (v: number): string =>
    pick([String(v), String(v), String(v), String(v), String(v), "", "-", "0"]);
  for (const f of firms) {
    const moves = next(4) === 0;
    const spell = (since: string, until: string): string =>
      [
        f,
        `厂${f}`,
        pick(["c0", "c1", "c2", ""]),
        pick(["l0", "l1"]),
        pick(["1", "1", "0", ""]),
        pick(["2019-06-30", "2022-09-30", "2024-03-01", "2025-02-14", ""]),
        pick(["P0", "P1", "P2", ""]),
        since,
        until,
      ].join(",");
    if (moves) register.push(spell("2023-01", "2025-07"), spell("2025-07", ""));
    else register.push(spell(pick(["2023-01", "2025-05"]), pick(["", "", "", "2025-10"])));
    const codes = ["h0", "h1", "h2"].filter(() => next(2) === 0);
    codes.forEach((code, i) => {
      const share = codes.length === 3 ? pick(["33.33"]) : codes.length === 2 ? "50" : "100";
      const s = codes.length === 3 && i === 0 ? "33.34" : share;
      for (const list of Object.values(lists))
        list.push([f, code, i === 0 ? 1 : 0, s, "2023-01", ""].join(","));
    });
    for (const year of [2024, 2025]) {
      let [output, prior, sales] = [0, 0, 0];
      const first = next(5) === 0 ? 4 + next(5) : 2;
      for (let m = first; m <= 12; m++) {
        output += next(500) - 20;
        prior += next(400);
        sales += next(450);
        if (next(9) === 0) continue;
        const known = `${m === 12 ? year + 1 : year}-${String((m % 12) + 1).padStart(2, "0")}-15`;
        const period = `${year}-${String(m).padStart(2, "0")}`;
        const line = (o: number): string =>
          [f, period, known, cell(o), cell(prior), cell(sales), cell(next(90)), cell(next(300))].join(",");
        monthly.push(line(output));
        if (next(12) === 0)
          monthly.push(
            [f, period, `${year + 1}-03-${10 + next(15)}`, output + 7, prior, sales, next(90), 5].join(","),
          );
      }
      if (next(6) > 0)
        yearly.push(
          [
            f,
            year,
            `${year + 1}-04-01`,
            cell(next(900000)),
            cell(1000 + next(50) * 100),
            cell(next(300)),
          ].join(","),
        );
    }
  }
  writeFileSync(join(folder, "registers/firm.csv"), register.join("\n"));
  const parks = ["P0", "P1", "P2"].map((p, i) => `${p},${["l0", "l1", ""][i]},${[1200, 350, ""][i]}`);
  writeFileSync(
    join(folder, "registers/park.csv"),
    ["code,level,area（亩）", ...parks, "P3,l0,5"].join("\n"),
  );
  const patents = Array.from({ length: 90 }, (_, i) =>
    [
      `N${String(i).padStart(3, "0")}`,
      pick([...firms.slice(0, 20), ""]),
      pick(["l0", "l1", ""]),
      pick(["3", "5", "5", "8", ""]),
      pick(["2023-01", "2025-06"]),
      "",
    ].join(","),
  );
  writeFileSync(
    join(folder, "registers/patent.csv"),
    ["code,owner,kind,cost（万元）,since,until", ...patents].join("\n"),
  );
  for (const [list, rows] of Object.entries(lists))
    writeFileSync(
      join(folder, `registers/${list}.csv`),
      ["code,member_of,primary,share,since,until", ...rows].join("\n"),
    );
  writeFileSync(join(folder, "returns/monthly.csv"), monthly.join("\n"));
  writeFileSync(join(folder, "returns/yearly.csv"), yearly.join("\n"));
}
