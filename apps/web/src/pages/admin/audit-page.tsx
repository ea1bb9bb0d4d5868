/** 审计: the chain, verified on demand, looked through by person, action, subject and day. */
import type { AuditAnswer, AuditEvent, VerdictAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useMemo, useState } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { auditQuestion } from "../../app/client.ts";
import { post } from "../../app/send.ts";
import { actionLabel, auditWords, purposeLabel, subjectLabel } from "../../i18n/audit.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { momentText } from "../../lib/moment.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty, Problem } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { AuditTools } from "./audit-tools.tsx";
import { EventDialog } from "./event-dialog.tsx";

export default function AuditPage(): ReactElement {
  const { search } = useFrame();
  const { person: actor, action, subject, day, before } = search;
  const query = useQuery({ ...auditQuestion({ actor, action, subject, day, before }), staleTime: 0 });
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[640]} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: AuditAnswer }): ReactElement {
  const w = useWords(auditWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const columns = useColumns();
  const [open, setOpen] = useState<AuditEvent | null>(null);
  const { head, algorithm, events } = data;
  return (
    <>
      <Verified head={head.number} />
      <p className="sub">{w.sub(algorithm, head.hash.slice(0, 16), momentText(head.at, language))}</p>
      <section className="card table-card">
        <AuditTools actions={data.actions} />
        {events.length === 0 ? (
          <Empty title={w.none}>{w.noneHow}</Empty>
        ) : (
          <DataTable<AuditEvent>
            label={w.table}
            columns={columns}
            rows={events}
            rowKey={(e) => e.number}
            sort={undefined}
            onSort={() => undefined}
            onOpen={setOpen}
          />
        )}
        <div className="table-foot">
          {search.before === undefined ? (
            <span />
          ) : (
            <button type="button" className="link" onClick={() => change({ before: null })}>
              {w.newest}
            </button>
          )}
          {data.before === null ? null : (
            <button type="button" className="link" onClick={() => change({ before: data.before })}>
              {w.older}
            </button>
          )}
        </div>
      </section>
      {open === null ? null : <EventDialog event={open} onClose={() => setOpen(null)} />}
    </>
  );
}

/** The finding: what the chain is, and whether it was found whole. */
function Verified({ head }: { readonly head: string }): ReactElement {
  const w = useWords(auditWords);
  const { language } = useFrame();
  const [verdict, setVerdict] = useState<VerdictAnswer | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const verify = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      setVerdict(await post<VerdictAnswer>("audit/verify", {}));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const finding =
    verdict === null
      ? w.finding(head)
      : verdict.holds
        ? w.findingHolds(verdict.head ?? head, momentText(verdict.checkedAt, language))
        : w.findingBroken;
  return (
    <>
      <div className="finding-row">
        <h1 className="finding">{finding}</h1>
        <span className="row-actions">
          <Button href="/api/audit/anchor" download title={w.anchorHint}>
            {w.anchor}
          </Button>
          <Button type="primary" loading={busy} onClick={() => void verify()}>
            {w.verify}
          </Button>
        </span>
      </div>
      {error === null ? null : <Problem error={error} />}
      {verdict === null || verdict.holds ? null : (
        <p className="said bad" role="alert">
          {verdict.message[language]}
        </p>
      )}
    </>
  );
}

function useColumns(): readonly Column<AuditEvent>[] {
  const w = useWords(auditWords);
  const { language } = useFrame();
  return useMemo((): readonly Column<AuditEvent>[] => {
    const what = (e: AuditEvent): string => actionLabel(e.action)[language];
    const who = (e: AuditEvent): string =>
      e.onBehalfOf === null ? e.actorName : `${e.actorName} · ${w.forWhom(e.onBehalfOf)}`;
    return [
      { id: "number", head: w.number, right: true, cell: (e) => e.number, text: (e) => e.number },
      { id: "time", head: w.time, cell: (e) => momentText(e.at, language), text: (e) => e.at },
      { id: "who", head: w.who, cell: (e) => <span className="wrap">{who(e)}</span>, text: who },
      { id: "what", head: w.what, cell: what, text: what },
      {
        id: "on",
        head: w.on,
        wide: true,
        cell: (e) => <span className="wrap quiet">{subjectLabel(e.subject)[language]}</span>,
        text: (e) => `${e.subject.kind} ${e.subject.id}`,
      },
      {
        id: "purpose",
        head: w.purpose,
        wide: true,
        cell: (e) => <span className="quiet">{purposeLabel(e.purpose)[language]}</span>,
        text: (e) => e.purpose,
      },
      {
        id: "hash",
        head: w.hash,
        wide: true,
        cell: (e) => <code>{e.hash.slice(0, 10)}</code>,
        text: (e) => e.hash,
      },
    ];
  }, [w, language]);
}
