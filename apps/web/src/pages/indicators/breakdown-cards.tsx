/** The indicator by county, chain, park: ranked bars, small multiples. */
import type { IndicatorAnswer } from "@lianzhang/contract";
import { Segmented } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { RankedBars } from "../../charts/bars/ranked-bars.tsx";
import { barsState } from "../../charts/bars/state.ts";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { SmallMultiples } from "../../charts/multiples/small-multiples.tsx";
import { multiplesState } from "../../charts/multiples/state.ts";
import { alternative } from "../../charts/table.ts";
import { printStack, referenceOf } from "../../figure/reference.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { figureWords } from "../../i18n/figure.ts";
import { frameWords } from "../../i18n/frame.ts";
import { indicatorWords } from "../../i18n/indicators.ts";
import { periodText } from "../../lib/period.ts";

export function BreakdownCards({ data }: { readonly data: IndicatorAnswer }): ReactElement | null {
  const w = useWords(indicatorWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const d = data.definition;
  if (d.by.length === 0 || d.of !== null) return null;
  return (
    <>
      <div className="tools loose">
        <span className="quiet">{w.groupBy}</span>
        <Segmented
          size="small"
          aria-label={w.groupBy}
          value={search.by ?? ""}
          options={[
            { value: "", label: w.groupNone },
            ...d.by.map((b) => ({ value: b.id, label: b.label[language] })),
          ]}
          onChange={(by) => change({ by: by === "" ? null : by })}
        />
      </div>
      {data.breakdown === null ? null : <Cards data={data} breakdown={data.breakdown} />}
    </>
  );
}

function Cards({
  data,
  breakdown,
}: {
  readonly data: IndicatorAnswer;
  readonly breakdown: NonNullable<IndicatorAnswer["breakdown"]>;
}): ReactElement {
  const w = useWords(indicatorWords);
  const f = useWords(figureWords);
  const frame = useWords(frameWords);
  const { language, money } = useFrame();
  const change = useChangeSearch();
  const signed = data.definition.growthBasis !== null;
  const by = breakdown.by.label[language];
  const shared = { money, language, signed, unknown: frame.unknown };
  const bars = barsState({ ...shared, rows: breakdown.rows, heads: { group: by, value: f.valueHead } });
  const multiples = multiplesState({ ...shared, series: breakdown.series, groupHead: by });
  const marks = [...new Set(breakdown.rows.flatMap((row) => row.marks))];
  const top = bars.bars[0];
  const title = top === undefined || top.value === null ? w.byTitlePlain(by) : w.byTitle(by, top.label);
  const note = breakdown.additive ? (breakdown.partition?.[language] ?? "") : w.notAdditive;
  const source =
    [...new Set(data.definition.sources.map((s) => s.holder[language]))].join(" · ") || w.sourceData;
  const height = Math.max(1, bars.bars.length) * 28 + 16;
  return (
    <>
      <section className="card">
        <ChartFrame
          title={title}
          subtitle={w.bySub(bars.unit, periodText(data.figure.period, language), note)}
          source={source}
          marks={marks}
          table={bars.table}
          name={`${data.definition.id}-${breakdown.by.id}`}
          height={height}
          filled={bars.bars.length > 0}
        >
          <RankedBars
            state={bars}
            label={alternative(title, bars.table)}
            onBar={(i) => {
              const bar = bars.bars[i];
              if (bar !== undefined) change({ panel: printStack([referenceOf(bar.figure)]) });
            }}
          />
        </ChartFrame>
      </section>
      {multiples.panels.length < 2 || multiples.ticks.length < 2 ? null : (
        <section className="card">
          <ChartFrame
            title={w.multiplesTitle(by)}
            subtitle={bars.unit}
            source={source}
            marks={marks}
            table={multiples.table}
            name={`${data.definition.id}-${breakdown.by.id}-series`}
            height={120}
          >
            <SmallMultiples state={multiples} label={alternative(w.multiplesTitle(by), multiples.table)} />
          </ChartFrame>
        </section>
      )}
    </>
  );
}
