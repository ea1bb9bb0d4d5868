/** 我的账户: posts, leaders, password, sessions, what I did lately, drafts on this machine. */
import type { Who } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { ownEventsQuestion, ownSessionsQuestion } from "../../app/client.ts";
import { useDoor } from "../../app/use-door.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { doorWords } from "../../i18n/door.ts";
import { dayText, momentText } from "../../lib/moment.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Ready } from "../../states/ready.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import SignInPage from "../sign-in/sign-in-page.tsx";
import { DraftsCard } from "./drafts-card.tsx";
import { OwnEvents } from "./own-events.tsx";
import { PasswordCard } from "./password-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";

const skeleton = <PageSkeleton columns={[220, 220]} table={320} />;

export default function AccountPage(): ReactElement {
  const door = useDoor();
  return (
    <Loaded query={door} skeleton={skeleton}>
      {({ who }) => (who === null ? <SignInPage /> : <Body who={who} />)}
    </Loaded>
  );
}

function Body({ who }: { readonly who: Who }): ReactElement {
  const w = useWords(doorWords);
  const { language } = useFrame();
  const sessions = useQuery({ ...ownSessionsQuestion(), staleTime: 0 });
  const events = useQuery({ ...ownEventsQuestion(), staleTime: 0 });
  return (
    <Ready queries={[sessions, events]} skeleton={skeleton}>
      <h1 className="finding">{w.accountFinding(who.name, who.posts.length, who.leaders.length)}</h1>
      <p className="sub">{w.accountSub(momentText(who.endsAt, language))}</p>
      <div className="grid g2">
        <Posts who={who} />
        <PasswordCard who={who} />
      </div>
      <SessionsCard query={sessions} />
      <OwnEvents query={events} />
      <DraftsCard who={who.id} />
    </Ready>
  );
}

function Posts({ who }: { readonly who: Who }): ReactElement {
  const w = useWords(doorWords);
  const { language } = useFrame();
  return (
    <section className="card">
      <h2>{w.myPosts}</h2>
      {who.posts.length === 0 ? <p className="quiet">{w.noPosts}</p> : null}
      <ul className="lines">
        {who.posts.map((p) => (
          <li key={p.id}>
            <b>{p.label[language]}</b> {p.scope.label[language]}
            <small className="quiet">
              {w.since} {dayText(p.since, language)}
            </small>
          </li>
        ))}
      </ul>
      {who.leaders.length === 0 ? null : (
        <>
          <h2>{w.myLeaders}</h2>
          <ul className="lines">
            {who.leaders.map((l) => (
              <li key={l.id}>
                <b>{l.name}</b> {l.posts.map((p) => p[language]).join("、")}
                <small className="quiet">
                  {w.basis} {l.document} · {l.expiresAt === null ? w.noEnd : dayText(l.expiresAt, language)}
                </small>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
