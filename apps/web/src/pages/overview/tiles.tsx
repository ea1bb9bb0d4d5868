/** Counties and separately reported units; a click on a name changes the scope. */
import type { Overview } from "@lianzhang/contract";
import { Select } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { alternative } from "../../charts/table.ts";
import { tilesState } from "../../charts/tiles/state.ts";
import { TileMap } from "../../charts/tiles/tile-map.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { overviewWords } from "../../i18n/overview.ts";
import { position } from "../../lib/display.ts";
import { CARD_HEIGHT } from "./height.ts";
import { periodText } from "../../lib/period.ts";

export function TilesCard({ data }: { readonly data: Overview }): ReactElement {
  const { language, money, search } = useFrame();
  const change = useChangeSearch();
  const w = useWords(overviewWords);
  const { indicator, choices, tiles } = data.tiles;
  const chosen = choices.find((c) => c.id === indicator);
  const signed = indicator.includes("growth");
  const state = tilesState({
    tiles,
    money,
    language,
    signed,
    heads: { place: w.placeHead, value: chosen?.label[language] ?? "" },
  });
  const highest = state.tiles.reduce<{ label: string; value: number } | null>((best, tile) => {
    const value = position(tile.figure.value, money);
    return value !== null && (best === null || value > best.value) ? { label: tile.label, value } : best;
  }, null);
  const period = tiles[0]?.figure.period ?? data.asOf.period;
  const title = highest === null ? w.tiles : w.tilesLead(highest.label);
  return (
    <section className="card">
      <ChartFrame
        title={title}
        subtitle={w.tilesSub(state.unit, periodText(period, language))}
        source={w.tilesNote}
        marks={[...new Set(tiles.flatMap((tile) => tile.figure.marks))]}
        table={state.table}
        name="counties"
        height={CARD_HEIGHT}
        filled={tiles.length > 0}
        tools={
          choices.length < 2 ? null : (
            <Select
              size="small"
              className="tile-choice"
              aria-label={w.tileChoice}
              value={indicator}
              options={choices.map((c) => ({ value: c.id, label: c.label[language] }))}
              onChange={(value) => change({ tile: value })}
              popupMatchSelectWidth={240}
            />
          )
        }
      >
        <TileMap
          state={state}
          label={alternative(title, state.table)}
          unitNote={w.tileUnit}
          signed={signed}
          chosen={search.scope}
          onScope={(scope) => change({ scope: scope === search.scope ? null : scope })}
        />
      </ChartFrame>
    </section>
  );
}
