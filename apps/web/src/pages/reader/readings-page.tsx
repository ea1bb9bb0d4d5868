/** 文件解析: where documents come in, and those that were read. */
import type { ReadingMade, ReadingRow, ReadingsAnswer } from "@lianzhang/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { postFile } from "../../app/send.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { readerWords } from "../../i18n/reader.ts";
import { momentText } from "../../lib/moment.ts";
import { FileDrop, FileLink } from "../../records/file-drop.tsx";
import { Loaded } from "../../states/loaded.tsx";
import { Empty, Problem } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { readingsQuestion } from "./questions.ts";

/** What can be read; others are told by the server why not. */
const ENDINGS = ".docx,.pdf,.html,.htm,.txt";

export default function ReadingsPage(): ReactElement {
  const query = useQuery(readingsQuestion());
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[140]} table={180} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data: { rows } }: { readonly data: ReadingsAnswer }): ReactElement {
  const w = useWords(readerWords);
  const there = rows.filter((r) => !r.purged);
  const waiting = there.filter((r) => r.decided < r.findings).length;
  return (
    <>
      <h1 className="finding">{w.finding(there.length, waiting)}</h1>
      <NewDocument />
      <section className="card spaced">
        <h2>{w.documents}</h2>
        {rows.length === 0 ? <Empty title={w.none}>{w.noneHow}</Empty> : <Documents rows={rows} />}
      </section>
    </>
  );
}

function NewDocument(): ReactElement {
  const w = useWords(readerWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async (file: File): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const asked = new URLSearchParams({ name: file.name });
      const { id } = await postFile<ReadingMade>(`readings?${asked.toString()}`, file);
      await client.invalidateQueries();
      await navigate({ to: "/reader/$id", params: { id }, search: (before) => before });
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const take = ([file]: readonly File[]): void => {
    if (file !== undefined && !busy) void send(file);
  };
  return (
    <section className="card no-print">
      <h2>{w.newTitle}</h2>
      <FileDrop onFiles={take}>
        <p aria-live="polite">
          {busy ? (
            w.busy
          ) : (
            <>
              {w.drop} <FileLink label={w.choose} accept={ENDINGS} onFiles={take} />
            </>
          )}
        </p>
        <p className="quiet">{w.dropNote}</p>
      </FileDrop>
      {error === null ? null : <Problem error={error} />}
    </section>
  );
}

function Documents({ rows }: { readonly rows: readonly ReadingRow[] }): ReactElement {
  const w = useWords(readerWords);
  const { language } = useFrame();
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={w.documents}>
      <table className="plain reading-table">
        <thead>
          <tr>
            {[w.document, w.progress, w.by, w.at].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.purged ? (
                  w.purged
                ) : (
                  <Link
                    to="/reader/$id"
                    params={{ id: row.id }}
                    search={(s) => s}
                    className="strong"
                    lang="zh"
                  >
                    {row.title}
                  </Link>
                )}
                <div className="quiet" lang="zh">
                  {row.name}
                </div>
              </th>
              <td className="nowrap">{row.purged ? "—" : w.decidedOf(row.decided, row.findings)}</td>
              <td lang="zh">{row.by}</td>
              <td className="nowrap">{momentText(row.at, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
