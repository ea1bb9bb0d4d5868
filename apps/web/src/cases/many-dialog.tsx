/** One step for all cases of the list (一并办理): what it asks, how far it is, and who stays where it is. */
import type { CaseMove, MoveManyAnswer, MoveManyBody, ProcedureAnswer } from "@lianzhang/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Modal, Select } from "antd";
import type { ReactElement } from "react";
import { useRef, useState } from "react";
import { useFrame } from "../app/address.ts";
import { caseQuestion, movesPath } from "../app/client.ts";
import { post } from "../app/send.ts";
import { useWords } from "../i18n/dictionary.ts";
import { manyWords } from "../i18n/many.ts";
import type { Written } from "../records/form-state.ts";
import { changesOf } from "../records/form-state.ts";
import { RecordForm } from "../records/record-form.tsx";
import { TextLine } from "../records/text-line.tsx";
import { Problem } from "../states/problem.tsx";
import { Gates } from "./gates.tsx";

/** Those listed of what was refused. */
const SHOWN = 30;

/** Steps that need nothing of one case alone. */
const forMany = (moves: readonly CaseMove[]): readonly CaseMove[] =>
  moves.filter((m) => m.evidence.length === 0 && m.document === null && m.countersign.length === 0);

interface ManyProps {
  readonly definition: ProcedureAnswer;
  /** The state of all of them. */
  readonly state: string;
  /** One of them: what can be made of it can be of all. */
  readonly first: string | null;
  readonly total: number;
}

/** Nothing where no step can be made for all. */
export function ManyButton(props: ManyProps): ReactElement | null {
  const w = useWords(manyWords);
  const [open, setOpen] = useState(false);
  const { first, total } = props;
  const one = useQuery({ ...caseQuestion(first ?? ""), enabled: first !== null && total > 1 });
  const moves = forMany(one.data?.moves ?? []);
  // once open it stays, whatever is left of the list: its report is there
  if (!open && (moves.length === 0 || total < 2)) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {w.open(props.total)}
      </Button>
      {open ? <ManyDialog {...props} moves={moves} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface Report {
  readonly moved: number;
  readonly refused: MoveManyAnswer["refused"];
  readonly left: number;
}

interface DialogProps extends ManyProps {
  readonly moves: readonly CaseMove[];
  readonly onClose: () => void;
}

function ManyDialog({ definition, state, total, moves: offered, onClose }: DialogProps): ReactElement {
  const w = useWords(manyWords);
  const { language, search } = useFrame();
  const client = useQueryClient();
  const [moves] = useState(offered);
  const [all] = useState(total);
  const [to, setTo] = useState(moves[0]?.to ?? "");
  const [values, setValues] = useState<Written>({});
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<Report | null>(null);
  const [error, setError] = useState<unknown>(null);
  const stopped = useRef(false);
  const move = moves.find((m) => m.to === to);
  const run = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    stopped.current = false;
    let now: Report = { moved: 0, refused: [], left: all };
    try {
      do {
        const body: MoveManyBody = {
          state,
          to,
          list: search.list,
          q: search.q,
          where: search.where,
          values: changesOf({}, values),
          reason: reason.trim() === "" ? null : reason.trim(),
          skip: now.refused.length,
        };
        const answer = await post<MoveManyAnswer>(movesPath(definition.id), body);
        const refused = [...now.refused, ...answer.refused];
        now = { moved: now.moved + answer.moved, refused, left: answer.left };
        setReport(now);
      } while (now.left > 0 && !stopped.current);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
      await client.invalidateQueries();
    }
  };
  const fields = definition.fields.filter((f) => move?.asks.includes(f.id) === true);
  const over = report !== null && !busy;
  return (
    <Modal
      open
      width={720}
      title={w.title(move?.label[language] ?? "", all)}
      onCancel={onClose}
      closable={!busy}
      mask={{ closable: false }}
      footer={
        <>
          {busy ? (
            <Button
              onClick={() => {
                stopped.current = true;
              }}
            >
              {w.stop}
            </Button>
          ) : (
            <Button onClick={onClose}>{w.close}</Button>
          )}
          {over ? null : (
            <Button
              type="primary"
              loading={busy}
              disabled={move === undefined || (move.reason && reason.trim() === "")}
              onClick={() => void run()}
            >
              {w.run}
            </Button>
          )}
        </>
      }
    >
      <p className="quiet">{w.hint}</p>
      {error === null ? null : <Problem error={error} />}
      {report === null ? (
        <>
          {moves.length < 2 ? null : (
            <div className="record-field">
              <label htmlFor="many-step">{w.step}</label>
              <Select
                id="many-step"
                value={to}
                options={moves.map((m) => ({ value: m.to, label: m.label[language] }))}
                onChange={setTo}
              />
            </div>
          )}
          <Gates
            gates={(move?.gates ?? []).map((g) => ({ ...g, answer: "to_be_supplied", blank: [] }))}
            fields={definition.fields}
          />
          <RecordForm
            fields={fields.map((f) => ({ ...f, required: false }))}
            values={values}
            faults={[]}
            onChange={setValues}
            onSend={() => void run()}
          />
          <div className="record-form">
            <TextLine label={w.reason} hint="" value={reason} onChange={setReason} />
          </div>
        </>
      ) : (
        <Done report={report} busy={busy} />
      )}
    </Modal>
  );
}

function Done({ report, busy }: { readonly report: Report; readonly busy: boolean }): ReactElement {
  const w = useWords(manyWords);
  const { language } = useFrame();
  const { moved, refused, left } = report;
  return (
    <div role="status">
      <p className="strong">{busy ? w.going(moved, refused.length, left) : w.done(moved, refused.length)}</p>
      <ul className="finding-list">
        {refused.slice(0, SHOWN).map((r) => (
          <li key={r.id}>
            <b>{r.name}</b>
            {w.colon}
            {r.message[language]}
          </li>
        ))}
      </ul>
      {refused.length > SHOWN ? <p className="quiet">{w.more(refused.length - SHOWN)}</p> : null}
    </div>
  );
}
