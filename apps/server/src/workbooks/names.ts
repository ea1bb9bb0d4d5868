/** What a cell wants, in words: 规模以上工业总产值 · 东坡区 · 本月 · 亿元. */
import type { Model } from "@lianzhang/definitions";
import { keyLabel } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import type { Wanted } from "@lianzhang/report";
import { ruleLabel } from "@lianzhang/report";
import { codeLabel, keyClassification, same } from "../present.ts";

export function wantedName(model: Model, { figure, period, of, unit }: Wanted): Label {
  const members = of.map(({ by, code }): Label => {
    const [member, key] = [codeLabel(model, keyClassification(model, by), code), keyLabel(model, by)];
    return { zh: `${member.zh}(${key.zh})`, en: `${member.en} (${key.en})` };
  });
  const parts = [
    model.indicators.get(figure)?.label ?? same(figure),
    ...members,
    ruleLabel(period),
    ...(unit === "" ? [] : [same(unit)]),
  ];
  return { zh: parts.map((p) => p.zh).join(" · "), en: parts.map((p) => p.en).join(" · ") };
}
