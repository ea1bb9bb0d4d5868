/** A step that waits for signatures: who signed, who has not, and signing, returning or taking it back. */
import type { CaseAnswer, ProcedureAnswer } from "@lianzhang/contract";
import { Button, Input } from "antd";
import type { ReactElement } from "react";
import { useId, useState } from "react";
import { useFrame } from "../app/address.ts";
import { casePath } from "../app/client.ts";
import { caseWords } from "../i18n/cases.ts";
import { useWords } from "../i18n/dictionary.ts";
import { momentText } from "../lib/moment.ts";
import { valueText } from "../records/value-text.ts";
import { NotDone } from "./not-done.tsx";
import { useAct } from "./use-act.ts";

export function PendingCard({
  definition,
  data,
}: {
  readonly definition: ProcedureAnswer;
  readonly data: CaseAnswer;
}): ReactElement | null {
  const w = useWords(caseWords);
  const { language } = useFrame();
  const id = useId();
  const [reason, setReason] = useState("");
  const acting = useAct(() => setReason(""));
  const { pending } = data;
  if (pending === null) return null;
  const path = casePath(data.case.id);
  const on = { version: data.case.version };
  const signing = { ...on, forLeader: pending.signFor };
  return (
    <section className="card pending-card">
      <h2>{w.pending}</h2>
      <p>{w.pendingBy(pending.byName, pending.label[language])}</p>
      {pending.reason === null ? null : <p className="quiet">{pending.reason}</p>}
      <dl className="value-list">
        {Object.entries(pending.values).map(([field, value]) => {
          const found = definition.fields.find((f) => f.id === field);
          if (found === undefined) return null;
          return (
            <div key={field}>
              <dt>{found.label[language]}</dt>
              <dd>{valueText(found, value, data.record.names, language)}</dd>
            </div>
          );
        })}
      </dl>
      <ul className="signatures">
        {pending.signatures.map((s, i) => (
          <li key={i}>
            {s.role[language]}:{s.name ?? ""}{" "}
            <span className="quiet">
              {s.at === null ? w.notSigned : w.signed(momentText(s.at, language))}
            </span>
          </li>
        ))}
      </ul>
      <NotDone acting={acting} shown={new Set()} />
      {pending.mayReturn ? (
        <div className="sign-row">
          {pending.maySign ? (
            <Button type="primary" loading={acting.busy} onClick={() => acting.act(`${path}/sign`, signing)}>
              {w.sign}
            </Button>
          ) : null}
          <span className="record-field">
            <label htmlFor={id}>{w.declineReason}</label>
            <Input id={id} value={reason} onChange={(e) => setReason(e.target.value)} />
          </span>
          <Button
            disabled={reason.trim() === ""}
            loading={acting.busy}
            onClick={() => acting.act(`${path}/decline`, { ...signing, reason })}
          >
            {w.decline}
          </Button>
        </div>
      ) : null}
      {pending.mayWithdraw ? (
        <Button loading={acting.busy} onClick={() => acting.act(`${path}/withdraw`, on)}>
          {w.withdraw}
        </Button>
      ) : null}
    </section>
  );
}
