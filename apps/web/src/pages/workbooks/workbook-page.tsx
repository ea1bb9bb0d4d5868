/** One workbook: filled for a month, pointed at, and what was kept of it. */
import type { WorkbookAnswer, WorkbookSaved } from "@lianzhang/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Segmented, Select } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { postFile } from "../../app/send.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { workbookWords } from "../../i18n/workbooks.ts";
import { periodText } from "../../lib/period.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Problem } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { BlankLink } from "./blank-drop.tsx";
import { FillView } from "./fill-view.tsx";
import { MapView } from "./map-view.tsx";
import { PastView } from "./past-view.tsx";
import { workbookQuestion } from "./questions.ts";
import { WorkbookSettings } from "./settings-dialog.tsx";

const VIEWS = ["fill", "map", "past"] as const;

export default function WorkbookPage(): ReactElement {
  const { id } = useParams({ from: "/workbooks/$id" });
  const { search } = useFrame();
  const query = useQuery(workbookQuestion(id, search.month));
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[480]} table={160} />}>
      {(data) => <Body key={data.book.id} data={data} />}
    </Loaded>
  );
}

/** Cells that a filling would leave as they are, though something is known for them. */
const leftOf = ({ cells }: WorkbookAnswer): number =>
  cells.filter((c) => c.written === null && c.gap === null).length;

function useFinding(data: WorkbookAnswer): string {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  const { book, cells, month } = data;
  const stop = language === "zh" ? "。" : ".";
  if (book.purged) return w.bookPurged + stop;
  if (book.state === "check") return w.bookCheck(book.label, book.unplaced) + stop;
  if (cells.length === 0) return w.bookOpen(book.label) + stop;
  const written = cells.filter((c) => c.written !== null).length;
  const gaps = cells.filter((c) => c.gap !== null).length;
  return w.bookFinding(book.label, periodText(month, language), written, gaps, leftOf(data)) + stop;
}

function Body({ data }: { readonly data: WorkbookAnswer }): ReactElement {
  const w = useWords(workbookWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const { book } = data;
  const usual = book.state === "open" || book.state === "check" ? "map" : "fill";
  const view = book.purged ? "past" : (VIEWS.find((v) => v === search.view) ?? usual);
  return (
    <>
      <p className="crumb no-print">
        <Link to="/workbooks" search={(before) => ({ ...before, view: undefined })}>
          {w.back}
        </Link>
      </p>
      <h1 className="finding">{useFinding(data)}</h1>
      <div className="tools book-tools no-print">
        <Select
          aria-label={w.month}
          value={data.month}
          popupMatchSelectWidth={false}
          options={data.months.map((m) => ({ value: m, label: periodText(m, language) }))}
          onChange={(month) => change({ month })}
        />
        {book.purged ? null : (
          <Segmented
            aria-label={w.views}
            value={view}
            options={[
              { value: "fill" as const, label: w.viewFill },
              { value: "map" as const, label: w.viewMap },
              { value: "past" as const, label: w.viewPast },
            ]}
            onChange={(next) => change({ view: next })}
          />
        )}
        <span className="space" />
        {book.purged ? null : book.mayFill ? (
          <Changes data={data} />
        ) : (
          <span className="quiet">{w.readOnly}</span>
        )}
      </div>
      {view === "fill" ? <FillView data={data} /> : null}
      {view === "map" ? <MapView key={book.version} data={data} /> : null}
      {view === "past" ? <PastView data={data} /> : null}
    </>
  );
}

/** The next blank, and what is said of the workbook. */
function Changes({ data }: { readonly data: WorkbookAnswer }): ReactElement {
  const w = useWords(workbookWords);
  const client = useQueryClient();
  const change = useChangeSearch();
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { book, month } = data;
  const send = async (file: File): Promise<void> => {
    setError(null);
    const asked = new URLSearchParams({ name: file.name, month, version: String(book.version) });
    try {
      await postFile<WorkbookSaved>(`workbooks/${book.id}/blank?${asked.toString()}`, file);
      await client.invalidateQueries();
      change({ view: null });
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <>
      <BlankLink label={w.newBlank} onFile={(file) => void send(file)} />
      <Button size="small" onClick={() => setOpen(true)}>
        {w.settings}
      </Button>
      {open ? <WorkbookSettings book={book} onClose={() => setOpen(false)} /> : null}
      {error === null ? null : <Problem error={error} />}
    </>
  );
}
