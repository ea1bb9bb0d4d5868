/** How the scores lie, by class, and where classes end. */
import type { Grading, GradingAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { Histogram } from "../../charts/histogram/histogram.tsx";
import { histogramState } from "../../charts/histogram/state.ts";
import { alternative } from "../../charts/table.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { evaluationWords } from "../../i18n/evaluation.ts";
import { display, position } from "../../lib/display.ts";
import { ClassMark } from "./class-mark.tsx";

const HEIGHT = 240;

export function DistributionCard({
  data,
  grading,
  title: said,
}: {
  readonly data: Pick<GradingAnswer, "asOf" | "bins" | "cuts">;
  readonly grading: Grading;
  /** Where two stand beside each other. */
  readonly title?: string;
}): ReactElement {
  const w = useWords(evaluationWords);
  const title = said ?? w.distribution;
  const { language, money } = useFrame();
  const shown = (value: GradingAnswer["cuts"][number]["lowest"]): string =>
    display(value, { language, money }).number;
  const state = histogramState({
    bins: data.bins,
    classes: grading.classes.map((c) => c.label[language]),
    none: w.noClass,
    head: w.scores,
    cuts: data.cuts.map((cut) => {
      const label = grading.classes.find((c) => c.id === cut.class)?.label[language] ?? cut.class;
      const [low, high] = [shown(cut.lowest), shown(cut.highest)];
      return {
        label: low === high ? w.cut(label, low) : w.cutBetween(label, low, high),
        low: position(cut.lowest, money) ?? 0,
        high: position(cut.highest, money) ?? 0,
      };
    }),
  });
  return (
    <section className="card">
      <ChartFrame
        title={title}
        subtitle={
          <>
            {w.distributionSub}{" "}
            {state.series.map((label, i) => (
              <ClassMark key={label} number={grading.classes[i]?.number ?? null}>
                {label}
              </ClassMark>
            ))}
          </>
        }
        source={`${grading.label[language]} · ${w.dataSource} ${data.asOf.run}`}
        marks={grading.marks}
        table={state.table}
        name={`${grading.id}-${data.asOf.period}`}
        height={HEIGHT}
        filled={data.bins.length > 0}
      >
        <Histogram
          state={state}
          height={HEIGHT}
          classes={grading.classes.length}
          label={alternative(title, state.table)}
        />
      </ChartFrame>
    </section>
  );
}
