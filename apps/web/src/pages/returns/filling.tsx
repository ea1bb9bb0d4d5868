/** The clerk's sheet of one period: figures, the check, consent, sending. What she writes stays on her machine until then. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { fillingWords } from "../../i18n/filling.ts";
import { periodText } from "../../lib/period.ts";
import { lastQuestion } from "../../returns/last.ts";
import { formsQuestion } from "../../returns/questions.ts";
import { standingOf } from "../../returns/standing.ts";
import { CheckCard } from "./check-card.tsx";
import type { FillProps } from "./fill-page.tsx";
import { FigureFields } from "./figure-fields.tsx";
import { ReadFile } from "./read-file.tsx";
import { SendCard } from "./send-card.tsx";
import { SurveyMark } from "./survey-mark.tsx";
import type { FillingState } from "./use-filling.ts";
import { useFilling } from "./use-filling.ts";
import { Worth } from "./worth.tsx";

export function Filling(props: FillProps): ReactElement {
  const { form, description, consents, firm, periodId } = props;
  const w = useWords(fillingWords);
  const last = useQuery(lastQuestion(description, firm, periodId)).data ?? null;
  const state = useFilling(props);
  const { draft, check, shown } = state;
  const { figures, said, purposes } = draft.value;
  return (
    <>
      <Finding {...props} state={state} />
      <div className="fill-grid">
        <div className="stack">
          <FigureFields
            description={description}
            figures={figures}
            onFigures={state.put}
            check={check}
            all={shown !== null}
            said={said}
            onSaid={(next) => draft.keep({ ...draft.value, said: next })}
            last={last}
            restoredAt={draft.restoredAt}
            onDrop={state.drop}
          />
          <CheckCard
            shown={shown}
            begun={state.checker !== null}
            checking={state.checking}
            fault={state.fault}
            check={check}
            onCheck={state.checkNow}
          />
        </div>
        <div className="stack">
          <ReadFile {...props} checker={state.checker} whole={state.whole} onRead={state.take} />
          <section className="card">
            <Worth form={form} />
          </section>
          <SendCard
            form={form}
            inForce={state.inForce}
            today={consents?.today ?? ""}
            purposes={purposes}
            onPurposes={(next) => draft.keep({ ...draft.value, purposes: next })}
            named={state.named}
            hint={state.filled === 0 ? w.sendEmpty : state.open ? w.sendBlocked : w.sendHint}
            ready={state.ready}
            busy={state.busy}
            error={state.error}
            onSend={state.send}
          />
        </div>
      </div>
    </>
  );
}

/** How far it is, in one line; and what was begun elsewhere. */
function Finding({
  form,
  description,
  periodId,
  begun,
  state,
}: FillProps & { readonly state: FillingState }): ReactElement {
  const w = useWords(fillingWords);
  const { language } = useFrame();
  const today = useQuery(formsQuestion()).data?.today ?? "";
  const name = form.label[language];
  const when = periodText(periodId, language);
  const { check, shown, filled } = state;
  const text =
    shown === null
      ? filled === 0
        ? w.findingEmpty(name, when)
        : w.findingTyped(name, when, filled, description.fields.length)
      : check.faults > 0
        ? w.findingFaults(name, when, check.faults)
        : w.findingFine(name, when);
  const { daysLeft } = standingOf(form, begun === undefined ? [] : [begun], today);
  const due = periodId === form.opens.period && form.due !== null && daysLeft !== null ? form.due : null;
  return (
    <>
      <div className="finding-row marked">
        <div>
          <h1 className="finding">{text}</h1>
          <p className="sub">
            {due === null || daysLeft === null ? null : (
              <b className={daysLeft < 0 ? "fault" : "tag-late"}>{w.dueIs(due, daysLeft)} </b>
            )}
            {w.subFill}
          </p>
        </div>
        <SurveyMark form={form.id} />
      </div>
      {begun === undefined || begun.files === 0 ? null : (
        <p className="returned">
          {w.draftThere(begun.files)}{" "}
          <Link to="/returns/$id" params={{ id: begun.id }}>
            {w.look}
          </Link>
        </p>
      )}
    </>
  );
}
