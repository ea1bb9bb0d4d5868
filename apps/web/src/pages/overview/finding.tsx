/** The first lines: counts in the words officials use, then the arithmetic said plainly. */
import type { Overview } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure, Value } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { overviewWords } from "../../i18n/overview.ts";
import { periodText } from "../../lib/period.ts";

export function Finding({ data }: { readonly data: Overview }): ReactElement {
  const w = useWords(overviewWords);
  const { counts } = data;
  const parts = [
    counts.met > 0 ? w.itemMet(counts.met) : null,
    counts.on_course > 0 ? w.itemOnCourse(counts.on_course) : null,
    counts.behind > 0 ? w.itemBehind(counts.behind) : null,
    counts.will_miss > 0 ? w.itemWillMiss(counts.will_miss) : null,
    counts.no_data > 0 ? w.itemNoData(counts.no_data) : null,
  ].filter((part) => part !== null);
  const total = counts.met + counts.on_course + counts.behind + counts.will_miss + counts.no_data;
  return (
    <>
      <h1 className="finding">
        {w.targetsCount(total)}
        {parts.join(w.listMark)}
        {w.sentenceEnd}
      </h1>
      <p className="sub">{data.arithmetic === null ? null : <Arithmetic arithmetic={data.arithmetic} />}</p>
      {data.scoped === null ? null : <Scoped scoped={data.scoped} />}
    </>
  );
}

function Arithmetic({
  arithmetic: a,
}: {
  readonly arithmetic: NonNullable<Overview["arithmetic"]>;
}): ReactElement {
  const w = useWords(overviewWords);
  const { language } = useFrame();
  const published = !a.now.marks.includes("demo");
  return (
    <>
      {a.label[language]} <Figure data={a.now} />
      {w.arithmeticIn(periodText(a.now.period, language))}
      {published ? `${language === "zh" ? w.comma : ""}${w.published}` : w.computed}
      {a.growth === null && a.growthValue === null ? null : (
        <>
          {w.thanLastYear}
          {a.growth !== null ? (
            <Figure data={a.growth} signed />
          ) : a.growthValue === null ? null : (
            <Value value={a.growthValue} signed />
          )}
        </>
      )}
      {w.toYear(a.by)}
      <Value value={a.bound} short />
      {w.needsAverage}
      <b>
        <Value value={a.needed} signed />
      </b>
      {w.sentenceEnd}
    </>
  );
}

/** Targets are the city's; what the chosen scope makes of them is said apart. */
function Scoped({ scoped }: { readonly scoped: NonNullable<Overview["scoped"]> }): ReactElement {
  const w = useWords(overviewWords);
  const { language } = useFrame();
  return (
    <p className="sub">
      <b>{w.scopedHere(scoped.label[language])}</b>
      {scoped.figures.map((f, i) => (
        <span key={f.indicator}>
          {i === 0 ? "" : w.listMark}
          {f.label[language]} <Figure data={f} compact />
        </span>
      ))}
      {w.scopedTargets}
    </p>
  );
}
