/** Published and computed figures of one name: readers will compare them, so the folder must say why they differ. */
import type { Diagnostic } from "@lianzhang/kernel";
import { sameDimension } from "@lianzhang/kernel";
import type { Indicator, Model } from "../model.ts";
import { bareName, isPublished } from "../twins.ts";
import { called, finding } from "./finding.ts";

export function lintTwins(model: Model): Diagnostic[] {
  const figures = [...model.indicators.values()].filter((i) => i.of === null && i.body !== null);
  const published = figures.filter((i) => isPublished(i, model.forms));
  const computed = figures.filter((i) => !isPublished(i, model.forms));
  return published.flatMap((p) =>
    computed.flatMap((c) => {
      const one =
        bareName(p.label.zh) === bareName(c.label.zh) && sameDimension(p.unit.dimension, c.unit.dimension);
      if (!one || reconciled(p, c)) return [];
      const message = {
        zh: `${called(c)} 与 ${called(p)} 同名而来源不同,未写明两数之差`,
        en: `${called(c)} and ${called(p)} have one name and two sources; nothing says why they differ`,
      };
      return [
        finding("LZ3040", c.place, message, {
          zh: `在 ${c.id} 写 reconciles: { with: ${p.id}, why: ... }`,
          en: `write reconciles: { with: ${p.id}, why: ... } on ${c.id}`,
        }),
      ];
    }),
  );
}

const reconciled = (a: Indicator, b: Indicator): boolean =>
  a.reconciles?.with === b.id || b.reconciles?.with === a.id;
