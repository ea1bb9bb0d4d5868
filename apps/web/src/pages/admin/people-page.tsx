/** 人员: who there is. Entered, corrected and let go by system administration. */
import type { PeopleAnswer, PersonAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { peopleQuestion } from "../../app/client.ts";
import { adminWords, stateOf, statusLabels } from "../../i18n/administration.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { SearchField } from "../../records/search-field.tsx";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { found } from "./found.ts";
import { PersonDialog } from "./person-dialog.tsx";

export default function PeoplePage(): ReactElement {
  const query = useQuery(peopleQuestion());
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[640]} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

const STATES = ["active", "invited", "no_sign_in", "locked", "left"] as const;

function Body({ data }: { readonly data: PeopleAnswer }): ReactElement {
  const w = useWords(adminWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const columns = useColumns();
  const { people } = data;
  const of = (state: (typeof STATES)[number]): number => people.filter((p) => stateOf(p) === state).length;
  const rows = found(people, search.q).filter(
    (p) => search.where === undefined || stateOf(p) === search.where,
  );
  const person = people.find((p) => p.id === search.person);
  const close = (): void => change({ view: null, person: null });
  return (
    <>
      <div className="finding-row">
        <h1 className="finding">
          {w.peopleFinding(people.length - of("left"), of("active"), of("invited"), of("no_sign_in"))}
        </h1>
        <Button type="primary" onClick={() => change({ view: "add" })}>
          {w.add}
        </Button>
      </div>
      <p className="sub">{w.peopleSub}</p>
      <section className="card table-card">
        <div className="tools">
          <SearchField placeholder={w.find} label={w.find} />
          <Select
            size="small"
            className="facet"
            aria-label={w.status}
            value={search.where ?? ""}
            options={[
              { value: "", label: w.any },
              ...STATES.map((s) => ({ value: s, label: statusLabels[s][language] })),
            ]}
            onChange={(where) => change({ where: where === "" ? null : where })}
          />
        </div>
        {rows.length === 0 ? (
          <Empty title={w.none}>{w.noneHow}</Empty>
        ) : (
          <DataTable<PersonAnswer>
            label={w.posts}
            columns={columns}
            rows={rows}
            rowKey={(p) => p.id}
            sort={search.sort}
            onSort={(sort) => change({ sort })}
            onOpen={(p) => change({ person: p.id })}
          />
        )}
      </section>
      {search.view === "add" ? (
        <PersonDialog addressBook={data.addressBook} units={data.units} person={null} onClose={close} />
      ) : null}
      {person === undefined ? null : (
        <PersonDialog
          key={person.id}
          addressBook={data.addressBook}
          units={data.units}
          person={person}
          onClose={close}
        />
      )}
    </>
  );
}

function useColumns(): readonly Column<PersonAnswer>[] {
  const w = useWords(adminWords);
  const { language } = useFrame();
  const change = useChangeSearch();
  return useMemo((): readonly Column<PersonAnswer>[] => {
    const posts = (p: PersonAnswer): string =>
      p.posts.map((post) => `${post.label[language]}(${post.scope.label[language]})`).join("、");
    const status = (p: PersonAnswer): string => statusLabels[stateOf(p)][language];
    return [
      {
        id: "name",
        head: w.name,
        cell: (p) => (
          <button
            type="button"
            className="strong"
            onClick={(e) => {
              e.stopPropagation();
              change({ person: p.id });
            }}
          >
            {p.name}
          </button>
        ),
        text: (p) => p.name,
        sortBy: (p) => p.name,
      },
      {
        id: "signInName",
        head: w.signInName,
        wide: true,
        cell: (p) =>
          p.signInName === null ? <span className="quiet">{w.noSignIn}</span> : <code>{p.signInName}</code>,
        text: (p) => p.signInName ?? "",
        sortBy: (p) => p.signInName,
      },
      {
        id: "unit",
        head: w.unit,
        wide: true,
        cell: (p) => p.unit ?? "",
        text: (p) => p.unit ?? "",
        sortBy: (p) => p.unit,
      },
      { id: "status", head: w.status, cell: status, text: status, sortBy: status },
      {
        id: "posts",
        head: w.posts,
        wide: true,
        cell: (p) => <span className="wrap">{posts(p)}</span>,
        text: posts,
        sortBy: posts,
      },
    ];
  }, [w, language, change]);
}
