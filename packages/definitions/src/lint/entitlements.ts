/** Red flags of incentive clauses: paid by the tax that was paid, or for moving a seat; no passed review (公平竞争审查条例). */
import type { Diagnostic } from "@lianzhang/kernel";
import { touchedBy } from "../closure-clearance.ts";
import type { Entitlement, Model } from "../model.ts";
import { called, finding } from "./finding.ts";

const TAX = /税/;
const SEAT = /迁入|迁址|注册地|总部迁|搬迁/;

export const lintEntitlements = (model: Model): Diagnostic[] =>
  [...model.entitlements.values()].flatMap((e) => redFlags(e, model));

/** What of one incentive wants somebody's attention, in the words of the lint. */
export const redFlags = (e: Entitlement, model: Model): Diagnostic[] => [
  ...flagged(e, model),
  ...unreviewed(e),
];

/** What the condition and the amount read, by the words of the fields themselves. */
function flagged(e: Entitlement, model: Model): Diagnostic[] {
  const read = (ids: readonly string[], words: RegExp): string[] => {
    const bodies = ids.flatMap((id) => model.indicators.get(id)?.body ?? []);
    const labels = bodies.flatMap((b) => touchedBy(b, [], model)).map((t) => t.label.zh);
    return [...new Set(labels)].filter((l) => words.test(l));
  };
  // a threshold of tax may be met; an amount that follows the tax paid gives it back
  const amount = e.all.filter((id) => id !== e.figures.met && id !== e.figures.due);
  const [tax] = read([...amount, e.figures.due], TAX).filter((l) => !read([e.figures.met], TAX).includes(l));
  const [seat] = read(e.all, SEAT);
  return [
    ...(tax === undefined
      ? []
      : [
          finding("LZ3050", e.place, {
            zh: `${called(e)} 的金额按「${tax}」计算`,
            en: `the amount of ${called(e)} follows ${tax}`,
          }),
        ]),
    ...(seat === undefined
      ? []
      : [
          finding("LZ3051", e.place, {
            zh: `${called(e)} 以「${seat}」为条件或依据`,
            en: `${called(e)} reads ${seat}`,
          }),
        ]),
  ];
}

const unreviewed = (e: Entitlement): Diagnostic[] =>
  e.review.result === "passed"
    ? []
    : [
        finding("LZ3052", e.place, {
          zh: `${called(e)} 未见公平竞争审查通过结论,不予兑现`,
          en: `${called(e)} has no passed review for fair competition: nothing is granted`,
        }),
      ];
