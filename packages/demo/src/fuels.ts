/** Fuels of a firm by kind, so that they make its energy of fuels and heat together. */
import type { Quantity, Subject } from "./quantities.ts";
import { fuelsOf } from "./quantities.ts";
import { uniformOf } from "./random.ts";

/** tce a unit, as the statistics list has them. */
const TCE = { raw_coal: 0.7143, natural_gas: 12.143, diesel: 1.4571, heat: 0.0341 } as const;
type Kind = keyof typeof TCE;

/** A sixth of the firms still burns coal, a quarter buys heat; the rest is gas, with some diesel. */
function shareOf(s: Subject, kind: Kind): number {
  const draw = (topic: number): number => uniformOf(s.path.firm.key, 950 + topic);
  const coal = draw(0) < 0.16 ? 0.25 + 0.4 * draw(1) : 0;
  const diesel = 0.01 + 0.03 * draw(2);
  const heat = draw(3) < 0.25 ? (1 - coal - diesel) * 0.5 * draw(4) : 0;
  return { raw_coal: coal, diesel, heat, natural_gas: 1 - coal - diesel - heat }[kind];
}

const burnt = (kind: Kind, unit: string): Quantity => ({
  unit,
  decimals: 2,
  slips: false,
  value: (s, year) => (fuelsOf(s, year) * shareOf(s, kind)) / TCE[kind],
});

export const FUELS: Readonly<Record<string, Quantity>> = {
  raw_coal: burnt("raw_coal", "t"),
  natural_gas: burnt("natural_gas", "万立方米"),
  diesel: burnt("diesel", "t"),
  heat: burnt("heat", "GJ"),
};
