/** One chain on one page, for a meeting and for paper. */
import type { ChainBoardAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { boardWords } from "../../i18n/board.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { display, joined } from "../../lib/display.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { Asks } from "./asks.tsx";
import { Movers } from "./movers.tsx";
import { boardQuestion } from "./questions.ts";
import { WorkList } from "./work-list.tsx";

export default function BoardPage(): ReactElement {
  const { chain } = useParams({ from: "/chain-board/$chain" });
  const { question } = useFrame();
  const query = useQuery(boardQuestion(chain, question));
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[700]} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: ChainBoardAnswer }): ReactElement {
  const w = useWords(boardWords);
  const { language } = useFrame();
  const label = data.chain.label[language];
  return (
    <div className="board-sheet">
      <p className="crumb">
        <Link to="/chain-board">{w.back}</Link> / {label}
      </p>
      <p className="board-head print-only">
        <span>{w.title(label)}</span>
        {data.demo ? <span className="board-demo">{w.demo}</span> : null}
        <span>{w.circle}____________________</span>
      </p>
      <div className="finding-row board-finding">
        <h1 className="finding">
          <FindingLine data={data} />
        </h1>
        <Button className="no-print" onClick={() => window.print()}>
          {w.print}
        </Button>
      </div>
      <div className="board-grid">
        <People data={data} />
        <Figures data={data} />
      </div>
      <Movers data={data} />
      <div className="board-thirds">
        <WorkList title={w.projects} work={data.projects} />
        <WorkList title={w.requests} work={data.requests} />
        <WorkList title={w.tasks} work={data.tasks} />
      </div>
      <Asks data={data} />
      <p className="board-foot quiet">
        {[
          w.asOf(data.asOf.period),
          w.run(data.asOf.run),
          ...(data.event === null ? [] : [w.event(data.event)]),
          w.printed(data.today),
          ...(data.demo ? [w.demo] : []),
        ].join(" · ")}
      </p>
    </div>
  );
}

/** How many firms the finding names on either side. */
const NAMED = 2;

/** What the figures say, in the words of leaders, and nothing that they do not say. */
function FindingLine({ data }: { readonly data: ChainBoardAnswer }): ReactElement {
  const w = useWords(boardWords);
  const { language, money } = useFrame();
  const figure = (what: string) => data.figures.find((f) => f.what === what)?.figure ?? null;
  const [output, growth] = [figure("output"), figure("growth")];
  const shown = (value: Parameters<typeof display>[0], signed = false): string =>
    joined(display(value, { language, money, signed }));
  const named = (up: boolean): string =>
    data.moved
      .filter((m) => m.contribution.text !== null && m.contribution.text.startsWith("-") !== up)
      .slice(0, NAMED)
      .map((m) => `${m.name}(${shown(m.contribution, true)})`)
      .join(language === "zh" ? "、" : ", ");
  const [up, down] = [named(true), named(false)];
  return (
    <>
      {w.outputIs(data.chain.label[language])}
      {output === null ? "—" : <Figure data={output} />}
      {growth === null || growth.value.text === null ? null : (
        <>
          {w.growthIs}
          <Figure data={growth} signed unmarked />
        </>
      )}
      {up === "" ? "" : `${w.pulled}${up}`}
      {down === "" ? "" : `${w.dragged}${down}`}
      {data.gap === null || data.target === null
        ? ""
        : `${w.gapIs(data.target.by)}${shown(data.gap)}${
            data.target.needed === null || data.target.needed.text === null
              ? ""
              : `${w.neededIs}${shown(data.target.needed, true)}`
          }`}
      {language === "zh" ? "。" : "."}
    </>
  );
}

function People({ data }: { readonly data: ChainBoardAnswer }): ReactElement {
  const w = useWords(boardWords);
  return (
    <section className="card">
      <div className="finding-row">
        <h2>{w.who}</h2>
        {data.mayDuty ? (
          <span className="card-actions">
            {data.duty === null ? (
              <Link to="/registers/$register" params={{ register: "chain_duty" }}>
                {w.enter}
              </Link>
            ) : (
              <Link to="/registers/$register/$record" params={{ register: "chain_duty", record: data.duty }}>
                {w.enter}
              </Link>
            )}
          </span>
        ) : null}
      </div>
      <dl className="value-list board-people">
        {data.people.map((p) => (
          <div key={p.what}>
            <dt>{w[p.what]}</dt>
            <dd>
              {p.persons.length === 0 ? <span className="quiet">{w.notEntered}</span> : p.persons.join("、")}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Figures({ data }: { readonly data: ChainBoardAnswer }): ReactElement {
  const w = useWords(boardWords);
  const { language } = useFrame();
  return (
    <section className="card">
      <h2>{w.figures}</h2>
      <dl className="value-list board-figures">
        {data.figures.map((f) => (
          <div key={f.what}>
            <dt>{w[f.what]}</dt>
            <dd>
              {f.figure === null ? (
                <span className="quiet">{w.noData(f.holder?.[language] ?? "")}</span>
              ) : (
                <Figure data={f.figure} signed={f.what !== "output"} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
