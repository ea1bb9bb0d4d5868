/** Areas by park: how much is approved and not supplied, supplied and not used, over its year, found idle. */
import type { RegisterAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { parcelWords } from "../../i18n/parcels.ts";
import { codesOf } from "./codes.ts";
import type { LandList } from "./land-state.ts";
import { landLists } from "./land-state.ts";
import type { AreaTotal, ParcelRow } from "./parcel-rows.ts";
import { areaOf, byPark, inList } from "./parcel-rows.ts";

interface ParksProps {
  readonly definition: RegisterAnswer;
  readonly rows: readonly ParcelRow[];
}

export function ParksCard({ definition, rows }: ParksProps): ReactElement | null {
  const w = useWords(parcelWords);
  const { language } = useFrame();
  const change = useChangeSearch();
  const parks = codesOf(definition, "parcel_park", language);
  const lines = byPark(
    rows,
    parks.map((p) => p.code),
  );
  if (lines.length === 0) return null;
  const name = (park: string): string => parks.find((p) => p.code === park)?.label ?? w.noPark;
  const show = (park: string, list: LandList | null): void =>
    change({ park: park === "" ? "none" : park, list });
  return (
    <section className="card table-card">
      <div className="card-head">
        <h2>
          {w.byPark} <small>{w.byParkNote}</small>
        </h2>
      </div>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={w.byPark}>
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{w.park}</th>
              <th scope="col" className="n">
                {w.count}
              </th>
              <th scope="col" className="n">
                {w.area}
              </th>
              {landLists.map((id) => (
                <th key={id} scope="col" className="n">
                  {w[id]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ park, all, lists }) => (
              <tr key={park}>
                <td className="park-name">
                  <button type="button" className="strong" onClick={() => show(park, null)}>
                    {name(park)}
                  </button>
                </td>
                <td className="n">{all.parcels}</td>
                <td className="n">{all.area}</td>
                {landLists.map((id) => (
                  <td key={id} className="n">
                    <Area total={lists[id]} label={`${name(park)} ${w[id]}`} onOpen={() => show(park, id)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>{w.total}</td>
              <td className="n">{rows.length}</td>
              <td className="n">{areaOf(rows).area}</td>
              {landLists.map((id) => (
                <td key={id} className="n">
                  {areaOf(inList(rows, id)).area}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

function Area({
  total,
  label,
  onOpen,
}: {
  readonly total: AreaTotal;
  readonly label: string;
  readonly onOpen: () => void;
}): ReactElement {
  if (total.parcels === 0) return <span className="quiet">0</span>;
  return (
    <button type="button" title={label} onClick={onOpen}>
      {total.area} <small className="quiet">({total.parcels})</small>
    </button>
  );
}
