/** 亩均效益: an evaluation of enterprises: who is in which class, what the classes use and contribute, every firm. */
import type { Grading, GradingAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Select } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { gradingQuestion } from "../../app/client.ts";
import { useDoor } from "../../app/use-door.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { adjustWords } from "../../i18n/adjust.ts";
import { evaluationWords } from "../../i18n/evaluation.ts";
import { yearWords } from "../../i18n/evaluation-year.ts";
import { periodText } from "../../lib/period.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { ClassesCard } from "./classes-card.tsx";
import { DistributionCard } from "./distribution-card.tsx";
import { FirmsCard } from "./firms-card.tsx";
import { countText, shareText, valueShare } from "./rules.ts";
import { YearChoice } from "../../records/year-choice.tsx";

export default function EvaluationPage(): ReactElement {
  const { question, search } = useFrame();
  const query = useQuery(
    gradingQuestion({
      ...question,
      ...(search.year === undefined ? {} : { period: search.year }),
      ...(search.evaluation === undefined ? {} : { id: search.evaluation }),
    }),
  );
  const w = useWords(evaluationWords);
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[360, 360]} table={640} />}>
      {(data) =>
        data.grading === null ? (
          <Empty title={w.none}>{w.noneHow}</Empty>
        ) : (
          <Body data={data} grading={data.grading} />
        )
      }
    </Loaded>
  );
}

interface BodyProps {
  readonly data: GradingAnswer;
  readonly grading: Grading;
}

function Body({ data, grading }: BodyProps): ReactElement {
  const w = useWords(evaluationWords);
  const { language } = useFrame();
  const visitor = useDoor().data?.guest === true;
  const { groups } = grading;
  const grouped =
    groups === null
      ? null
      : `${w.grouped(groups.by.map((g) => g[language]).join(w.and))}${
          groups.atLeast !== null && groups.elseWhole ? w.atLeast(groups.atLeast) : ""
        }`;
  const said = [
    grading.label[language],
    w.rest(countText(data.counts.ungraded), countText(data.counts.pending)),
    grouped,
    data.limited ? w.limited : null,
  ].filter((t) => t !== null);
  return (
    <>
      <div className="finding-row grade-head">
        <h1 className="finding">
          <FindingText data={data} grading={grading} />
        </h1>
        <Choice data={data} grading={grading} />
      </div>
      <p className="sub">{`${said.join(w.semicolon)}${w.stop}`}</p>
      <div className={grading.scored ? "grid g2" : "grid"}>
        <ClassesCard data={data} grading={grading} />
        {grading.scored ? <DistributionCard data={data} grading={grading} /> : null}
      </div>
      {visitor ? (
        <section className="card spaced">
          <p className="quiet">{w.visitor}</p>
        </section>
      ) : (
        <FirmsCard data={data} grading={grading} />
      )}
    </>
  );
}

/** How many lie behind each class are said of the first and the last. */
const SAID = 2;

function FindingText({ data, grading }: BodyProps): ReactElement {
  const w = useWords(evaluationWords);
  const { language } = useFrame();
  const period = periodText(data.asOf.period, language);
  if (data.counts.graded === 0) return <>{`${w.noResults(period)}${w.stop}`}</>;
  const last = grading.classes.length - 1;
  const classes = grading.classes.map((c, i) => {
    const n = data.inClass[i] ?? 0;
    const own = w.ofClass(c.label[language], countText(n), shareText(n, data.counts.graded));
    const behind =
      i === 0 || i === last
        ? data.behind.slice(0, SAID).map((b) => w.has(b.label[language], valueShare(b.parts[i], b.total)))
        : [];
    return behind.length === 0 ? own : `${own}${w.comma}${w.holdsOf}${behind.join(w.and)}`;
  });
  return <>{`${w.finding(period, countText(data.counts.graded))}${classes.join(w.semicolon)}${w.stop}`}</>;
}

function Choice({ data, grading }: BodyProps): ReactElement {
  const w = useWords(evaluationWords);
  const { language } = useFrame();
  const change = useChangeSearch();
  const { search } = useFrame();
  const a = useWords(adjustWords);
  const door = useDoor().data;
  const y = useWords(yearWords);
  const keeps = data.year !== null && door?.may.registers.includes(data.year) === true;
  const simulates = door?.guest === false && door.may.scenarios;
  return (
    <span className="card-actions">
      {keeps ? (
        <Link to="/evaluation/$id/year" params={{ id: grading.id }} search={{ year: search.year }}>
          {y.title}
        </Link>
      ) : null}
      {simulates ? (
        <Link to="/evaluation/$id/adjust" params={{ id: grading.id }} search={{ year: search.year }}>
          {a.adjust}
        </Link>
      ) : null}
      {data.choices.length < 2 ? null : (
        <Select
          size="small"
          aria-label={w.evaluation}
          value={grading.id}
          popupMatchSelectWidth={false}
          options={data.choices.map((c) => ({ value: c.id, label: c.label[language] }))}
          onChange={(evaluation) => change({ evaluation, class: null, sort: null, page: null })}
        />
      )}
      <YearChoice label={w.period} period={data.asOf.period} periods={data.periods} />
    </span>
  );
}
