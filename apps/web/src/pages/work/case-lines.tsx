/** Cases as lines: the matter, its state, its clock. */
import type { CaseRow } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { homeWords } from "../../i18n/home.ts";
import { Due, nearestDue } from "../../cases/due.tsx";
import { casePaths, isPaged } from "./paths.ts";

interface LinesProps {
  readonly rows: readonly CaseRow[];
  readonly none: string;
  /** Says what has to be done rather than where the case stands. */
  readonly kind?: boolean;
}

export function CaseLines({ rows, none, kind = false }: LinesProps): ReactElement {
  const w = useWords(homeWords);
  const { language } = useFrame();
  if (rows.length === 0) return <p className="quiet">{none}</p>;
  const asked = ({ procedure, state }: CaseRow): string =>
    procedure === "request" && state === "answered"
      ? w.waitAnswer
      : procedure === "arrears"
        ? w.waitArrears
        : w.waitOther;
  return (
    <ul className="case-lines lines">
      {rows.map((row) => (
        <li key={row.id}>
          {isPaged(row.procedure) ? (
            <Link to={casePaths[row.procedure]} params={{ id: row.id }} className="strong">
              {row.name}
            </Link>
          ) : (
            <b>{row.name}</b>
          )}
          <span className="case-line-facts">
            <span className="tag">{kind ? asked(row) : row.stateLabel[language]}</span>
            {row.values["request_handler"] === undefined ? null : (
              <span className="quiet">{w.handler(row.values["request_handler"])}</span>
            )}
            {row.values["request_came_on"] === undefined ? null : (
              <span className="quiet">{w.since(row.values["request_came_on"])}</span>
            )}
            {row.dues.length === 0 ? null : <Due due={nearestDue(row)} />}
          </span>
        </li>
      ))}
    </ul>
  );
}
