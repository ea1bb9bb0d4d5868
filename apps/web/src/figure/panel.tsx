/** The side panel every figure opens: definition, counters, series, breakdown, sources, trace. */
import type { IndicatorAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useEffect, useRef, useState } from "react";
import { useChangeSearch, useFrame } from "../app/address.ts";
import { exportAddress, indicatorQuestion, traceQuestion } from "../app/client.ts";
import { bridgeWords } from "../i18n/bridge.ts";
import { useWords } from "../i18n/dictionary.ts";
import { estimateWords } from "../i18n/estimate.ts";
import { figureWords } from "../i18n/figure.ts";
import { reasonWords } from "../i18n/reasons.ts";
import { display, joined } from "../lib/display.ts";
import { periodText } from "../lib/period.ts";
import { Problem } from "../states/problem.tsx";
import { Bone } from "../states/skeleton.tsx";
import { AskSection } from "./ask-section.tsx";
import { BridgeSection } from "./bridge-section.tsx";
import { Counters } from "./counters.tsx";
import { EarlyMark, Marks, StatusWord } from "./marks.tsx";
import { EstimateBody } from "./estimate-body.tsx";
import { ExistsSection } from "./exists-section.tsx";
import { notBefore } from "./release.ts";
import { BreakdownSection, DefinitionSection, SeriesSection, SourcesSection } from "./panel-sections.tsx";
import type { FigureReference } from "./reference.ts";
import { isEstimate, printStack } from "./reference.ts";
import { TraceTree } from "./trace-tree.tsx";

export default function Panel({
  stack,
}: {
  readonly stack: readonly FigureReference[];
}): ReactElement | null {
  const w = useWords(figureWords);
  const change = useChangeSearch();
  const close = useRef<HTMLButtonElement>(null);
  const opener = useRef<Element | null>(null);
  const top = stack.at(-1);
  useEffect(() => {
    opener.current = document.activeElement;
    close.current?.focus({ preventScroll: true });
    return () => {
      if (opener.current instanceof HTMLElement && opener.current.isConnected)
        opener.current.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    const onKey = (e: KeyboardEvent): void => {
      if (e.key === "Escape" && document.querySelector(".palette") === null) change({ panel: null });
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
    };
  }, [change]);
  if (top === undefined) return null;
  return (
    <div className="panel" role="dialog" aria-label={w.panel} data-panel>
      <div className="panel-bar">
        <Crumbs stack={stack} />
        <button
          ref={close}
          type="button"
          className="icon-button"
          aria-label={w.close}
          title={w.close}
          onClick={() => change({ panel: null })}
        >
          ✕
        </button>
      </div>
      {isEstimate(top) ? (
        <EstimateBody key={printStack([top])} reference={top} />
      ) : (
        <PanelBody key={printStack([top])} reference={top} />
      )}
    </div>
  );
}

function Crumbs({ stack }: { readonly stack: readonly FigureReference[] }): ReactElement {
  const e = useWords(estimateWords);
  const w = useWords(figureWords);
  const change = useChangeSearch();
  return (
    <nav className="crumbs" aria-label={w.back}>
      {stack.slice(0, -1).map((reference, i) => (
        <span key={printStack([reference])}>
          <button
            type="button"
            className="link"
            onClick={() => change({ panel: printStack(stack.slice(0, i + 1)) })}
          >
            {isEstimate(reference) ? e.name : <CrumbName reference={reference} />}
          </button>
          <i aria-hidden="true">/</i>
        </span>
      ))}
    </nav>
  );
}

function useReferenceAnswer(reference: FigureReference) {
  const { question } = useFrame();
  return useQuery(
    indicatorQuestion(reference.indicator, {
      period: reference.period,
      ...(reference.group === "" ? {} : { scope: reference.group }),
      ...(question.known === undefined ? {} : { known: question.known }),
    }),
  );
}

function CrumbName({ reference }: { readonly reference: FigureReference }): ReactElement {
  const { language } = useFrame();
  const answer = useReferenceAnswer(reference);
  return <>{answer.data?.definition.label[language] ?? reference.indicator}</>;
}

function PanelBody({ reference }: { readonly reference: FigureReference }): ReactElement {
  const { language, question } = useFrame();
  const answer = useReferenceAnswer(reference);
  const trace = useQuery({
    ...traceQuestion({
      indicator: reference.indicator,
      period: reference.period,
      ...(reference.group === "" ? {} : { group: reference.group }),
      ...(reference.subject === "" ? {} : { subject: reference.subject }),
      ...(question.known === undefined ? {} : { known: question.known }),
    }),
    enabled: reference.subject !== "" || answer.data?.definition.of === null,
  });
  const w = useWords(figureWords);
  if (answer.isError) return <Problem error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined)
    return (
      <div className="panel-body">
        <Bone width="60%" height={24} />
        <Bone width="40%" height={35} />
        <Bone height={64} />
        <Bone height={180} />
      </div>
    );
  const data = answer.data;
  const isSubject = reference.subject !== "";
  const figure = isSubject ? trace.data?.figure : data.figure;
  // a figure of single firms has no value, counters or trace of its own: its page lists the firms
  if (data.definition.of !== null && !isSubject)
    return (
      <div className="panel-body">
        <h2>{data.definition.label[language]}</h2>
        <p className="quiet">{w.perFirm}</p>
        <DefinitionSection definition={data.definition} />
        <SourcesSection definition={data.definition} />
        <Actions reference={reference} />
      </div>
    );
  return (
    <div className="panel-body">
      <Headline data={data} figure={figure} />
      {figure === undefined || figure.value.reason === null ? null : (
        <AskSection figure={figure} reference={reference} />
      )}
      <DefinitionSection definition={data.definition} />
      {figure === undefined ? null : (
        <section>
          <h3>{w.counters}</h3>
          <Counters counters={figure.counters} />
        </section>
      )}
      {isSubject ? null : <SeriesSection data={data} />}
      {isSubject || reference.group !== "" ? null : <BreakdownSection data={data} reference={reference} />}
      {isSubject ? null : <BridgeSection data={data} reference={reference} />}
      <section>
        <h3>{w.trace}</h3>
        {trace.isError ? <Problem error={trace.error} retry={() => void trace.refetch()} /> : null}
        {trace.data === undefined ? (
          trace.isError ? null : (
            <Bone height={120} />
          )
        ) : (
          <TraceTree node={trace.data.trace} />
        )}
        {trace.data === undefined ? null : (
          <p className="quiet">{w.takenAt(trace.data.asOf.run, trace.data.asOf.registers)}</p>
        )}
        {trace.data?.agrees === false ? (
          <p className="incident" role="alert">
            {w.traceDisagrees} {trace.data.asOf.run}
          </p>
        ) : null}
      </section>
      {isSubject ? null : <ExistsSection data={data} />}
      <SourcesSection definition={data.definition} />
      {figure === undefined || figure.value.reason !== null ? null : (
        <AskSection figure={figure} reference={reference} />
      )}
      <Actions reference={reference} />
    </div>
  );
}

function Headline({
  data,
  figure,
}: {
  readonly data: IndicatorAnswer;
  readonly figure: IndicatorAnswer["figure"] | undefined;
}): ReactElement {
  const { language, money } = useFrame();
  const w = useWords(figureWords);
  const b = useWords(bridgeWords);
  const signed = data.definition.growthBasis !== null;
  const places =
    figure === undefined
      ? []
      : [figure.subject?.name, ...figure.group.map((g) => g.label[language])].filter((t) => t !== undefined);
  const status = figure?.subject === null && figure.group.length === 0 ? data.targets[0]?.status : undefined;
  const reason = figure?.value.reason ?? null;
  const shown = figure === undefined ? null : display(figure.value, { language, money, signed });
  const early = figure === undefined ? null : notBefore(figure);
  return (
    <>
      <h2>{data.definition.label[language]}</h2>
      <p className="big" title={shown?.full ?? ""}>
        {shown === null ? <Bone width={160} height={35} /> : joined(shown)}
        {figure === undefined ? null : <Marks marks={figure.marks} />}
        {figure === undefined ? null : <EarlyMark data={figure} />}
      </p>
      {reason === null ? null : <p>{reasonWords[reason][language]}</p>}
      {figure?.releasedOn === undefined ? null : (
        <p className="quiet">{early === null ? w.releasedOn(figure.releasedOn) : w.earlyLong(early)}</p>
      )}
      <p className="quiet">
        {periodText(figure?.period ?? data.figure.period, language)} ·{" "}
        {places.length === 0 ? w.wholeCity : places.join(" · ")}
        {status === undefined ? null : (
          <>
            {" "}
            · <StatusWord status={status} />
          </>
        )}
      </p>
      <p className="quiet" data-calibre>
        {b.calibre(data.calibre.line[language])}
      </p>
    </>
  );
}

function Actions({ reference }: { readonly reference: FigureReference }): ReactElement {
  const w = useWords(figureWords);
  const { language, question } = useFrame();
  const [copied, setCopied] = useState(false);
  const file = (format: "csv" | "xlsx"): string =>
    exportAddress({
      what: "indicator",
      id: reference.indicator,
      period: reference.period,
      scope: reference.group === "" ? undefined : reference.group,
      known: question.known,
      format,
      language,
      q: undefined,
      sort: undefined,
      county: undefined,
      park: undefined,
      chain: undefined,
      industry: undefined,
      by: undefined,
    });
  return (
    <div className="panel-actions">
      <Link
        to="/indicators/$id"
        params={{ id: reference.indicator }}
        search={(before) => ({ ...before, panel: undefined })}
      >
        {w.openPage}
      </Link>
      <a href={file("csv")} download>
        {w.download} CSV
      </a>
      <a href={file("xlsx")} download>
        XLSX
      </a>
      <button
        type="button"
        className="link"
        onClick={() => {
          void navigator.clipboard.writeText(location.href).then(() => setCopied(true));
        }}
      >
        {copied ? w.copied : w.copyLink}
      </button>
    </div>
  );
}
