/** Returns as officers see them: the finding, states, the list, and who has reported. All of it in the address. */
import type { ReturnForm, ReturnFormsAnswer, ReturnsAnswer, WaitingAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnRowsWords } from "../../i18n/return-rows.ts";
import { returnWords } from "../../i18n/returns.ts";
import { periodText } from "../../lib/period.ts";
import { standingsOf, useLatestOwn } from "../../returns/own-standings.ts";
import { periodsOf } from "../../returns/periods.ts";
import { coverageQuestion, returnsQuestion, waitingQuestion } from "../../returns/questions.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Ready } from "../../states/ready.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { BeginDialog } from "./begin-dialog.tsx";
import { byIn, CoverageCard } from "./coverage-card.tsx";
import { ListCard, StatesBar, useAskedReturns } from "./list-card.tsx";
import { ProvidesCard } from "./provides-card.tsx";
import { WaitingCard } from "./waiting-card.tsx";

/** Periods offered in the choice. */
const OFFERED = 24;

/** The form of the address. */
const formIn = (forms: readonly ReturnForm[], id: string | undefined): ReturnForm | null =>
  forms.find((f) => f.id === id) ?? null;

/** What the first line is about: the form of the address, else the month's own copies, and its period. */
function useFound({ forms }: ReturnFormsAnswer) {
  const { search } = useFrame();
  const form =
    formIn(forms, search.form) ?? forms.find((f) => f.input === "own_copy" && f.every === "month") ?? null;
  const period = (search.form === undefined ? undefined : search.month) ?? form?.opens.period ?? "";
  const asked = { form: form?.id ?? "", period };
  const enabled = form !== null;
  return {
    form,
    period,
    coverage: useQuery({ ...coverageQuestion({ form: asked.form, from: period, to: period }), enabled }),
    returns: useQuery({ ...returnsQuestion({ ...asked, size: 1 }), enabled }),
  };
}

export function OfficeReturns({ answer }: { readonly answer: ReturnFormsAnswer }): ReactElement {
  const w = useWords(returnWords);
  const { search } = useFrame();
  const form = formIn(answer.forms, search.form);
  const returns = useAskedReturns();
  const found = useFound(answer);
  const by = byIn(search.by);
  const months = useQuery({
    ...coverageQuestion({ form: form?.id ?? "", by }),
    enabled: form !== null && search.view === "coverage",
  });
  // the front of the page says what waits; who chose a form, a state or a page looks for something else
  const front = [search.form, search.state, search.page, search.view].every((chosen) => chosen === undefined);
  const accepts = answer.forms.some((f) => f.deeds.accept);
  const waiting = useQuery({ ...waitingQuestion(), enabled: accepts });
  const beside = [found.coverage, found.returns, months, waiting].filter((q) => q.fetchStatus !== "idle");
  const skeleton = <PageSkeleton columns={[560]} />;
  return (
    <Loaded query={returns} skeleton={skeleton}>
      {(data) => (
        <Ready queries={beside} skeleton={skeleton}>
          <Finding answer={answer} waiting={waiting.data} all={data.states} />
          <p className="sub">{w.sub}</p>
          {front && waiting.data !== undefined ? <WaitingCard waiting={waiting.data} /> : null}
          {front && !accepts ? <ProvidesCard answer={answer} /> : null}
          <StatesBar states={data.states} />
          <section className="card table-card">
            <Tools forms={answer.forms} form={form} />
            {search.view === "coverage" && form !== null ? (
              <CoverageCard form={form} />
            ) : (
              <ListCard data={data} />
            )}
          </section>
        </Ready>
      )}
    </Loaded>
  );
}

interface FindingProps {
  readonly answer: ReturnFormsAnswer;
  /** Undefined: the one who looks accepts nothing. */
  readonly waiting: WaitingAnswer | undefined;
  /** Of the list below. */
  readonly all: ReturnsAnswer["states"];
}

function Finding({ answer, waiting, all }: FindingProps): ReactElement {
  const w = useWords(returnWords);
  const { language, search } = useFrame();
  const r = useWords(returnRowsWords);
  const change = useChangeSearch();
  const { form, period, coverage, returns } = useFound(answer);
  const states = returns.data?.states ?? { draft: 0, sent: 0, returned: 0, accepted: 0, withdrawn: 0 };
  const whole = coverage.data?.months[0]?.groups.find((g) => g.code === null);
  const any = Object.values(states).some((n) => n > 0);
  const own = useLatestOwn();
  const lacking = standingsOf(answer, own.data).filter((s) => s.row === null && s.form.opens.open);
  const sends = answer.forms.filter((f) => f.deeds.send && f.senders.length > 0);
  const text =
    search.form === undefined && waiting !== undefined
      ? w.findingWaiting(waiting, states.returned)
      : search.form === undefined && waiting === undefined && sends.length > 0
        ? r.providesFinding(lacking.length, all.draft + all.returned, all.sent)
        : form !== null && whole !== undefined && whole.expected > 0
          ? w.finding(
              periodText(period, language),
              form.label[language],
              whole.expected.toLocaleString("en-US"),
              whole.reported.toLocaleString("en-US"),
              states.sent,
              states.returned,
            )
          : any
            ? w.findingAll(states.sent, states.returned, states.draft)
            : w.findingNone;
  return (
    <div className="finding-row">
      <h1 className="finding">{text}</h1>
      {sends.length === 0 ? null : (
        <Button type="primary" onClick={() => change({ view: "begin" })}>
          {w.begin}
        </Button>
      )}
      {search.view === "begin" ? <BeginDialog forms={sends} onClose={() => change({ view: null })} /> : null}
    </div>
  );
}

/** Which form, which period, list or reporting rate. */
function Tools({
  forms,
  form,
}: {
  readonly forms: readonly ReturnForm[];
  readonly form: ReturnForm | null;
}): ReactElement {
  const w = useWords(returnWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  return (
    <div className="tools">
      <Select
        size="small"
        className="form-choice"
        aria-label={w.form}
        value={form?.id ?? ""}
        popupMatchSelectWidth={false}
        options={[
          { value: "", label: w.allForms },
          ...forms.filter((f) => f.deeds.read).map((f) => ({ value: f.id, label: f.label[language] })),
        ]}
        onChange={(id) =>
          change({ form: id || null, month: null, page: null, ...(id === "" ? { view: null } : {}) })
        }
      />
      <Select
        size="small"
        className="facet"
        aria-label={w.period}
        value={search.month ?? ""}
        disabled={form === null}
        options={[
          { value: "", label: w.allPeriods },
          ...(form === null ? [] : periodsOf(form, OFFERED)).map((p) => ({
            value: p,
            label: periodText(p, language),
          })),
        ]}
        onChange={(month) => change({ month: month || null, page: null })}
      />
      {(["list", "coverage"] as const).map((view) => (
        <button
          key={view}
          type="button"
          className="chip"
          disabled={form === null && view === "coverage"}
          aria-pressed={(search.view ?? "list") === view}
          onClick={() => change({ view: view === "list" ? null : view })}
        >
          {view === "list" ? w.viewList : w.viewCoverage}
        </button>
      ))}
    </div>
  );
}
