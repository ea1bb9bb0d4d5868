/** One step for the chosen entries. Whoever signs sees first what it changes in figures. */
import type { ListEntry, SignedListAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { TextLine } from "../../records/text-line.tsx";
import { Loaded } from "../../states/loaded.tsx";
import { Problem } from "../../states/problem.tsx";
import { DifferenceView } from "./difference-view.tsx";
import type { ListActing } from "./questions.ts";
import { differenceQuestion, useListAct } from "./questions.ts";
import { useListWords } from "./words.ts";

export type Step =
  | { readonly kind: "look" }
  | { readonly kind: "sign"; readonly forLeader: string | null }
  | { readonly kind: "move"; readonly move: ListEntry["may"][number] };

interface ActDialogProps {
  readonly data: SignedListAnswer;
  readonly entries: readonly ListEntry[];
  readonly step: Step;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function ActDialog({ data, entries, step, onClose, onDone }: ActDialogProps): ReactElement {
  const w = useListWords();
  const { language, question } = useFrame();
  const [from, setFrom] = useState<string | null>(null);
  const [document, setDocument] = useState({ number: "", title: data.label.zh, on: "" });
  const [reason, setReason] = useState("");
  const [effective, setEffective] = useState(data.thisMonth);
  const acting = useListAct(data.membership, onDone);
  const move = step.kind === "move" ? step.move : null;
  // who looks and who signs sees what changes; a check or a return needs no computation
  const shows = step.kind !== "move" || step.move.document;
  const takesEffect = move?.asks.includes(data.effectField) === true;
  const difference = useQuery({
    ...differenceQuestion(data.membership, {
      entries: entries.map((e) => e.id).join(","),
      period: question.period,
      from: from ?? undefined,
    }),
    enabled: shows,
    staleTime: 0,
  });
  const shown = difference.data;
  const forLeader =
    step.kind === "sign"
      ? step.forLeader
      : move === null || move.as.includes(null)
        ? null
        : (move.as[0] ?? null);
  const blocked =
    (shows && shown === undefined) ||
    (move?.document === true && (document.number.trim() === "" || document.on === "")) ||
    (move?.reason === true && reason.trim() === "");
  const send = (): void =>
    acting.send("act", {
      entries: entries.map(({ id, version }) => ({ id, version })),
      to: move?.to ?? null,
      values: Object.fromEntries(
        (move?.asks ?? []).map((field) => [field, field === data.effectField ? `${effective}-01` : true]),
      ),
      document: move?.document === true ? document : null,
      reason: move?.reason === true ? reason : null,
      forLeader,
      seen: shown === undefined ? null : { token: shown.seen, from: shown.from, period: shown.asOf.period },
    });
  const title =
    step.kind === "look" ? w.differenceTitle : step.kind === "sign" ? w.sign : step.move.label[language];
  const leader = forLeader === null ? null : (data.leaders[forLeader] ?? forLeader);
  return (
    <Modal
      open
      width={860}
      title={`${title} · ${w.chosen(entries.length)}`}
      onCancel={onClose}
      maskClosable={false}
      footer={
        <>
          <Button onClick={onClose}>{w.cancel}</Button>
          {step.kind === "look" ? null : (
            <Button type="primary" loading={acting.busy} disabled={blocked} onClick={send}>
              {title}
            </Button>
          )}
        </>
      }
    >
      {shows ? (
        <>
          <Loaded query={difference} skeleton={<p className="quiet">…</p>}>
            {(answer) => (
              <>
                <div className="record-form">
                  <TextLine type="month" label={w.from} value={from ?? answer.from} onChange={setFrom} />
                </div>
                <DifferenceView data={answer} />
              </>
            )}
          </Loaded>
          {step.kind === "look" ? null : <p>{w.mustSee}</p>}
        </>
      ) : null}
      {leader === null ? null : <p>{w.forLeader(leader)}</p>}
      <div className="record-form">
        {move?.document === true ? <DocumentLines value={document} onChange={setDocument} /> : null}
        {takesEffect ? (
          <TextLine type="month" label={w.effectiveFrom} value={effective} onChange={setEffective} />
        ) : null}
        {move?.reason === true ? <TextLine label={w.why} value={reason} onChange={setReason} /> : null}
      </div>
      {move?.asks.some((field) => field !== data.effectField) === true ? <p>{w.checkedNote}</p> : null}
      <NotDone acting={acting} />
    </Modal>
  );
}

interface Paper {
  readonly number: string;
  readonly title: string;
  readonly on: string;
}

/** The one document that signs all of the entries. */
function DocumentLines({
  value,
  onChange,
}: {
  readonly value: Paper;
  readonly onChange: (value: Paper) => void;
}): ReactElement {
  const w = useListWords();
  return (
    <>
      <TextLine label={w.number} value={value.number} onChange={(number) => onChange({ ...value, number })} />
      <TextLine label={w.title} value={value.title} onChange={(title) => onChange({ ...value, title })} />
      <TextLine type="date" label={w.dated} value={value.on} onChange={(on) => onChange({ ...value, on })} />
    </>
  );
}

/** Entries that were not done, each with its reasons. */
function NotDone({ acting }: { readonly acting: ListActing }): ReactElement | null {
  const w = useListWords();
  const { language } = useFrame();
  if (acting.error !== null) return <Problem error={acting.error} />;
  const refused = acting.answer?.refused ?? [];
  if (refused.length === 0) return null;
  return (
    <div className="problem" role="alert">
      <p>{w.refused(refused.length)}</p>
      <ul>
        {refused.flatMap((r) =>
          r.faults.map((f, i) => (
            <li key={`${r.entry}|${i}`}>
              {r.entry}:{f.message[language]} {f.hint[language]} <code>{f.code}</code>
            </li>
          )),
        )}
      </ul>
    </div>
  );
}
