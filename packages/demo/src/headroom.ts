/** The ledger of energy headroom (能耗空间), made up: freed, newly given and taken, by unit and year. */
import type { Model } from "@lianzhang/definitions";
import { formatDay, month } from "@lianzhang/kernel";
import { LAST_YEAR } from "./published.ts";
import { uniformOf } from "./random.ts";
import { dayIn } from "./reporting.ts";

export const HEADROOM_HEAD: readonly string[] = [
  "code",
  "headroom_unit",
  "headroom_kind",
  "headroom_on",
  "headroom_amount",
  "headroom_number",
  "since",
  "until",
];

const YEARS = 3;
const KINDS = [
  { kind: "freed", entries: 3, least: 600, most: 5200, document: "演示腾退" },
  { kind: "granted", entries: 1, least: 3000, most: 9000, document: "演示能耗" },
  { kind: "taken", entries: 4, least: 400, most: 4600, document: "演示节能" },
] as const;

/** Rows of the ledger; none for a model that keeps none. */
export function headroomRows(model: Model, seed: number): readonly (readonly string[])[] {
  if (!model.registers.has("headroom_entry")) return [];
  const units = model.classifications.get("unit")?.codes ?? [];
  let n = 0;
  return units.flatMap(({ code }, u) =>
    Array.from({ length: YEARS }, (_, y) => LAST_YEAR - YEARS + 1 + y).flatMap((year) =>
      KINDS.flatMap(({ kind, entries, least, most, document }) =>
        Array.from({ length: entries }, (_, i): readonly string[] => {
          const draw = (topic: number): number => uniformOf(seed, 960, u, year, i, topic, kind.length);
          const at = month(year, 1 + Math.floor(12 * draw(1)));
          n++;
          return [
            `DEMO-N${String(n).padStart(4, "0")}`,
            code,
            kind,
            formatDay(dayIn(at, 1 + Math.floor(27 * draw(2)))),
            String(Math.round(least + (most - least) * draw(3))),
            `${document}〔${year}〕${10 + n}号`,
            `${year}-01`,
            "",
          ];
        }),
      ),
    ),
  );
}
