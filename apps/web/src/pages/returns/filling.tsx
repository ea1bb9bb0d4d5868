/** The clerk's sheet of one period: figures, the check, consent, sending. What she writes stays on her machine until then. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { KeyboardEvent, ReactElement } from "react";
import { useMemo, useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useDraft } from "../../drafts/use-draft.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { fillingWords } from "../../i18n/filling.ts";
import { periodText } from "../../lib/period.ts";
import type { Figures, OwnCheck } from "../../returns/check/own-check.ts";
import { checkTyped, TYPED, typedRows } from "../../returns/check/own-check.ts";
import type { Quiet } from "../../returns/check/network.ts";
import { quietly } from "../../returns/check/network.ts";
import { fileOwn, saidKey } from "../../returns/file-own.ts";
import type { Given } from "../../returns/given.ts";
import { givenText } from "../../returns/given.ts";
import { lastQuestion } from "../../returns/last.ts";
import { CheckCard } from "./check-card.tsx";
import type { FillProps } from "./fill-page.tsx";
import { FigureFields } from "./figure-fields.tsx";
import { ReadFile } from "./read-file.tsx";
import { SendCard } from "./send-card.tsx";
import { SurveyMark } from "./survey-mark.tsx";
import { Worth } from "./worth.tsx";

interface Draft {
  readonly figures: Figures;
  readonly said: Readonly<Record<string, string>>;
  readonly purposes: readonly string[];
}

/** A file that was read into the form: sent itself as long as what it gave stands unchanged. */
interface Taken {
  readonly given: Given;
  readonly figures: Figures;
}

const filled = (figures: Figures): number => Object.values(figures).filter((t) => t.trim() !== "").length;
const same = (a: Figures, b: Figures): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((k) => (a[k] ?? "") === (b[k] ?? ""));

/** The page's first line: how far it is, or what the check on this machine said; `faults` null: not checked. */
function findingOf(
  w: (typeof fillingWords)["zh"],
  [name, when]: readonly [string, string],
  { faults, filled: n }: { readonly faults: number | null; readonly filled: number },
  all: number,
): string {
  if (faults !== null) return faults > 0 ? w.findingFaults(name, when, faults) : w.findingFine(name, when);
  return n === 0 ? w.findingEmpty(name, when) : w.findingTyped(name, when, n, all);
}

/** Ctrl+Enter sends from any field. */
const sendKeys =
  (may: boolean, send: () => void) =>
  (e: KeyboardEvent): void => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && may) send();
  };

export function Filling(props: FillProps): ReactElement {
  const { form, description, consents, firm, period, periodId, begun } = props;
  const w = useWords(fillingWords);
  const { language } = useFrame();
  const client = useQueryClient();
  const navigate = useNavigate();
  const last = useQuery(lastQuestion(description, firm, periodId)).data ?? null;
  const empty: Draft = { figures: {}, said: {}, purposes: form.consent?.purposes ?? [] };
  const draft = useDraft<Draft>(`return.fill.${form.id}.${periodId}`, empty);
  const { figures, said, purposes } = draft.value;
  const [taken, setTaken] = useState<Taken | null>(null);
  const [shown, setShown] = useState<Quiet<OwnCheck> | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const check = useCheck(figures, description, firm, period);
  const inForce = consents?.consents.find((c) => c.form === form.id && c.inForce) ?? null;
  const asks = form.consent !== null && inForce === null;
  const unsaid = check.explain.filter((f) => (said[saidKey(f)] ?? "").trim() === "").length;
  const put = (next: Figures): void => {
    setShown(null);
    draft.keep({ ...draft.value, figures: next });
  };
  const whole = taken !== null && same(taken.figures, figures);
  const send = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const rows = typedRows(figures, description, firm, period);
    const given = whole ? taken.given : givenText(TYPED, "typed", JSON.stringify({ rows }));
    try {
      const id = await fileOwn(client, {
        form: form.id,
        period: periodId,
        firm,
        given,
        purposes: asks ? purposes : null,
        said,
      });
      draft.clear();
      await client.invalidateQueries();
      await navigate({ to: "/returns/$id/receipt", params: { id } });
    } catch (problem) {
      setError(problem);
      // what was done before is seen on the next try
      await client.invalidateQueries({ queryKey: ["consents"] });
    } finally {
      setBusy(false);
    }
  };
  const open = check.faults > 0 || unsaid > 0;
  const ready = !open && (!asks || purposes.length > 0);
  const stands = { faults: shown === null ? null : check.faults, filled: filled(figures) };
  return (
    <div role="presentation" onKeyDown={sendKeys(ready && !busy, () => void send())}>
      <div className="finding-row">
        <h1 className="finding">
          {findingOf(
            w,
            [form.label[language], periodText(periodId, language)],
            stands,
            description.fields.length,
          )}
        </h1>
        <SurveyMark form={form.id} />
      </div>
      <p className="sub">{w.subFill}</p>
      <DraftThere begun={begun} />
      <div className="fill-grid">
        <div className="stack">
          <FigureFields
            description={description}
            figures={figures}
            onFigures={put}
            check={check}
            all={shown !== null}
            said={said}
            onSaid={(next) => draft.keep({ ...draft.value, said: next })}
            last={last}
            restoredAt={draft.restoredAt}
            onDrop={() => {
              setShown(null);
              setTaken(null);
              draft.clear();
            }}
          />
          <CheckCard
            shown={shown}
            check={check}
            onCheck={() => setShown(quietly(() => checkTyped(figures, description, firm, period)))}
          />
        </div>
        <div className="stack">
          <ReadFile
            {...props}
            whole={whole}
            onRead={(given, read, clean) => {
              put(read);
              setTaken(clean ? { given, figures: read } : null);
            }}
          />
          <section className="card">
            <Worth purposes={form.consent?.purposes ?? []} />
          </section>
          <SendCard
            form={form}
            inForce={inForce}
            today={consents?.today ?? ""}
            purposes={purposes}
            onPurposes={(next) => draft.keep({ ...draft.value, purposes: next })}
            hint={stands.filled === 0 ? w.sendEmpty : open ? w.sendBlocked : w.sendHint}
            ready={ready}
            busy={busy}
            error={error}
            onSend={() => void send()}
          />
        </div>
      </div>
    </div>
  );
}

/** A draft of the same period that already has files. */
function DraftThere({ begun }: Pick<FillProps, "begun">): ReactElement | null {
  const w = useWords(fillingWords);
  return begun === undefined || begun.files === 0 ? null : (
    <p className="returned">
      {w.draftThere(begun.files)}{" "}
      <Link to="/returns/$id" params={{ id: begun.id }}>
        {w.look}
      </Link>
    </p>
  );
}

/** What the check on this machine says of the figures as they stand. */
function useCheck(...[figures, description, firm, period]: Parameters<typeof checkTyped>): OwnCheck {
  return useMemo(() => checkTyped(figures, description, firm, period), [figures, description, firm, period]);
}
