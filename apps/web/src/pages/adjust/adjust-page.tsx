/** 动态调整: the rules beside what they do: who crosses, by how much, and the land and tax behind them. */
import type { AdjustAnswer, AdjustStage } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoor } from "../../app/use-door.ts";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { adjustWords } from "../../i18n/adjust.ts";
import { evaluationWords } from "../../i18n/evaluation.ts";
import { display, joined } from "../../lib/display.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { DistributionCard } from "../evaluation/distribution-card.tsx";
import { countText } from "../evaluation/rules.ts";
import { ChangesCard } from "./changes-card.tsx";
import { FieldsCard } from "./fields-card.tsx";
import { FirmCard } from "./firm-card.tsx";
import { MovedCard } from "./moved-card.tsx";
import { adjustQuestion } from "./question.ts";
import { ResultsCard } from "./results-card.tsx";
import { StackBar } from "./stack-bar.tsx";
import { useStack } from "./use-stack.ts";

export default function AdjustPage(): ReactElement {
  const door = useDoor().data;
  const w = useWords(adjustWords);
  if (door === undefined) return <PageSkeleton columns={[360, 360]} />;
  if (door.guest) return <Empty title={w.visitor} />;
  return door.may.scenarios ? <Asked /> : <Empty title={w.mayNot} />;
}

function Asked(): ReactElement {
  const { id } = useParams({ from: "/evaluation/$id/adjust" });
  const { question, search } = useFrame();
  const { all, at } = useStack();
  const query = useQuery(
    adjustQuestion(id, {
      ...question,
      ...(search.year === undefined ? {} : { period: search.year }),
      scenarios: all.slice(0, at + 1).map((s) => ({ name: s.name, changes: [...s.changes] })),
      firm: search.subject ?? null,
    }),
  );
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[420, 420]} table={420} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

/** The scenarios up to a stage, as one name. */
const namesOf = (data: AdjustAnswer, stage: AdjustStage): string =>
  data.stages
    .slice(1, data.stages.indexOf(stage) + 1)
    .map((s) => s.name)
    .join(" + ");

/** The last stage that could be computed. */
const lastOf = (data: AdjustAnswer): AdjustStage | undefined =>
  data.stages.findLast((s) => s.summary !== null);

function Body({ data }: { readonly data: AdjustAnswer }): ReactElement {
  const w = useWords(adjustWords);
  const e = useWords(evaluationWords);
  const { language } = useFrame();
  const [decided] = data.stages;
  const last = lastOf(data);
  const sub = [`${data.grading.label[language]}${w.colon}${w.sub}`, ...(data.limited ? [w.limited] : [])];
  return (
    <div className="board-sheet adjust-sheet">
      <p className="crumb">
        <Link to="/evaluation">{w.back}</Link> / {w.title}
      </p>
      <p className="board-head print-only">
        <span>{`${data.grading.label[language]} · ${w.title}`}</span>
        {data.grading.marks.includes("demo") ? <span className="board-demo">{e.demo}</span> : null}
        <span>{w.circle}</span>
      </p>
      <div className="finding-row board-finding">
        <h1 className="finding">
          <FindingText data={data} />
          <Marks marks={data.grading.marks} />
        </h1>
      </div>
      <p className="sub card-sub">{sub.join(w.semicolon)}</p>
      <StackBar data={data} />
      <div className="grid g2 adjust-grid">
        <FieldsCard data={data} />
        <div>
          <ResultsCard data={data} />
          <ChangesCard data={data} />
        </div>
      </div>
      {decided === undefined || decided.summary === null || !data.grading.scored ? null : (
        <div className="grid g2 spaced adjust-charts">
          <DistributionCard
            data={{ ...decided.summary, asOf: data.asOf }}
            grading={data.grading}
            title={w.distributionBefore}
          />
          {last === undefined || last.summary === null || last === decided ? null : (
            <DistributionCard
              data={{ ...last.summary, asOf: data.asOf }}
              grading={data.grading}
              title={w.distributionAfter(namesOf(data, last))}
            />
          )}
        </div>
      )}
      <MovedCard data={data} />
      <FirmCard data={data} />
      <p className="board-foot quiet">
        {[
          w.asOf(data.asOf.period),
          w.runId(data.asOf.run),
          ...(data.grading.marks.includes("demo") ? [e.demo] : []),
        ].join(" · ")}
      </p>
    </div>
  );
}

function FindingText({ data }: { readonly data: AdjustAnswer }): ReactElement {
  const w = useWords(adjustWords);
  const { language, money } = useFrame();
  const asked = data.stages.at(-1);
  const [decided] = data.stages;
  const last = lastOf(data);
  if (data.stages.length <= 1 || asked === undefined || decided === undefined)
    return <>{w.none(data.grading.label[language])}</>;
  if (asked.summary === null) return <>{`${w.failed(namesOf(data, asked))}${w.stop}`}</>;
  const { rows, up, down, other, behind } = data.moved;
  if (rows.length === 0) return <>{`${w.same(namesOf(data, asked))}${w.stop}`}</>;
  const classes = data.grading.classes.flatMap((c, i) => {
    const [was, is] = [decided.summary?.inClass[i] ?? 0, last?.summary?.inClass[i] ?? 0];
    return was === is ? [] : [w.classTo(c.label[language], countText(was), countText(is))];
  });
  const held = behind
    .slice(0, 2)
    .flatMap((b) =>
      b.down.text === null
        ? []
        : [w.behindDown(b.label[language], joined(display(b.down, { language, money })))],
    );
  return (
    <>
      {[
        w.finding(namesOf(data, asked), countText(rows.length), countText(up), countText(down)),
        other === 0 ? "" : w.other(countText(other)),
        classes.length === 0 ? "" : `${w.semicolon}${classes.join(w.and)}`,
        held.length === 0 ? "" : `${w.semicolon}${held.join(w.and)}`,
        w.stop,
      ].join("")}
    </>
  );
}
