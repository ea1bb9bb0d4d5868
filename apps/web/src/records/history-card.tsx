/** Every version of a record from the audit chain: who, when, for whom, why, and what became another. */
import type { RecordAnswer, RecordHistory, RegisterAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../app/address.ts";
import { historyQuestion } from "../app/client.ts";
import { useWords } from "../i18n/dictionary.ts";
import { registerWords } from "../i18n/registers.ts";
import { Bone } from "../states/skeleton.tsx";
import { Loaded } from "../states/loaded.tsx";
import { valueText } from "./value-text.ts";

interface HistoryProps {
  readonly definition: RegisterAnswer;
  readonly record: RecordAnswer;
}

type Entry = RecordHistory["entries"][number];

export function HistoryCard({ definition, record }: HistoryProps): ReactElement {
  const w = useWords(registerWords);
  const [before, setBefore] = useState<string | undefined>(undefined);
  const query = useQuery(historyQuestion(definition.id, record.id, before));
  return (
    <section className="card">
      <h2>{w.history}</h2>
      <Loaded query={query} skeleton={<Bone height={120} />}>
        {(data) => (
          <>
            {data.entries.length === 0 ? <p className="quiet">{w.historyNone}</p> : null}
            <ol className="history">
              {data.entries.map((entry) => (
                <li key={entry.event}>
                  <EntryLine definition={definition} record={record} entry={entry} />
                </li>
              ))}
            </ol>
            {data.before === null ? null : (
              <button type="button" className="link" onClick={() => setBefore(data.before ?? undefined)}>
                {w.more}
              </button>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function EntryLine({ definition, record, entry }: HistoryProps & { readonly entry: Entry }): ReactElement {
  const w = useWords(registerWords);
  const { language } = useFrame();
  const { version } = entry;
  const when = new Date(entry.at).toLocaleString(language === "zh" ? "zh-CN" : "en-GB", {
    dateStyle: "short",
    timeStyle: "short",
  });
  return (
    <>
      <p>
        <b>{version === null ? w.purged : w[`act_${version.act}`]}</b>{" "}
        <span className="quiet">
          {when} · {entry.who}
          {entry.onBehalfOf === null ? "" : ` · ${w.onBehalf(entry.onBehalfOf)}`} · {w.event} {entry.event}
        </span>
      </p>
      {version === null ? null : (
        <>
          <p>{version.reason}</p>
          <ul className="quiet">
            {version.changes.slice(0, MOST).map((c, i) => {
              const field = definition.fields.find((f) => f.id === c.field);
              const shown = (value: string | null): string =>
                field === undefined ? (value ?? "—") : valueText(field, value, record.names, language) || "—";
              return (
                <li key={i}>
                  {field?.label[language] ?? c.field}:{c.before === null ? "" : `${shown(c.before)} → `}
                  {shown(c.after)}
                </li>
              );
            })}
            {version.changes.length > MOST ? <li>{w.more200(version.changes.length - MOST)}</li> : null}
          </ul>
        </>
      )}
    </>
  );
}

/** Changes of one version shown; the first entry of a record may have many. */
const MOST = 12;
