/** The panel's parts, shared with the indicator's page. */
import type { Definition, IndicatorAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Segmented } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../app/address.ts";
import { indicatorQuestion } from "../app/client.ts";
import { barsState } from "../charts/bars/state.ts";
import { RankedBars } from "../charts/bars/ranked-bars.tsx";
import { LineChart } from "../charts/line/line-chart.tsx";
import { lineState } from "../charts/line/state.ts";
import { alternative } from "../charts/table.ts";
import { useWords } from "../i18n/dictionary.ts";
import { figureWords } from "../i18n/figure.ts";
import { frameWords } from "../i18n/frame.ts";
import { unitText } from "../lib/unit.ts";
import { Bone } from "../states/skeleton.tsx";
import { Formula } from "./formula.tsx";
import { Marks } from "./marks.tsx";
import type { FigureReference } from "./reference.ts";

export function DefinitionSection({ definition: d }: { readonly definition: Definition }): ReactElement {
  const { language } = useFrame();
  const w = useWords(figureWords);
  const basis = { returned: w.growthReturned, stored: w.growthStored, matched: w.growthMatched };
  const facts = [
    d.growthBasis === null ? null : `${w.growthBasis}: ${basis[d.growthBasis]}`,
    `${w.unitLabel}: ${unitText(d.unit, language) || "1"}`,
    d.higherIsBetter === null ? null : d.higherIsBetter ? w.higher : w.lower,
  ].filter((t) => t !== null);
  return (
    <section>
      <h3>{w.definition}</h3>
      {d.formula === null ? (
        <p>{w.noFormula(d.holder?.label[language] ?? w.noHolder)}</p>
      ) : (
        <Formula text={d.formula} names={d.names} />
      )}
      <p className="quiet">
        {facts.join(" · ")}
        {d.assumed ? <Marks marks={["assumed"]} /> : null}
      </p>
      {d.note === null ? null : <p>{d.note[language]}</p>}
      <p className="quiet">
        {d.clause === null ? null : (
          <>
            {w.clause}{" "}
            <Link
              to="/decision"
              hash={`clause-${d.clause.id}`}
              search={(before) => ({ ...before, panel: undefined })}
            >
              {d.clause.id} {d.clause.heading}
            </Link>{" "}
            ·{" "}
          </>
        )}
        {w.at} <code>{d.place}</code>
      </p>
    </section>
  );
}

/** The series as a state ready to draw; shared by panel and page. */
export function useLine(data: IndicatorAnswer) {
  const { language, money } = useFrame();
  const w = useWords(figureWords);
  const target = data.targets[0];
  return lineState({
    series: data.series,
    path: data.figure.group.length === 0 ? (target?.path ?? []) : [],
    money,
    language,
    signed: data.definition.growthBasis !== null,
    heads: { period: w.periodHead, value: w.valueHead, path: w.pathHead },
  });
}

export function SeriesSection({ data }: { readonly data: IndicatorAnswer }): ReactElement | null {
  const { language } = useFrame();
  const w = useWords(figureWords);
  const state = useLine(data);
  if (state.points.length < 2) return null;
  return (
    <section>
      <h3>
        {w.series} <small>{state.unit}</small>
      </h3>
      <LineChart
        state={state}
        height={180}
        pathName={w.pathHead}
        label={alternative(data.definition.label[language], state.table)}
      />
    </section>
  );
}

export function BreakdownSection({
  data,
  reference,
}: {
  readonly data: IndicatorAnswer;
  readonly reference: FigureReference;
}): ReactElement | null {
  const { language, money, question } = useFrame();
  const w = useWords(figureWords);
  const f = useWords(frameWords);
  const [chosen, setChosen] = useState(data.definition.by[0]?.id ?? "");
  const answer = useQuery({
    ...indicatorQuestion(reference.indicator, {
      period: reference.period,
      by: chosen,
      ...(question.known === undefined ? {} : { known: question.known }),
    }),
    enabled: chosen !== "",
  });
  if (chosen === "") return null;
  const breakdown = answer.data?.breakdown ?? null;
  const state =
    breakdown === null
      ? null
      : barsState({
          rows: breakdown.rows.slice(0, 14),
          money,
          language,
          signed: data.definition.growthBasis !== null,
          unknown: f.unknown,
          heads: { group: breakdown.by.label[language], value: w.valueHead },
        });
  return (
    <section>
      <h3>
        {w.breakdown}{" "}
        {breakdown === null ? null : (
          <small>{breakdown.additive ? (breakdown.partition?.[language] ?? "") : w.breakdownNote}</small>
        )}
      </h3>
      {data.definition.by.length < 2 ? null : (
        <Segmented
          size="small"
          aria-label={w.breakdown}
          value={chosen}
          options={data.definition.by.map((b) => ({ value: b.id, label: b.label[language] }))}
          onChange={setChosen}
        />
      )}
      {state === null ? (
        <Bone height={180} />
      ) : (
        <RankedBars state={state} label={alternative(data.definition.label[language], state.table)} />
      )}
    </section>
  );
}

export function SourcesSection({ definition }: { readonly definition: Definition }): ReactElement | null {
  const { language } = useFrame();
  const w = useWords(figureWords);
  if (definition.sources.length === 0) return null;
  const inputs = {
    feedback: w.inputFeedback,
    own_copy: w.inputOwnCopy,
    survey: w.inputSurvey,
    records: w.inputRecords,
    published: w.inputPublished,
  };
  return (
    <section>
      <h3>{w.sources}</h3>
      <ul className="sources">
        {definition.sources.map((s) => (
          <li key={s.id}>
            <span>{s.label[language]}</span>
            <small className="quiet">
              {[
                s.form?.[language],
                s.holder[language],
                s.input === null ? undefined : inputs[s.input],
                `${w.basis}: ${s.basis}`,
              ]
                .filter((t) => t !== undefined && t !== "")
                .join(" · ")}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
