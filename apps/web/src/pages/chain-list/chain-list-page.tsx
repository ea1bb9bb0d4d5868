/** 签署名录: who is on a list, what codes propose, and signing with what it changes in figures before one's eyes. */
import type { SignedListAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { EntriesCard } from "./entries-card.tsx";
import { ListingCard } from "./listing-card.tsx";
import { ProposalsCard } from "./proposals-card.tsx";
import { listQuestion, listsQuestion } from "./questions.ts";
import { ProposedBy, useListWords } from "./words.ts";

const skeleton = <PageSkeleton columns={[560]} />;

/** What was chosen of one list says nothing of another. */
const NOTHING_CHOSEN = { view: null, page: null, q: null, chain: null, by: null, month: null, against: null };

export default function ChainListPage(): ReactElement {
  const w = useListWords();
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const lists = useQuery(listsQuestion());
  return (
    <Loaded query={lists} skeleton={skeleton}>
      {({ lists: all }) => {
        const chosen = all.find((l) => l.id === search.list) ?? all[0];
        if (chosen === undefined) return <Empty title={w.none} />;
        return (
          <>
            {all.length < 2 ? null : (
              <Segmented
                className="list-choice"
                aria-label={w.lists}
                value={chosen.id}
                options={all.map((l) => ({ value: l.id, label: l.label[language] }))}
                onChange={(id) => change({ ...NOTHING_CHOSEN, list: id === all[0]?.id ? null : id })}
              />
            )}
            <SignedList membership={chosen.id} />
          </>
        );
      }}
    </Loaded>
  );
}

function SignedList({ membership }: { readonly membership: string }): ReactElement {
  const { search } = useFrame();
  const list = useQuery(listQuestion(membership, { month: search.month, against: search.against }));
  return (
    <Loaded query={list} skeleton={skeleton}>
      {(data) => (
        <ProposedBy.Provider value={data.proposedBy}>
          <Body data={data} />
        </ProposedBy.Provider>
      )}
    </Loaded>
  );
}

const VIEWS = ["entries", "proposals", "listing"] as const;

function Body({ data }: { readonly data: SignedListAnswer }): ReactElement {
  const w = useListWords();
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const open = data.entries.filter((e) => e.kind === "initial" || e.kind === "open").length;
  const view = VIEWS.find((v) => v === search.view) ?? "entries";
  return (
    <>
      <h1 className="finding">
        {w.finding(data.label[language], data.month, data.total.toLocaleString("en-US"), open)}
      </h1>
      <p className="sub">{w.sub}</p>
      <div className="tools list-views">
        <Segmented
          aria-label={w.views}
          value={view}
          options={VIEWS.map((v) => ({ value: v, label: w[v] }))}
          onChange={(v) => change({ view: v === "entries" ? null : v, page: null, q: null, chain: null })}
        />
      </div>
      {view === "entries" ? (
        <EntriesCard data={data} />
      ) : view === "proposals" ? (
        <ProposalsCard membership={data.membership} />
      ) : (
        <ListingCard data={data} />
      )}
    </>
  );
}
