/** The incentives of the year, one a row: money, firms, review, validity, red flags. */
import type { Incentive, Incentives } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { incentiveWords } from "../../i18n/incentives.ts";
import { amount } from "./amount.ts";

export function ItemsCard({ data }: { readonly data: Incentives }): ReactElement {
  const w = useWords(incentiveWords);
  const paid = data.items.some((i) => i.paid !== null);
  return (
    <section className="card">
      <h2>
        {w.items} <small>{w.itemsSub}</small>
      </h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={w.items}>
        <table className="plain grade-table incentive-table">
          <thead>
            <tr>
              <th scope="col">{w.item}</th>
              <th scope="col" className="right">
                {w.due}
              </th>
              <th scope="col" className="right">
                {w.granted}
              </th>
              <th scope="col" className="right">
                {w.short}
              </th>
              {paid ? (
                <th scope="col" className="right">
                  {w.paid}
                </th>
              ) : null}
              <th scope="col">{w.firms}</th>
              <th scope="col">{w.review}</th>
              <th scope="col">{w.valid}</th>
              <th scope="col">{w.flags}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((i) => (
              <Row key={i.id} item={i} paid={paid} firms={data.firms} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface RowProps {
  readonly item: Incentive;
  readonly paid: boolean;
  readonly firms: boolean;
}

function Row({ item, paid, firms }: RowProps): ReactElement {
  const w = useWords(incentiveWords);
  const { language } = useFrame();
  const change = useChangeSearch();
  const count = (n: number): string => n.toLocaleString("en-US");
  const { from, until } = item.valid;
  const valid = [from === null ? null : w.from(from), until === null ? null : w.until(until)].filter(
    (t) => t !== null,
  );
  return (
    <tr>
      <th scope="row">
        {item.label[language]}
        <Marks marks={item.marks} compact />
        <small>
          {item.clause === null ? null : (
            <>
              {w.clause}{" "}
              <Link to="/decision" hash={`clause-${item.clause.id}`}>
                {item.clause.id}
              </Link>
              {w.semicolon}
            </>
          )}
          {`${w.source}${w.colon}${item.source}`}
          {item.excludes.map((e) => `${w.semicolon}${w.excludes(e.label[language])}`).join("")}
        </small>
      </th>
      <td className="right">{amount(item.due, language)}</td>
      <td className="right strong">{amount(item.granted, language)}</td>
      <td className="right">{amount(item.short, language)}</td>
      {paid ? <td className="right">{amount(item.paid, language)}</td> : null}
      <td>
        {firms ? (
          <button
            type="button"
            className="link"
            title={w.showFirms}
            onClick={() => change({ subject: item.id, state: null, page: null })}
          >
            {w.firmsOf(count(item.firms.granted), count(item.firms.due))}
          </button>
        ) : (
          w.firmsOf(count(item.firms.granted), count(item.firms.due))
        )}
        {item.firms.open === 0 ? null : <small>{w.openOf(count(item.firms.open))}</small>}
      </td>
      <td>
        <Review item={item} />
      </td>
      <td>{valid.length === 0 ? w.notStated : valid.join(" ")}</td>
      <td>
        {item.flags.length === 0
          ? w.noFlags
          : item.flags.map((f) => (
              <span key={f.code} className="red-flag" title={`${f.code} ${f.hint[language]}`}>
                {f.message[language]}
              </span>
            ))}
      </td>
    </tr>
  );
}

function Review({ item }: { readonly item: Incentive }): ReactElement {
  const w = useWords(incentiveWords);
  const { result, number } = item.review;
  const text = result === "passed" ? w.passed : result === "pending" ? w.pendingReview : w.unknownReview;
  return (
    <>
      <span className={result === "passed" ? "" : "red-flag"}>{text}</span>
      {number === null ? null : <small>{number}</small>}
    </>
  );
}
