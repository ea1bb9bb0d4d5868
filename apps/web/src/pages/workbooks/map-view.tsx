/** Pointing: a cell of the sheet, what its heads say, what a person chooses, and the others that follow. */
import type { CellPlace, ProposedCell, WorkbookAnswer, WorkbookSaved } from "@lianzhang/contract";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoing } from "../../app/use-doing.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { workbookWords } from "../../i18n/workbooks.ts";
import { Problem } from "../../states/problem.tsx";
import type { Draft } from "./draft.ts";
import { bodyOf, cellIn, draftOf, point } from "./draft.ts";
import { SheetChoice } from "./fill-view.tsx";
import { PointCard } from "./point-card.tsx";
import { ReadAll } from "./read-all.tsx";
import type { At, CellSaid } from "./sheet-grid.tsx";
import { SheetGrid } from "./sheet-grid.tsx";
import { WaitingCard } from "./waiting-card.tsx";

/** The first cell that somebody would point at. */
function firstOf(data: WorkbookAnswer): CellPlace {
  const [cell] = data.cells;
  return cell?.at ?? { sheet: data.sheets[0]?.name ?? "", row: 1, column: 1 };
}

/** The last word of a name that tells cells of one figure apart: 东坡区 of 产值 · 东坡区(所在县区) · 本月. */
const shortOf = (name: string): string => {
  const parts = name.split(" · ");
  return (parts.length > 3 ? parts[1] : parts[0])?.replace(/[((][^()()]*[))]/gu, "").trim() ?? name;
};

export function MapView({ data }: { readonly data: WorkbookAnswer }): ReactElement {
  const [draft, setDraft] = useState<Draft>(() => draftOf(data));
  const [at, setAt] = useState<CellPlace>(() => firstOf(data));
  const [called, setCalled] = useState({ grid: 0, card: 0 });
  const sheet = data.sheets.find((s) => s.name === at.sheet) ?? data.sheets[0];
  const pointAll = (cells: readonly ProposedCell[]): void =>
    setDraft(
      point(
        draft,
        cells.map(({ want, name, sheet: of, row, column }) => ({
          at: { sheet: of, row, column },
          want,
          name,
        })),
      ),
    );
  return (
    <>
      <SaveBar data={data} draft={draft} onDiscard={() => setDraft(draftOf(data))} />
      {data.book.mayFill ? <ReadAll data={data} draft={draft} onPoint={pointAll} /> : null}
      <WaitingCard data={data} draft={draft} at={at} onDraft={setDraft} />
      <div className="book-map spaced">
        <section className="card">
          <SheetChoice
            sheets={data.sheets}
            shown={sheet}
            onShow={(name) => setAt({ sheet: name, row: 1, column: 1 })}
          />
          {sheet === undefined ? null : (
            <PointedSheet
              draft={draft}
              sheet={sheet}
              at={at}
              called={called.grid}
              onAt={(next) => setAt({ sheet: sheet.name, ...next })}
              onEnter={() => setCalled({ ...called, card: called.card + 1 })}
            />
          )}
        </section>
        <PointCard
          key={`${at.sheet} ${at.row} ${at.column}`}
          data={data}
          draft={draft}
          at={at}
          called={called.card}
          onDraft={setDraft}
          onPoint={pointAll}
          onBack={() => setCalled({ ...called, grid: called.grid + 1 })}
        />
      </div>
    </>
  );
}

function PointedSheet({
  draft,
  sheet,
  at,
  called,
  onAt,
  onEnter,
}: {
  readonly draft: Draft;
  readonly sheet: WorkbookAnswer["sheets"][number];
  readonly at: At;
  readonly called: number;
  readonly onAt: (at: At) => void;
  readonly onEnter: () => void;
}): ReactElement {
  const { language } = useFrame();
  const saidOf = (row: number, column: number): CellSaid | null => {
    const cell = cellIn(draft, { sheet: sheet.name, row, column });
    if (cell === null) return null;
    const name = cell.name[language];
    return {
      className: cell.id === null ? "is-mapped is-new" : "is-mapped",
      content: <span className="book-want">{shortOf(name)}</span>,
      card: <b>{name}</b>,
      name,
    };
  };
  return <SheetGrid sheet={sheet} saidOf={saidOf} choice={{ at, onAt, onEnter, called }} />;
}

/** What is not saved yet stays on the page alone. */
function SaveBar({
  data,
  draft,
  onDiscard,
}: {
  readonly data: WorkbookAnswer;
  readonly draft: Draft;
  readonly onDiscard: () => void;
}): ReactElement | null {
  const w = useWords(workbookWords);
  const doing = useDoing();
  if (!draft.changed && doing.error === null) return null;
  const { id, version } = data.book;
  return (
    <section className="card book-bar book-save" role="status">
      <p className="grow">{w.unsaved(draft.cells.length)}</p>
      <div className="book-acts">
        <Button onClick={onDiscard}>{w.discard}</Button>
        <Button
          type="primary"
          loading={doing.busy}
          onClick={() => doing.run<WorkbookSaved>(`workbooks/${id}/mapping`, bodyOf(draft, version))}
        >
          {w.saveMapping}
        </Button>
      </div>
      {doing.error === null ? null : <Problem error={doing.error} />}
    </section>
  );
}
