/** 代办: the leaders one person acts for, entered on the ground of a paper. Null for who holds no delegate's post. */
import type { PeopleAnswer, PersonAnswer } from "@lianzhang/contract";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { adminWords } from "../../i18n/administration.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { dayText } from "../../lib/moment.ts";
import { TextLine } from "../../records/text-line.tsx";
import { Problem } from "../../states/problem.tsx";
import { ChoiceLine } from "./choice-line.tsx";
import { Confirm } from "./confirm.tsx";
import { useDoing } from "../../app/use-doing.ts";

interface CardProps {
  readonly data: PeopleAnswer;
  readonly person: PersonAnswer;
}

const actsForOf = (data: PeopleAnswer, role: string): readonly string[] =>
  data.roles.find((r) => r.id === role)?.actsFor ?? [];

export function DelegationsCard({ data, person }: CardProps): ReactElement | null {
  const w = useWords(adminWords);
  const { language } = useFrame();
  const { error, run } = useDoing();
  const delegates = person.posts.some((p) => actsForOf(data, p.role).length > 0);
  if (!delegates && person.delegations.length === 0) return null;
  return (
    <section className="card">
      <h2>
        {w.delegations} <small>{w.delegationsHint}</small>
      </h2>
      {error === null ? null : <Problem error={error} />}
      {person.delegations.length === 0 ? <p className="quiet">{w.noDelegations}</p> : null}
      <ul className="lines">
        {person.delegations.map((d) => (
          <li key={d.id} className="finding-row">
            <span>
              <b>{d.leaderName}</b>
              <small className="quiet">
                {d.document} · {d.expiresAt === null ? w.noEnd : dayText(d.expiresAt, language)}
              </small>
            </span>
            <Confirm
              small
              label={w.end}
              title={w.endTitle(d.leaderName)}
              text={d.document}
              onYes={() => run("delegations/end", { delegation: d.id })}
            />
          </li>
        ))}
      </ul>
      {delegates ? <Enter data={data} person={person} /> : null}
    </section>
  );
}

function Enter({ data, person }: CardProps): ReactElement {
  const w = useWords(adminWords);
  const { language } = useFrame();
  const posts = person.posts.filter((p) => actsForOf(data, p.role).length > 0);
  const [post, setPost] = useState(posts[0]?.id ?? "");
  const [leader, setLeader] = useState("");
  const [document, setDocument] = useState("");
  const [until, setUntil] = useState("");
  const { busy, error, run } = useDoing();
  const may = actsForOf(data, posts.find((p) => p.id === post)?.role ?? "");
  const leaders = data.people.filter(
    (p) => p.id !== person.id && p.status !== "left" && p.posts.some((held) => may.includes(held.role)),
  );
  const body = { leader, delegate: person.id, post, document, expiresAt: until === "" ? null : until };
  return (
    <>
      <div className="record-form">
        <ChoiceLine
          label={w.onPost}
          value={post}
          options={posts.map((p) => ({
            value: p.id,
            label: `${p.label[language]} ${p.scope.label[language]}`,
          }))}
          onChange={setPost}
        />
        <ChoiceLine
          label={w.leader}
          value={leader}
          options={leaders.map((p) => ({ value: p.id, label: p.name }))}
          onChange={setLeader}
        />
        <TextLine label={w.document} value={document} onChange={setDocument} />
        <TextLine type="date" label={w.until} hint={w.untilHint} value={until} onChange={setUntil} />
      </div>
      {error === null ? null : <Problem error={error} />}
      <p className="buttons">
        <Button
          type="primary"
          loading={busy}
          disabled={leader === "" || document.trim() === ""}
          onClick={() =>
            run("delegations", body, () => {
              setLeader("");
              setDocument("");
              setUntil("");
            })
          }
        >
          {w.delegate}
        </Button>
      </p>
    </>
  );
}
