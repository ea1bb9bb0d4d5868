/** One firm's incentives: what it gets, why, condition by condition, and what it lacks. */
import type { FirmIncentives } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { incentiveWords } from "../../i18n/incentives.ts";
import { periodText } from "../../lib/period.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { amountWith, isNothing } from "./amount.ts";
import { firmIncentivesQuestion } from "./questions.ts";
import { FirmCrumb } from "../../records/firm-crumb.tsx";

type Item = FirmIncentives["items"][number];

export default function FirmPage(): ReactElement {
  const { code } = useParams({ from: "/incentives/$code" });
  const { question, search } = useFrame();
  const asked = { ...question, ...(search.year === undefined ? {} : { period: search.year }) };
  const query = useQuery(firmIncentivesQuestion(code, asked));
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[480]} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: FirmIncentives }): ReactElement {
  const w = useWords(incentiveWords);
  const { language } = useFrame();
  const year = periodText(data.asOf.period, language);
  const open = data.items.filter((i) => i.standing === "open").length;
  const head = isNothing(data.granted)
    ? w.cardNone(data.name, year)
    : w.cardFinding(data.name, year, amountWith(data.granted, language));
  return (
    <div className="board-sheet scorecard">
      <FirmCrumb list="/incentives" title={w.title} toFirm={w.backToFirm} firm={data} />
      <div className="finding-row board-finding">
        <h1 className="finding">{`${head}${open === 0 ? "" : w.cardOpen(open)}${w.stop}`}</h1>
        <Button className="no-print" onClick={() => window.print()}>
          {w.print}
        </Button>
      </div>
      <p className="sub card-sub">
        {[w.card, data.code, ...(data.county === null ? [] : [data.county[language]])].join(" · ")}
      </p>
      {data.items.map((i) => (
        <ItemCard key={i.id} item={i} />
      ))}
      <section className="card">
        <p className="objection">{w.howToObject}</p>
      </section>
      <p className="board-foot quiet">
        {[w.asOf(data.asOf.period), w.runId(data.asOf.run), ...(data.demo ? [w.demo] : [])].join(" · ")}
      </p>
    </div>
  );
}

function ItemCard({ item }: { readonly item: Item }): ReactElement {
  const w = useWords(incentiveWords);
  const { language } = useFrame();
  return (
    <section className="card">
      <h2>
        {item.label[language]}
        <Marks marks={item.marks} />
      </h2>
      <dl className="value-list">
        <div>
          <dt>{w.what}</dt>
          <dd>
            <span className={`claim-standing claim-${item.standing}`}>{w[`s_${item.standing}`]}</span>{" "}
            {item.standing === "not_met" ? null : (
              <>
                {w.due} <Figure data={item.due} as={amountWith(item.due.value, language)} unmarked />
                {`${w.comma}${w.granted} ${amountWith(item.granted, language)}`}
                {item.paid === null || isNothing(item.paid)
                  ? ""
                  : `${w.comma}${w.paid} ${amountWith(item.paid, language)}`}
              </>
            )}
            {item.difference === null ? null : <span className="red-flag"> {w[`d_${item.difference}`]}</span>}
          </dd>
        </div>
        <div>
          <dt>{w.how}</dt>
          <dd>
            {item.amount.made[language]}
            {item.amount.uncapped === null || item.amount.uncapped.text === item.due.value.text
              ? null
              : w.capped(amountWith(item.amount.uncapped, language))}
            {item.amount.steps.map((s) => (
              <span key={s.indicator} className="claim-lacks">
                {s.label[language]} <Figure data={s} unmarked />
              </span>
            ))}
            {item.held.includes("fund_short") ? <span className="claim-lacks">{w.fund_short}</span> : null}
          </dd>
        </div>
        <div>
          <dt>{w.why}</dt>
          <dd>
            <ul className="claim-conditions">
              {item.conditions.map((c) => (
                <li key={c.text.zh}>
                  <span className={`claim-standing claim-${said(c.holds)}`}>
                    {c.holds === null ? w.undecided : c.holds ? w.holds : w.holdsNot}
                  </span>{" "}
                  {c.text[language]}
                  {c.sources.length === 0 ? null : (
                    <small className="quiet">
                      {" "}
                      {c.sources.map((s) => w.from_(s.label[language], s.holder[language])).join(w.and)}
                    </small>
                  )}
                </li>
              ))}
            </ul>
            <small className="quiet">
              {`${w.source}${w.colon}${item.source}`}
              {item.fund === null ? "" : `${w.semicolon}${w.fund}${w.colon}${item.fund.label[language]}`}
              {item.note === null ? "" : `${w.semicolon}${item.note[language]}`}
            </small>
          </dd>
        </div>
        <div>
          <dt>{w.lacks}</dt>
          <dd>
            {lacks(item, w, language).map((t) => (
              <span key={t} className="claim-lacks">
                {t}
              </span>
            ))}
          </dd>
        </div>
        {item.case === null ? null : (
          <div>
            <dt>{w.step}</dt>
            <dd>
              <Link to="/claims/$id" params={{ id: item.case.id }}>
                {item.case.state[language]}
              </Link>
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

const said = (holds: boolean | null): string => (holds === null ? "open" : holds ? "granted" : "not_met");

/** In one sentence each, what stands between the firm and the money. */
function lacks(item: Item, w: (typeof incentiveWords)["zh"], language: "zh" | "en"): readonly string[] {
  const others = item.excludes.map((e) => e.label[language]).join(w.and);
  const held = {
    not_reviewed: w.lacksReview,
    excluded: w.lacksOther(others),
    fund_short: w.lacksFund,
    not_in_force: w.lacksForce,
  } as const;
  const found = [
    ...item.conditions.flatMap((c) => (c.holds === false ? [w.lacksCondition(c.text[language])] : [])),
    ...item.conditions.flatMap((c) =>
      c.holds !== null
        ? []
        : [w.lacksData(c.sources.map((s) => w.from_(s.label[language], s.holder[language])).join(w.and))],
    ),
    ...item.held.map((h) => held[h]),
  ];
  return found.length === 0 && item.standing === "granted"
    ? [w.lacksNothing]
    : found.length === 0
      ? ["—"]
      : found;
}
