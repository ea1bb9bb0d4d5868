import type { PublicFirm } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { enterpriseWords } from "../../i18n/enterprises.ts";

/** Real firms with their public facts, apart from everything made up. */
export function PublicFirms({ firms }: { readonly firms: readonly PublicFirm[] }): ReactElement | null {
  const w = useWords(enterpriseWords);
  const { language } = useFrame();
  if (firms.length === 0) return null;
  return (
    <section className="card public-firms">
      <h2>{w.publicTitle(firms.length)}</h2>
      <p className="unit">{w.publicSub}</p>
      <ul>
        {firms.map((firm) => (
          <li key={firm.name}>
            <b>{firm.name}</b>
            <span>{firm.facts.map((fact) => `${fact.label[language]} ${fact.text}`).join(" · ")}</span>
            <small className="quiet">
              {w.source}: {firm.source}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
