/** One record: as it stands, from month to month, and every change with who, when and why. */
import type { RecordAnswer, RegisterAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { recordQuestion, registerQuestion } from "../../app/client.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { registerWords } from "../../i18n/registers.ts";
import { HistoryCard } from "../../records/history-card.tsx";
import type { Act } from "../../records/record-dialog.tsx";
import { RecordDialog } from "../../records/record-dialog.tsx";
import { ValueList } from "../../records/value-list.tsx";
import { valueText } from "../../records/value-text.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";

export default function RecordPage(): ReactElement {
  const { register, record } = useParams({ from: "/registers/$register/$record" });
  const described = useQuery(registerQuestion(register));
  const found = useQuery(recordQuestion(register, record));
  const skeleton = <PageSkeleton columns={[480, 480]} />;
  return (
    <Loaded query={described} skeleton={skeleton}>
      {(definition) => (
        <Loaded query={found} skeleton={skeleton}>
          {(data) => <Body definition={definition} record={data} />}
        </Loaded>
      )}
    </Loaded>
  );
}

interface BodyProps {
  readonly definition: RegisterAnswer;
  readonly record: RecordAnswer;
}

function Body({ definition, record }: BodyProps): ReactElement {
  const w = useWords(registerWords);
  const { language } = useFrame();
  const [act, setAct] = useState<Act | null>(null);
  const last = record.spells.at(-1);
  const values = last?.values ?? {};
  const name = definition.name === null ? record.code : (values[definition.name] ?? record.code);
  const ended = last?.until ?? null;
  return (
    <>
      <p className="crumb">
        <Link to="/registers">{w.title}</Link> /{" "}
        <Link to="/registers/$register" params={{ register: definition.id }}>
          {definition.label[language]}
        </Link>{" "}
        / {name}
      </p>
      <div className="finding-row">
        <h1 className="finding">
          {name}
          {ended === null ? "" : `(${w.closed(ended)})`}
        </h1>
        {definition.may.change && ended === null ? (
          <span className="card-actions">
            <Button type="primary" onClick={() => setAct("change")}>
              {w.change}
            </Button>
            <Button onClick={() => setAct("correct")}>{w.correct}</Button>
            <Button onClick={() => setAct("close")}>{w.close}</Button>
          </span>
        ) : null}
      </div>
      <p className="sub">
        {definition.identity === "uscc" ? w.uscc : w.code} <code>{record.code}</code>
      </p>
      <div className="grid g2">
        <section className="card">
          <h2>{w.current}</h2>
          <ValueList fields={definition.fields} values={values} names={record.names} />
        </section>
        <div>
          {record.spells.length > 1 ? <Spells definition={definition} record={record} /> : null}
          <HistoryCard definition={definition} record={record} />
        </div>
      </div>
      {act === null ? null : (
        <RecordDialog definition={definition} record={record} act={act} onClose={() => setAct(null)} />
      )}
    </>
  );
}

/** What changed from one spell to the next. */
function Spells({ definition, record }: BodyProps): ReactElement {
  const w = useWords(registerWords);
  const { language } = useFrame();
  return (
    <section className="card">
      <h2>{w.spells}</h2>
      <ol className="spells">
        {record.spells.toReversed().map((spell, i, all) => {
          const before = all[i + 1]?.values ?? {};
          const changed = definition.fields.filter((f) => spell.values[f.id] !== before[f.id]);
          return (
            <li key={spell.since ?? "start"}>
              <b>
                {spell.since ?? w.start} — {spell.until ?? w.now}
              </b>
              <p className="quiet">
                {changed
                  .map(
                    (f) =>
                      `${f.label[language]}:${valueText(f, spell.values[f.id], record.names, language) || w.unknown}`,
                  )
                  .join(";")}
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
