/** One difference as a waterfall in a table: the earlier figure, each part with its firms, the later figure. */
import type {
  BridgeAnswer,
  BridgeDivision,
  BridgePart,
  BridgeSideData,
  BridgeSubject,
} from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Fragment, useState } from "react";
import { useFrame } from "../app/address.ts";
import { bridgeWords } from "../i18n/bridge.ts";
import { useWords } from "../i18n/dictionary.ts";
import { display, joined } from "../lib/display.ts";
import { periodText } from "../lib/period.ts";
import { unitText } from "../lib/unit.ts";
import type { BridgeRow } from "./bridge-state.ts";
import { bridgeRows } from "./bridge-state.ts";

export function BridgeTable({
  answer,
  division,
  onMore,
}: {
  readonly answer: BridgeAnswer;
  readonly division: BridgeDivision;
  /** Lists more firms of every part; null when all are listed that may be. */
  readonly onMore: (() => void) | null;
}): ReactElement {
  const { language, money } = useFrame();
  const w = useWords(bridgeWords);
  const titles: Readonly<Record<BridgeDivision["name"], string>> = {
    whole: w.whole,
    numerator: w.numerator,
    denominator: w.denominator,
    now: w.nowSide,
    base: w.baseSide,
  };
  if (division.difference.text === null) return <p className="quiet">{w.missing}</p>;
  const unit = display(division.difference, { language, money }).unit;
  return (
    <table className="bridge" data-bridge={division.name}>
      <caption>{titles[division.name]}</caption>
      <thead>
        <tr>
          <th scope="col">{w.reason}</th>
          <td aria-hidden="true" />
          <th scope="col" className="n">
            {unitText(unit, language)}
          </th>
        </tr>
      </thead>
      <tbody>
        <EndRow name={sideName(answer.from, answer.to, language)} value={division.from} />
        {bridgeRows(division, money).map((row) => (
          <PartRows key={row.part.kind} row={row} onMore={onMore} />
        ))}
        <EndRow name={sideName(answer.to, answer.from, language)} value={division.to} />
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {w.difference}
          </th>
          <td className="n">{display(division.difference, { language, money, signed: true }).number}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** What sets this side apart from the other: period, version, cell or source. */
function sideName(side: BridgeSideData, other: BridgeSideData, language: "zh" | "en"): string {
  const group = side.group.map((g) => `${g.keyLabel[language]} ${g.label[language]}`).join(" · ");
  return [
    side.indicator === other.indicator ? null : side.label[language],
    periodText(side.period, language),
    side.known === null ? null : side.known === other.known ? null : side.known,
    group === other.group.map((g) => `${g.keyLabel[language]} ${g.label[language]}`).join(" · ")
      ? null
      : group,
  ]
    .filter((t) => t !== null && t !== "")
    .join(" · ");
}

function EndRow({
  name,
  value,
}: {
  readonly name: string;
  readonly value: BridgeDivision["from"];
}): ReactElement {
  const { language, money } = useFrame();
  const shown = display(value, { language, money });
  return (
    <tr className="end">
      <th scope="row" colSpan={2}>
        {name}
      </th>
      <td className="n" title={shown.full ?? ""}>
        {shown.number}
      </td>
    </tr>
  );
}

function PartRows({
  row,
  onMore,
}: {
  readonly row: BridgeRow;
  readonly onMore: (() => void) | null;
}): ReactElement {
  const { language, money } = useFrame();
  const w = useWords(bridgeWords);
  const [open, setOpen] = useState(false);
  const { part } = row;
  const shown = display(part.value, { language, money, signed: true });
  const both = bothWays(part, w, language, money);
  const unlisted = part.count - part.subjects.length - (part.outside?.count ?? 0);
  return (
    <Fragment>
      <tr data-part={part.kind}>
        <th scope="row">
          {part.count === 0 ? (
            part.label[language]
          ) : (
            <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
              <i aria-hidden="true">{open ? "▾" : "▸"}</i> {part.label[language]}{" "}
              <small>{w.firms(part.count)}</small>
            </button>
          )}
        </th>
        <td className="track" title={both} aria-label={both}>
          <i
            className={row.rises ? "rise" : "fall"}
            style={{ left: `${row.left}%`, width: `max(2px, ${row.width}%)` }}
          />
        </td>
        <td className="n" title={shown.full ?? ""}>
          {shown.number}
        </td>
      </tr>
      {open ? part.subjects.map((s) => <SubjectRow key={`${s.register} ${s.code}`} subject={s} />) : null}
      {open && part.outside !== null ? (
        <tr className="firm">
          <td colSpan={2}>
            <span className="quiet">{w.outside(part.outside.count)}</span>
          </td>
          <td className="n">{display(part.outside.value, { language, money, signed: true }).number}</td>
        </tr>
      ) : null}
      {open && unlisted > 0 ? (
        <tr className="firm">
          <td colSpan={3}>
            <span className="quiet">{w.rest(unlisted)}</span>{" "}
            {onMore === null ? null : (
              <button type="button" className="link" onClick={onMore}>
                {w.more}
              </button>
            )}
          </td>
        </tr>
      ) : null}
    </Fragment>
  );
}

/** A part of nearly nothing may hold large moves both ways. */
function bothWays(
  part: BridgePart,
  w: { readonly gained: string; readonly lost: string },
  language: "zh" | "en",
  money: Parameters<typeof display>[1]["money"],
): string {
  const text = (v: BridgePart["value"]): string => joined(display(v, { language, money, signed: true }));
  return `${w.gained} ${text(part.gained)} · ${w.lost} ${text(part.lost)}`;
}

function SubjectRow({ subject }: { readonly subject: BridgeSubject }): ReactElement {
  const { language, money } = useFrame();
  const shown = display(subject.difference, { language, money, signed: true });
  const { move } = subject;
  const number = (v: BridgeSubject["from"]): string =>
    v === null ? "—" : display(v, { language, money }).number;
  return (
    <tr className="firm" data-firm={subject.code}>
      <td colSpan={2}>
        {subject.register === "enterprise" ? (
          <Link
            to="/enterprises/$code"
            params={{ code: subject.code }}
            search={(before) => ({ ...before, panel: undefined })}
          >
            {subject.name}
          </Link>
        ) : (
          subject.name
        )}
        <small className="quiet">
          {" "}
          {number(subject.from)} → {number(subject.to)}
          {move === null || move.from.zh === move.to.zh
            ? null
            : ` · ${move.keyLabel[language]} ${move.from[language]} → ${move.to[language]}`}
        </small>
      </td>
      <td className="n" title={shown.full ?? ""}>
        {shown.number}
      </td>
    </tr>
  );
}
