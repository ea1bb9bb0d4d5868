/** What became of a change that was not kept: every mistake, or both versions field by field. */
import type { ChangeFault, ChangeOutcome, RegisterAnswer } from "@lianzhang/contract";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../app/address.ts";
import { useWords } from "../i18n/dictionary.ts";
import { registerWords } from "../i18n/registers.ts";
import { valueText } from "./value-text.ts";

/** Mistakes that stand at no field of the form, and how many there are in all. */
export function Faults({
  faults,
  shown,
}: {
  readonly faults: readonly ChangeFault[];
  /** Fields whose mistakes are told beside them. */
  readonly shown: ReadonlySet<string>;
}): ReactElement | null {
  const w = useWords(registerWords);
  const { language } = useFrame();
  if (faults.length === 0) return null;
  const loose = faults.filter((f) => f.field === null || !shown.has(f.field));
  return (
    <div className="problem" role="alert">
      <p>{w.refused(faults.length)}</p>
      <ul>
        {loose.map((f, i) => (
          <li key={i}>
            {f.message[language]} {f.hint[language]} <code>{f.code}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

export type ConflictAnswer = Extract<ChangeOutcome, { readonly kind: "conflict" }>;

/** Both versions beside what both began with; what was chosen is sent on the version that stands now. */
export function ConflictChoice({
  definition,
  conflict,
  onSend,
  busy,
}: {
  readonly definition: RegisterAnswer;
  readonly conflict: ConflictAnswer;
  readonly onSend: (values: Readonly<Record<string, string | null>>) => void;
  readonly busy: boolean;
}): ReactElement {
  const w = useWords(registerWords);
  const { language } = useFrame();
  const clashes = conflict.fields.filter((f) => f.clash);
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set());
  const field = (id: string) => definition.fields.find((f) => f.id === id);
  const shown = (id: string, value: string | null): string => {
    const found = field(id);
    return found === undefined
      ? (value ?? "—")
      : valueText(found, value, conflict.current.names, language) || "—";
  };
  const send = (): void => {
    const kept = conflict.fields.filter((f) => f.mine !== f.base && (!f.clash || mine.has(f.field)));
    onSend(Object.fromEntries(kept.map((f) => [f.field, f.mine])));
  };
  return (
    <section className="conflict" role="alert">
      <h3>{w.conflictTitle}</h3>
      <p>{w.conflictText}</p>
      <div className="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{w.field}</th>
              <th scope="col">{w.base}</th>
              <th scope="col">{w.theirs}</th>
              <th scope="col">{w.mine}</th>
            </tr>
          </thead>
          <tbody>
            {conflict.fields.map((f, i) => (
              <tr key={i}>
                <td>{field(f.field)?.label[language] ?? f.field}</td>
                <td className="quiet">{shown(f.field, f.base)}</td>
                <td>
                  <Choice
                    on={f.clash ? !mine.has(f.field) : f.theirs !== f.base}
                    fixed={!f.clash}
                    label={w.takeTheirs}
                    onChoose={() => setMine(new Set([...mine].filter((id) => id !== f.field)))}
                  >
                    {shown(f.field, f.theirs)}
                  </Choice>
                </td>
                <td>
                  <Choice
                    on={f.clash ? mine.has(f.field) : f.mine !== f.base}
                    fixed={!f.clash}
                    label={w.takeMine}
                    onChoose={() => setMine(new Set([...mine, f.field]))}
                  >
                    {shown(f.field, f.mine)}
                  </Choice>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Button type="primary" loading={busy} onClick={send}>
        {w.again}
        {clashes.length > 0 ? ` (${clashes.length})` : ""}
      </Button>
    </section>
  );
}

function Choice({
  on,
  fixed,
  label,
  onChoose,
  children,
}: {
  readonly on: boolean;
  readonly fixed: boolean;
  readonly label: string;
  readonly onChoose: () => void;
  readonly children: string;
}): ReactElement {
  if (fixed) return <span className={on ? "strong" : "quiet"}>{children}</span>;
  return (
    <label className="choice">
      <input type="radio" checked={on} onChange={onChoose} aria-label={`${label}: ${children}`} />
      <span className={on ? "strong" : "quiet"}>{children}</span>
    </label>
  );
}
