/** 数据何时有: the day on which everything behind the figure exists for its period. */
import type { IndicatorAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../app/address.ts";
import { useWords } from "../i18n/dictionary.ts";
import { figureWords } from "../i18n/figure.ts";
import { periodText } from "../lib/period.ts";

export function ExistsSection({ data }: { readonly data: IndicatorAnswer }): ReactElement | null {
  const { language } = useFrame();
  const w = useWords(figureWords);
  if (data.definition.formula === null) return null;
  const { existsOn } = data;
  const basis = { release: w.existsRelease, survey: w.existsSurvey, window: w.existsWindow };
  return (
    <section>
      <h3>{w.existsOn}</h3>
      <p>
        {periodText(data.figure.period, language)}{" "}
        {existsOn === null ? (
          <span className="quiet">{w.existsUnknown}</span>
        ) : (
          <>
            {existsOn.day} <span className="quiet">{basis[existsOn.basis]}</span>
            {existsOn.assumed ? <small className="mark">{w.assumed}</small> : null}
          </>
        )}
      </p>
    </section>
  );
}
