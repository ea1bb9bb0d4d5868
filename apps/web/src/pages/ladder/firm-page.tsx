/** One firm on the ladder: where it stands, and what it lacks for the next rung, condition by condition. */
import type { LadderFirm } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { ladderFirmQuestion } from "../../app/client.ts";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { ladderWords } from "../../i18n/ladder.ts";
import { periodText } from "../../lib/period.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { RungCard } from "./rung-card.tsx";
import { FirmCrumb } from "../../records/firm-crumb.tsx";

export default function LadderFirmPage(): ReactElement {
  const { code } = useParams({ from: "/ladder/$code" });
  const { question, search } = useFrame();
  const asked = { ...question, ...(search.year === undefined ? {} : { period: search.year }) };
  const query = useQuery(ladderFirmQuestion(code, asked));
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[640]} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: LadderFirm }): ReactElement {
  const w = useWords(ladderWords);
  const { language } = useFrame();
  const next = data.rungs.filter((r) => r.next && r.rung.kind === "rung");
  const rest = data.rungs.filter((r) => !next.includes(r) && (r.held !== null || r.rung.kind === "watch"));
  const valid = data.titles.filter((t) => t.valid);
  const [first] = next;
  return (
    <div className="ladder-firm">
      <FirmCrumb list="/ladder" title={w.title} toFirm={w.toFirm} firm={data} />
      <h1 className="finding">
        {data.name}
        {w.colon}
        {valid.length === 0 ? w.ownNone : w.ownFinding(valid.map((t) => t.label[language]).join(w.and))}
        {first === undefined
          ? null
          : `${w.semicolon}${w.ownNext(first.rung.label[language])}${w.comma}${w.ownLacks(first.unmet, first.unknown)}`}
        {w.stop}
        <Marks marks={data.marks} />
      </h1>
      <p className="sub">
        {[
          periodText(data.asOf.period, language),
          data.code,
          ...[data.county, data.chain].flatMap((p) => (p === null ? [] : [p.label[language]])),
        ].join(" · ")}
      </p>
      {next.map((r) => (
        <RungCard key={r.rung.id} own={r} open />
      ))}
      <Titles data={data} />
      {rest.length === 0 ? null : <h2 className="spaced">{w.other}</h2>}
      {rest.map((r) => (
        <RungCard key={r.rung.id} own={r} open={r.unmet > 0} />
      ))}
    </div>
  );
}

function Titles({ data }: { readonly data: LadderFirm }): ReactElement | null {
  const w = useWords(ladderWords);
  const { language } = useFrame();
  if (data.titles.length === 0) return null;
  return (
    <section className="card spaced">
      <h2>
        {w.ownTitles} <small>{w.ownTitlesSub}</small>
      </h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={w.ownTitles}>
        <table className="plain grade-table">
          <thead>
            <tr>
              {[w.titles, w.batch, w.number, w.recognisedOn, w.until, w.reviewOn].map((h) => (
                <th key={h} scope="col">
                  {h}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.titles.map((t) => (
              <tr key={t.label.zh}>
                <th scope="row">{t.label[language]}</th>
                <td>{t.batch ?? "—"}</td>
                <td>{t.number ?? "—"}</td>
                <td>{t.recognised ?? "—"}</td>
                <td>
                  {t.until ?? "—"}
                  {t.valid ? null : <small>{w.ended}</small>}
                </td>
                <td>{t.review ?? "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
