/** 运行调度: the month as the bureau works it. One line on top, the month's steps, then its parts by the address. */
import type { OperationAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Segmented, Select } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { registerQuestion } from "../../app/client.ts";
import { useDoing } from "../../app/use-doing.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { operationWords } from "../../i18n/operation.ts";
import { periodText } from "../../lib/period.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Problem } from "../../states/problem.tsx";
import { Ready } from "../../states/ready.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { AfterView } from "./after-view.tsx";
import { CalendarView } from "./calendar-view.tsx";
import { Finding } from "./finding.tsx";
import { MeetingView } from "./meeting-view.tsx";
import {
  afterQuestion,
  calendarQuestion,
  meetingQuestion,
  monthPath,
  operationQuestion,
} from "./questions.ts";
import { StepsView, useSteps } from "./steps-view.tsx";

const VIEWS = ["meeting", "after", "calendar", "steps"] as const;
type View = (typeof VIEWS)[number];

/** The register of what meetings decide. */
const ITEM = "meeting_item";

const skeleton = <PageSkeleton columns={[120]} table={640} />;

export default function OperationPage(): ReactElement {
  const { search, question } = useFrame();
  const asked = { month: search.month, known: question.known };
  const head = useQuery(operationQuestion(asked));
  return (
    <Loaded query={head} skeleton={skeleton}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

/** Until the official figures are in it is the meeting that matters. */
const viewOf = (asked: string | undefined, { state }: OperationAnswer): View =>
  VIEWS.find((v) => v === asked) ?? (state === "explained" || state === "reviewed" ? "after" : "meeting");

function Body({ data }: { readonly data: OperationAnswer }): ReactElement {
  const w = useWords(operationWords);
  const { language, search, question } = useFrame();
  const change = useChangeSearch();
  const asked = { month: data.month, known: question.known };
  const view = viewOf(search.view, data);
  const meeting = useQuery({ ...meetingQuestion(asked), enabled: view === "meeting" });
  const writes = view === "meeting" && data.may.item;
  const item = useQuery({ ...registerQuestion(ITEM), enabled: writes });
  const after = useQuery({ ...afterQuestion(asked), enabled: view === "after" });
  const calendar = useQuery({ ...calendarQuestion(asked), enabled: view === "calendar" });
  const steps = useSteps(data.case, view === "steps");
  const shown = {
    meeting: writes ? [meeting, item] : [meeting],
    after: [after],
    calendar: [calendar],
    steps: data.case === null ? [] : steps,
  } as const;
  return (
    <Ready queries={shown[view]} skeleton={skeleton}>
      <div className="operation-sheet">
        <p className="board-head print-only">
          <span>{w.sheetTitle(periodText(data.month, language))}</span>
          {data.demo ? <span className="board-demo">{w.demo}</span> : null}
        </p>
        <div className="finding-row board-finding">
          <h1 className="finding">
            <Finding data={data} />
          </h1>
          {view === "meeting" ? (
            <Button className="no-print" onClick={() => window.print()}>
              {w.print}
            </Button>
          ) : null}
        </div>
        <StepBar data={data} />
        <div className="tools list-views no-print">
          <Select
            aria-label={w.month}
            value={data.month}
            popupMatchSelectWidth={false}
            options={data.months.map((m) => ({ value: m, label: periodText(m, language) }))}
            onChange={(month) => change({ month })}
          />
          <div className="scroll-x">
            <Segmented
              aria-label={w.views}
              value={view}
              options={VIEWS.map((v) => ({ value: v, label: w[v] }))}
              onChange={(v) => change({ view: v })}
            />
          </div>
        </div>
        {view === "meeting" ? (
          <Loaded query={meeting} skeleton={null}>
            {(answer) => <MeetingView data={answer} head={data} fields={item.data?.fields ?? []} />}
          </Loaded>
        ) : null}
        {view === "after" ? (
          <Loaded query={after} skeleton={null}>
            {(answer) => <AfterView data={answer} head={data} />}
          </Loaded>
        ) : null}
        {view === "calendar" ? (
          <Loaded query={calendar} skeleton={null}>
            {(answer) => <CalendarView data={answer} />}
          </Loaded>
        ) : null}
        {view === "steps" ? <StepsView head={data} steps={steps} /> : null}
        <p className="board-foot quiet">
          {[
            w.foot(data.asOf.period, data.signed?.hash.slice(0, 10) ?? data.asOf.run),
            w.printed(data.today),
            ...(data.demo ? [w.demo] : []),
          ].join(" · ")}
        </p>
      </div>
    </Ready>
  );
}

/** What is next for the one who looks; a press leads to the steps. */
function Next({ data }: { readonly data: OperationAnswer }): ReactElement | null {
  const w = useWords(operationWords);
  const { language } = useFrame();
  const change = useChangeSearch();
  const { mine, others } = data.next;
  if (mine.length === 0)
    return others.length === 0 ? null : (
      <p className="quiet no-print">{w.othersTurn(others.map((o) => o[language]).join(w.and))}</p>
    );
  return (
    <p className="no-print">
      {w.yourTurn}
      {mine.map((label) => (
        <button key={label.zh} type="button" className="link" onClick={() => change({ view: "steps" })}>
          {label[language]}
        </button>
      ))}
    </p>
  );
}

/** How far the month is, its days, and what was signed. */
function StepBar({ data }: { readonly data: OperationAnswer }): ReactElement {
  const w = useWords(operationWords);
  const { language } = useFrame();
  const doing = useDoing();
  const { days, signed } = data;
  const at = data.states.findIndex((s) => s.id === data.state);
  const dates = [
    [w.estimateDay, days.estimate],
    [w.meetingDay, [days.meeting, days.place].filter((t) => t !== null).join(" ") || null],
    [w.officialDay, days.official],
    [w.closedDay, days.closed],
  ] as const;
  return (
    <section className="card month-steps" aria-label={w.stepsOf}>
      <ol className="step-line">
        {data.states.map((s, i) => (
          <li
            key={s.id}
            className={i < at || signed !== null ? "reached" : i === at ? "now" : ""}
            {...(i === at ? { "aria-current": "step" as const } : {})}
          >
            {s.label[language]}
          </li>
        ))}
      </ol>
      <p className="quiet">
        {data.state === null ? (
          <>
            {w.notBegun}{" "}
            {data.may.begin ? (
              <Button
                size="small"
                type="primary"
                className="no-print"
                loading={doing.busy}
                onClick={() => doing.run(monthPath(data.month, "begin"), {})}
              >
                {w.begin}
              </Button>
            ) : null}
          </>
        ) : (
          dates.map(([label, day]) => `${label} ${day ?? w.notSet}`).join(" · ")
        )}
      </p>
      <Next data={data} />
      {signed === null ? null : (
        <p className="signed-line">
          <b>{w.signedAs(signed.hash.slice(0, 10), signed.on)}</b>
          {signed.number === null ? "" : ` · ${w.signedUnder(signed.number)}`} · {w.signedNote}
          {signed.differs === 0 ? "" : w.differsNote(signed.differs)}
        </p>
      )}
      {doing.error === null ? null : <Problem error={doing.error} />}
    </section>
  );
}
