/** The clauses as a tree: our summaries are marked as such and never shown as the clause. */
import type { Carried, CarrierRow, ClauseRow } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { StatusWord } from "../../figure/marks.tsx";
import { decisionWords } from "../../i18n/decision.ts";
import { useWords } from "../../i18n/dictionary.ts";

export function Clauses({ clauses }: { readonly clauses: readonly ClauseRow[] }): ReactElement {
  const parts = clauses.filter((c) => c.parent === null);
  return (
    <div className="clauses">
      {parts.map((part) => (
        <section key={part.id} id={`clause-${part.id}`} className="card clause-part">
          <h2>
            {part.number} {part.heading}
          </h2>
          <ClauseBody clause={part} />
          {clauses
            .filter((c) => c.parent === part.id)
            .map((clause) => (
              <article key={clause.id} id={`clause-${clause.id}`} className="clause">
                <h3>
                  <span className="number">{clause.number}</span> {clause.heading}
                </h3>
                <ClauseBody clause={clause} />
                {clauses
                  .filter((c) => c.parent === clause.id)
                  .map((item) => (
                    <div key={item.id} id={`clause-${item.id}`} className="clause-item">
                      <h4>
                        {item.number} {item.heading}
                      </h4>
                      <ClauseBody clause={item} />
                    </div>
                  ))}
              </article>
            ))}
        </section>
      ))}
    </div>
  );
}

function ClauseBody({ clause }: { readonly clause: ClauseRow }): ReactElement {
  const { language } = useFrame();
  const w = useWords(decisionWords);
  return (
    <>
      {clause.text === null ? null : (
        <blockquote>
          <small>{w.originalText}</small> {clause.text}
        </blockquote>
      )}
      {clause.summary === null ? null : (
        <p>
          <span className="tag" title={w.summaryTitle}>
            {w.summaryMark}
          </span>{" "}
          {clause.summary[language]}
        </p>
      )}
      {clause.carried.length === 0 ? null : (
        <ul className="carried" aria-label={w.carried}>
          {clause.carried.map((c) => (
            <li key={`${c.kind}-${c.id}`}>
              <CarriedLink carried={c} />
            </li>
          ))}
        </ul>
      )}
      {clause.carriers.length === 0 ? null : <CarrierList carriers={clause.carriers} />}
    </>
  );
}

function CarriedLink({ carried: c }: { readonly carried: Carried }): ReactElement {
  const { language } = useFrame();
  const label = c.label[language];
  switch (c.kind) {
    case "target":
      return (
        <Link to="/" hash={`target-${c.id}`}>
          {label} {c.status === null ? null : <StatusWord status={c.status} short />}
        </Link>
      );
    case "indicator":
      return (
        <Link to="/indicators/$id" params={{ id: c.id }}>
          {label}
        </Link>
      );
    case "chain":
      return (
        <Link to="/chains/$id" params={{ id: c.id }}>
          {label}
        </Link>
      );
  }
}

function CarrierList({ carriers }: { readonly carriers: readonly CarrierRow[] }): ReactElement {
  const { language } = useFrame();
  const w = useWords(decisionWords);
  const kinds = { mechanism: w.mechanism, industry: w.industry, place: w.place, unit: w.unit };
  return (
    <ul className="carriers" aria-label={w.carriers}>
      {carriers.map((c, i) => (
        <li key={`${c.kind}-${i}`} className={c.carriedBy.length === 0 ? "open" : ""}>
          <small>{kinds[c.kind]}</small>
          <span>{c.name[language]}</span>
          <small className="quiet" title={c.note?.[language] ?? ""}>
            {c.carriedBy.length === 0
              ? w.carriedNothing
              : c.carriedBy.map((by) => by.label?.[language] ?? by.id).join(language === "zh" ? "、" : ", ")}
          </small>
        </li>
      ))}
    </ul>
  );
}
