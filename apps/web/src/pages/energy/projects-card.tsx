/** Projects with the review they need: plan against limits, by which document, and the legal opinion once it is there. */
import type { EnergyProjects } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Value } from "../../figure/figure.tsx";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { energyWords } from "../../i18n/energy.ts";
import { ClassMark } from "../evaluation/class-mark.tsx";

type Row = EnergyProjects["rows"][number];

export function ProjectsCard({ data }: { readonly data: EnergyProjects }): ReactElement {
  const w = useWords(energyWords);
  const { language } = useFrame();
  return (
    <section className="card spaced">
      <h2>
        {w.projects} <small>{w.projectsSub}</small>
        <Marks marks={data.marks} />
      </h2>
      {data.rows.length === 0 ? (
        <p className="quiet">
          {w.noProjects}
          {w.noProjectsHow}
        </p>
      ) : (
        <div className="scroll-x energy-projects" tabIndex={0} role="region" aria-label={w.projects}>
          <table className="plain grade-table">
            <thead>
              <tr>
                {[w.project, w.on, w.verdict, w.limit, w.opinion].map((h) => (
                  <th key={h} scope="col">
                    {h}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.rows.map((r) => (
                <tr key={r.code}>
                  <th scope="row">
                    {r.name}
                    <small>
                      {[
                        r.code,
                        r.county?.label[language],
                        r.signed === null ? w.unsigned : w.signed(r.signed),
                      ]
                        .filter((t) => t !== undefined)
                        .join(" · ")}
                    </small>
                  </th>
                  <td>{r.on ?? "—"}</td>
                  <td>
                    <ClassMark number={r.verdict === null ? null : r.verdict.number === 1 ? 1 : 3}>
                      {r.verdict?.label[language] ?? w.pending}
                    </ClassMark>
                  </td>
                  <td>
                    {r.limits.map((l) => (
                      <Limit key={l.label.zh} limit={l} />
                    ))}
                  </td>
                  <td>
                    {r.opinion.number ??
                      (r.opinion.exempt ? w.exempt : <span className="quiet">{w.noOpinion}</span>)}
                    {r.opinion.accepted === null ? null : <small>{w.accepted(r.opinion.accepted)}</small>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="quiet grade-note">
        {data.clause === null ? null : (
          <>
            {w.clause}{" "}
            <Link to="/decision" hash={`clause-${data.clause.id}`}>
              {data.clause.id} {data.clause.heading}
            </Link>
            {w.semicolon}
          </>
        )}
        {[data.source, data.note?.[language]].filter((t) => t !== null && t !== undefined).join(w.semicolon)}
      </p>
    </section>
  );
}

function Limit({ limit }: { readonly limit: Row["limits"][number] }): ReactElement {
  const w = useWords(energyWords);
  const { language } = useFrame();
  return (
    <p className="energy-limit">
      {limit.value.label[language]} <Value value={limit.value.value} short />
      {limit.below === null ? null : (
        <>
          {w.comma}
          <span className={limit.below ? "quiet" : "strong"}>{limit.below ? w.below : w.reaches}</span>{" "}
          <Value value={limit.limit} short />
        </>
      )}
      <small>{limit.source}</small>
    </p>
  );
}
