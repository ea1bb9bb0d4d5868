/** What a target asks: `≥ 1400 亿元` in the chosen unit, or its words (高于全省). */
import type { TargetRow } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../app/address.ts";
import { Value } from "./figure.tsx";

export const SIGNS = { ">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "=" } as const;

export function Bound({ target: t }: { readonly target: TargetRow }): ReactElement {
  const { language } = useFrame();
  if (t.bound.kind !== "number" || t.bound.value === null) return <>{t.bound.text[language]}</>;
  return (
    <>
      {t.bound.comparator === null ? "" : SIGNS[t.bound.comparator]} <Value value={t.bound.value} short />
    </>
  );
}
