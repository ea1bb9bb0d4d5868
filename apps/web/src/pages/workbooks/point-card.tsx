/** One cell: what it wants now, what its heads say, another choice, and the cells that follow the same way. */
import type {
  CellPlace,
  CellProposals,
  ProposedCell,
  SuggestionsAnswer,
  WantedFigure,
  WorkbookAnswer,
} from "@lianzhang/contract";
import { cellName } from "@lianzhang/intake";
import type { Label } from "@lianzhang/kernel";
import type { UseQueryResult } from "@tanstack/react-query";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { KeyboardEvent, ReactElement } from "react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useFrame } from "../../app/address.ts";
import { post } from "../../app/send.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { workbookWords } from "../../i18n/workbooks.ts";
import { Problem } from "../../states/problem.tsx";
import { ChooseFigure } from "./choose-figure.tsx";
import type { Draft } from "./draft.ts";
import { cellIn, placeKey, point, unpoint } from "./draft.ts";
import { ProposedList } from "./proposed-list.tsx";
import { suggestionsQuestion } from "./questions.ts";

interface PointProps {
  readonly data: WorkbookAnswer;
  readonly draft: Draft;
  readonly at: CellPlace;
  /** Goes up when the keyboard is to come here. */
  readonly called: number;
  readonly onDraft: (draft: Draft) => void;
  readonly onPoint: (cells: readonly ProposedCell[]) => void;
  /** Back to the sheet. */
  readonly onBack: () => void;
}

type Kind = "words" | "formula" | "open";

const kindAt = ({ sheets }: WorkbookAnswer, { sheet, row, column }: CellPlace): Kind => {
  const cells = sheets.find((s) => s.name === sheet)?.cells;
  const kind = cells?.find((c) => c.row === row && c.column === column)?.kind;
  return kind === "words" || kind === "formula" ? kind : "open";
};

export function PointCard(props: PointProps): ReactElement {
  const { data, at, draft, called, onBack } = props;
  const w = useWords(workbookWords);
  const box = useRef<HTMLElement>(null);
  const [before] = useState(called);
  useEffect(() => {
    if (called > before) (firstIn(box.current) ?? box.current)?.focus();
  }, [called, before]);
  // the keyboard came before there was anything to choose: it goes on when there is
  const onArrived = useCallback(() => {
    if (document.activeElement === box.current) firstIn(box.current)?.focus();
  }, []);
  const onKeyDown = (e: KeyboardEvent): void => {
    if (e.key === "Escape") onBack();
  };
  const kind = kindAt(data, at);
  const now = cellIn(draft, at);
  const name = w.cellAt(cellName(at.row, at.column));
  return (
    <section
      className="card book-point"
      role="group"
      aria-label={name}
      ref={box}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <h2>{name}</h2>
      <p className="quiet">
        {kind === "words" ? w.wordsHere : kind === "formula" ? w.formulaHere : w.pickCell}
      </p>
      {kind === "open" || now !== null ? (
        <Choice {...props} onChosen={() => box.current?.focus()} onArrived={onArrived} />
      ) : null}
    </section>
  );
}

const firstIn = (box: HTMLElement | null): HTMLElement | null =>
  box?.querySelector<HTMLElement>("button:not(:disabled)") ?? null;

interface ChoiceProps extends PointProps {
  readonly onChosen: () => void;
  /** What the heads say has come. */
  readonly onArrived: () => void;
}

interface Following {
  readonly at: CellPlace;
  readonly cells: readonly ProposedCell[];
}

/** What was clicked goes: the keyboard stays in the card, or goes back to the sheet when there is nothing more to do. */
function Choice(props: ChoiceProps): ReactElement {
  const { data, draft, at, onDraft, onChosen, onArrived, onBack } = props;
  const w = useWords(workbookWords);
  const { language } = useFrame();
  const now = cellIn(draft, at);
  const [following, setFollowing] = useState<Following | null>(null);
  const [error, setError] = useState<unknown>(null);
  const { id, version, mayFill } = data.book;
  const suggested = useQuery({
    ...suggestionsQuestion(id, version, at, undefined),
    enabled: mayFill,
  });
  const { isFetched } = suggested;
  useEffect(() => {
    if (isFetched) onArrived();
  }, [isFetched, onArrived]);
  const choose = (want: WantedFigure, name: Label): void => {
    const next = point(draft, [{ at, want, name }]);
    onDraft(next);
    onChosen();
    setError(null);
    post<CellProposals>(`workbooks/${id}/spread`, { at, want })
      .then(({ sure, unsure }) =>
        setFollowing({ at, cells: [...sure, ...unsure].filter((c) => cellIn(next, c) === null) }),
      )
      .catch(setError);
  };
  const rest = following !== null && placeKey(following.at) === placeKey(at) ? following.cells : [];
  const open = rest.filter((c) => cellIn(draft, c) === null);
  return (
    <>
      {now === null ? null : (
        <p className="book-now">
          <span className="quiet">{w.mappedAs}</span> <b>{now.name[language]}</b>{" "}
          {mayFill ? (
            <button
              type="button"
              className="link"
              onClick={() => {
                onDraft(unpoint(draft, at));
                onBack();
              }}
            >
              {w.remove}
            </button>
          ) : null}
        </p>
      )}
      {open.length === 0 ? null : <Rest cells={open} onPoint={props.onPoint} />}
      {error === null ? null : <Problem error={error} />}
      {mayFill ? (
        <>
          <Suggestions query={suggested} now={now?.want ?? null} onChoose={choose} />
          <ChooseFigure now={now?.want ?? suggested.data?.suggestions[0]?.want ?? null} onChoose={choose} />
        </>
      ) : null}
    </>
  );
}

/** 其余 N 格按同样方式. */
function Rest({
  cells,
  onPoint,
}: {
  readonly cells: readonly ProposedCell[];
  readonly onPoint: PointProps["onPoint"];
}): ReactElement {
  const w = useWords(workbookWords);
  return (
    <div className="book-rest">
      <div className="book-read-line">
        <b>{w.rest(cells.length)}</b>
        <Button type="primary" size="small" onClick={() => onPoint(cells)}>
          {w.acceptAll(cells.length)}
        </Button>
      </div>
      <ProposedList cells={cells} onAccept={(cell) => onPoint([cell])} />
    </div>
  );
}

function Suggestions({
  query: { data, isError, error },
  now,
  onChoose,
}: {
  readonly query: UseQueryResult<SuggestionsAnswer>;
  readonly now: WantedFigure | null;
  readonly onChoose: (want: WantedFigure, name: Label) => void;
}): ReactElement {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  const others = (data?.suggestions ?? []).filter((s) => JSON.stringify(s.want) !== JSON.stringify(now));
  return (
    <>
      <h3>{w.suggestions}</h3>
      {isError ? <Problem error={error} /> : null}
      {data?.suggestions.length === 0 ? <p className="quiet">{w.noSuggestion}</p> : null}
      <ul className="book-proposed">
        {others.map((s) => (
          <li key={JSON.stringify(s.want)}>
            <span className="grow">
              {s.name[language]}{" "}
              <span className="quiet">
                {w.certainty(Math.round(s.certainty * 100))} ·{" "}
                {s.reasons.map((r) => r[language]).join(language === "zh" ? ";" : "; ")}
              </span>
            </span>
            <button type="button" className="link" onClick={() => onChoose(s.want, s.name)}>
              {w.use}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
