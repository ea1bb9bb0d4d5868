/** Firms whose industry code fits a chain and who are not on its list. A person picks and proposes. */
import type { ProposalRow, ProposalsAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Segmented, Select } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { SearchField } from "../../records/search-field.tsx";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { ProposeDialog } from "./propose-dialog.tsx";
import { proposalsQuestion } from "./questions.ts";
import { useListWords } from "./words.ts";
import { TableFoot } from "../../table/table-foot.tsx";

export function ProposalsCard({ membership }: { readonly membership: string }): ReactElement {
  const { search, question } = useFrame();
  const query = useQuery(
    proposalsQuestion(membership, {
      period: question.period,
      of: search.chain,
      q: search.q,
      view: search.by === "all" ? "all" : undefined,
      page: search.page,
    }),
  );
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[420]} />}>
      {(data) => <Body membership={membership} data={data} />}
    </Loaded>
  );
}

function Body({
  membership,
  data,
}: {
  readonly membership: string;
  readonly data: ProposalsAnswer;
}): ReactElement {
  const w = useListWords();
  const { language, search } = useFrame();
  const change = useChangeSearch();
  /** The chain chosen for each firm. */
  const [picked, setPicked] = useState<ReadonlyMap<string, string>>(new Map());
  const [asking, setAsking] = useState(false);
  const pick = (row: ProposalRow, of: string | null): void => {
    const next = new Map(picked);
    if (of === null) next.delete(row.code);
    else next.set(row.code, of);
    setPicked(next);
  };
  const columns = useColumns(data, picked, pick);
  return (
    <section className="card table-card">
      <div className="tools entry-tools">
        <SearchField label={w.search} placeholder={w.search} />
        {data.groups.length < 2 ? null : (
          <Select
            aria-label={w.chain}
            value={search.chain ?? ""}
            options={[
              { value: "", label: w.anyChain },
              ...data.groups.map((g) => ({ value: g.code, label: g.label[language] })),
            ]}
            onChange={(of) => change({ chain: of === "" ? null : of, page: null })}
          />
        )}
        <Segmented
          aria-label={w.on}
          value={search.by === "all" ? "all" : "none"}
          options={[
            { value: "none", label: w.viewNone },
            { value: "all", label: w.viewAll },
          ]}
          onChange={(by) => change({ by: by === "all" ? "all" : null, page: null })}
        />
        {data.mayPropose ? (
          <Button type="primary" disabled={picked.size === 0} onClick={() => setAsking(true)}>
            {w.propose} {picked.size === 0 ? "" : w.chosen(picked.size)}
          </Button>
        ) : null}
      </div>
      {data.rows.length === 0 ? (
        <Empty title={w.noProposals}>{w.noProposalsHow}</Empty>
      ) : (
        <DataTable<ProposalRow>
          label={w.proposals}
          columns={columns}
          rows={data.rows}
          rowKey={(r) => r.code}
          sort={undefined}
          onSort={() => undefined}
        />
      )}
      <TableFoot data={data} said={w.page} />
      {asking ? (
        <ProposeDialog
          membership={membership}
          entries={[...picked].map(([subject, of]) => ({
            subject,
            of,
            leaves: false,
            name: data.rows.find((r) => r.code === subject)?.name ?? subject,
            chain: data.groups.find((g) => g.code === of)?.label[language] ?? of,
          }))}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            setPicked(new Map());
            change({ view: null, page: null, q: null, chain: null, by: null });
          }}
        />
      ) : null}
    </section>
  );
}

function useColumns(
  data: ProposalsAnswer,
  picked: ReadonlyMap<string, string>,
  pick: (row: ProposalRow, of: string | null) => void,
): readonly Column<ProposalRow>[] {
  const w = useListWords();
  const { language } = useFrame();
  const fitText = (r: ProposalRow): string =>
    r.fits
      .map(({ of, segments }) => {
        const why = segments.map((s) => s[language]).join("、");
        return data.groups.length < 2 ? why : `${of.label[language]}(${why})`;
      })
      .join(";");
  const name = (r: ProposalRow): ReactElement | string =>
    r.underWay !== null || !data.mayPropose || r.fits.every((f) => f.of.code === r.on?.code) ? (
      <>
        {r.name} {r.underWay === null ? "" : <span className="quiet">{w.underWay}</span>}
      </>
    ) : (
      <Checkbox
        checked={picked.has(r.code)}
        aria-label={w.select(r.name)}
        onChange={(e) => pick(r, e.target.checked ? (r.fits[0]?.of.code ?? null) : null)}
      >
        {r.name}
      </Checkbox>
    );
  return [
    { id: "firm", head: w.firm, cell: name, text: (r) => r.name },
    {
      id: "industry",
      head: w.industry,
      wide: true,
      cell: (r) => `${r.industry.code} ${r.industry.label[language]}`,
      text: (r) => r.industry.code,
    },
    {
      id: "fits",
      head: w.fits,
      cell: (r) =>
        picked.has(r.code) && r.fits.length > 1 ? (
          <Select
            size="small"
            aria-label={`${r.name} ${w.to}`}
            value={picked.get(r.code) ?? ""}
            options={r.fits.map((f) => ({ value: f.of.code, label: f.of.label[language] }))}
            onChange={(of) => pick(r, of)}
          />
        ) : (
          fitText(r)
        ),
      text: fitText,
    },
    {
      id: "on",
      head: w.on,
      wide: true,
      cell: (r) => r.on?.label[language] ?? w.onNone,
      text: (r) => r.on?.label[language] ?? "",
    },
    {
      id: "output",
      head: w.output,
      right: true,
      cell: (r) => (r.output === null ? "—" : <Figure data={r.output} compact />),
      text: (r) => r.output?.value.text ?? "",
    },
  ];
}
