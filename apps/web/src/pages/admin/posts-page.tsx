/** 岗位与授权: which posts people hold, how they come in, for whom they act. For security administration. */
import type { PeopleAnswer, PersonAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { peopleQuestion } from "../../app/client.ts";
import { adminWords, stateOf, statusLabels } from "../../i18n/administration.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { SearchField } from "../../records/search-field.tsx";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { AccessCard } from "./access-card.tsx";
import { DelegationsCard } from "./delegations-card.tsx";
import { found } from "./found.ts";
import { HandOverCard } from "./hand-over-card.tsx";
import { PostsCard } from "./posts-card.tsx";

export default function PostsPage(): ReactElement {
  const query = useQuery(peopleQuestion());
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[480, 480]} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: PeopleAnswer }): ReactElement {
  const w = useWords(adminWords);
  const { search } = useFrame();
  const here = data.people.filter((p) => p.status !== "left");
  const holders = here.filter((p) => p.posts.length > 0);
  const posts = holders.reduce((sum, p) => sum + p.posts.length, 0);
  const person = here.find((p) => p.id === search.person);
  return (
    <>
      <h1 className="finding">{w.postsFinding(holders.length, posts, here.length - holders.length)}</h1>
      <p className="sub">{w.postsSub}</p>
      <div className="two-panes">
        <section className="card">
          <SearchField placeholder={w.find} label={w.find} />
          <List people={found(here, search.q)} chosen={person?.id ?? null} />
        </section>
        {person === undefined ? (
          <section className="card">
            <Empty title={w.choose}>{w.chooseHow}</Empty>
          </section>
        ) : (
          <div key={person.id} className="grid">
            <PostsCard data={data} person={person} />
            <AccessCard person={person} />
            <DelegationsCard data={data} person={person} />
            {person.posts.length === 0 ? null : <HandOverCard data={data} person={person} />}
          </div>
        )}
      </div>
    </>
  );
}

function List({
  people,
  chosen,
}: {
  readonly people: readonly PersonAnswer[];
  readonly chosen: string | null;
}): ReactElement {
  const w = useWords(adminWords);
  const { language } = useFrame();
  const change = useChangeSearch();
  if (people.length === 0) return <Empty title={w.none}>{w.noneHow}</Empty>;
  return (
    <ul className="person-list">
      {people.map((p) => (
        <li key={p.id}>
          <button type="button" aria-current={p.id === chosen} onClick={() => change({ person: p.id })}>
            <b>{p.name}</b>
            <span className="quiet">{p.status === "active" ? "" : statusLabels[stateOf(p)][language]}</span>
            <small>{p.posts.map((post) => post.label[language]).join("、") || w.noPosts}</small>
          </button>
        </li>
      ))}
    </ul>
  );
}
