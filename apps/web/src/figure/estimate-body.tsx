/** The panel of an estimate: what each firm's part of it rests on, how many of each, and how far off it used to be. */
import type { EstimateTrace } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { useFrame } from "../app/address.ts";
import { estimateQuestion } from "../app/client.ts";
import { estimateWords } from "../i18n/estimate.ts";
import { useWords } from "../i18n/dictionary.ts";
import { figureWords } from "../i18n/figure.ts";
import { display, joined } from "../lib/display.ts";
import { periodText } from "../lib/period.ts";
import { Problem } from "../states/problem.tsx";
import { Bone } from "../states/skeleton.tsx";
import { Value } from "./figure.tsx";
import { Marks } from "./marks.tsx";
import type { FigureReference } from "./reference.ts";

export function EstimateBody({ reference }: { readonly reference: FigureReference }): ReactElement {
  const answer = useQuery(
    estimateQuestion({
      month: reference.period,
      ...(reference.group === "" ? {} : { group: reference.group }),
    }),
  );
  if (answer.isError) return <Problem error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined)
    return (
      <div className="panel-body">
        <Bone width="60%" height={24} />
        <Bone width="40%" height={35} />
        <Bone height={180} />
      </div>
    );
  return (
    <div className="panel-body">
      <Headline data={answer.data} />
      <Methods data={answer.data} />
      <Past data={answer.data} />
      <Firms data={answer.data} />
    </div>
  );
}

function Headline({ data }: { readonly data: EstimateTrace }): ReactElement {
  const w = useWords(estimateWords);
  const f = useWords(figureWords);
  const { language, money } = useFrame();
  const { figure } = data;
  const place = figure.group.map((g) => g.label[language]).join(" · ");
  const facts: readonly (readonly [string, ReactNode])[] = [
    [w.growth, <Value key="g" value={data.growth} signed />],
    [w.prior, <Value key="p" value={data.prior} />],
    ...(place === "" ? [] : [[w.pull, <Value key="c" value={data.pull} signed />] as const]),
    [w.answered, <Value key="a" value={data.answered} />],
    ...(data.actual === null
      ? []
      : [
          [
            w.came,
            <span key="came">
              <Value value={data.actual.value} /> (<Value value={data.actual.growth} signed />)
            </span>,
          ] as const,
        ]),
  ];
  return (
    <>
      <h2>{figure.label[language]}</h2>
      <p className="big" title={display(figure.value, { language, money }).full ?? ""}>
        {joined(display(figure.value, { language, money }))}
        <Marks marks={figure.marks} />
      </p>
      <p className="quiet">
        {periodText(figure.period, language)} · {place === "" ? f.wholeCity : place} · {w.known(data.known)}
      </p>
      <dl className="value-list estimate-facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">
        {w.note} {w.of}{" "}
        <Link
          to="/indicators/$id"
          params={{ id: data.indicator.id }}
          search={(before) => ({ ...before, panel: undefined })}
        >
          {data.indicator.label[language]}
        </Link>
      </p>
    </>
  );
}

function Heads({ heads }: { readonly heads: readonly string[] }): ReactElement {
  return (
    <thead>
      <tr>
        {heads.map((head, i) => (
          <th key={head} scope="col" className={i === 0 ? "" : "right"}>
            {head}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Methods({ data }: { readonly data: EstimateTrace }): ReactElement {
  const w = useWords(estimateWords);
  const { language } = useFrame();
  return (
    <section>
      <h3>
        {w.methods} <small className="quiet">{w.count(data.firms)}</small>
      </h3>
      <table className="plain estimate-table">
        <Heads heads={[w.method, w.firms, w.level, w.share, w.pastErrors]} />
        <tbody>
          {data.methods.map((m) => (
            <tr key={m.method}>
              <th scope="row">{m.label[language]}</th>
              <td className="right">{m.firms}</td>
              <td className="right">{m.method === "none" ? "—" : <Value value={m.value} />}</td>
              <td className="right">{m.method === "none" ? "—" : <Value value={m.share} />}</td>
              <td className="right">{m.past.count === 0 ? "—" : <Value value={m.past.meanAbsolute} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">{w.pastErrorsNote}</p>
    </section>
  );
}

function Past({ data: { past, months } }: { readonly data: EstimateTrace }): ReactElement {
  const w = useWords(estimateWords);
  const { language, money } = useFrame();
  const shown = (value: EstimateTrace["growth"], signed: boolean): string =>
    joined(display(value, { language, money, signed }));
  return (
    <section>
      <h3>{w.past}</h3>
      <p>
        {past.count === 0
          ? w.pastNone
          : w.pastOf(past.count, shown(past.meanAbsolute, false), shown(past.bias, true))}
      </p>
      {months.length === 0 ? null : (
        <table className="plain estimate-table">
          <Heads heads={[w.month, w.estimate, w.actual, w.error]} />
          <tbody>
            {months.map((m) => (
              <tr key={m.period}>
                <th scope="row">{periodText(m.period, language)}</th>
                <td className="right">
                  <Value value={m.estimate} />
                </td>
                <td className="right">
                  <Value value={m.actual} />
                </td>
                <td className="right">
                  <Value value={m.error} signed />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Firms({ data: { named, firms } }: { readonly data: EstimateTrace }): ReactElement | null {
  const w = useWords(estimateWords);
  const { language, money } = useFrame();
  if (named.length === 0) return null;
  return (
    <section>
      <h3>{w.largest(named.length, firms)}</h3>
      <table className="plain estimate-table">
        <Heads heads={[w.firm, w.estimate, w.growth]} />
        <tbody>
          {named.map((firm) => (
            <tr key={firm.code}>
              <th scope="row">
                <Link
                  to="/enterprises/$code"
                  params={{ code: firm.code }}
                  search={(before) => ({ ...before, panel: undefined })}
                >
                  {firm.name}
                </Link>
                <div className="quiet">
                  {firm.label[language]}
                  {firm.correction === null
                    ? ""
                    : ` · ${w.corrected(display(firm.correction, { language, money }).number)}`}
                </div>
              </th>
              <td className="right">{firm.value.text === null ? "—" : <Value value={firm.value} />}</td>
              <td className="right">
                {firm.growth.text === null ? "—" : <Value value={firm.growth} signed />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
