/** The posts of one person: given with role and scope, ended one by one. */
import type { PeopleAnswer, PersonAnswer, ScopeAnswer } from "@lianzhang/contract";
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

export function PostsCard({ data, person }: CardProps): ReactElement {
  const w = useWords(adminWords);
  const { language } = useFrame();
  const { error, run } = useDoing();
  return (
    <section className="card">
      <h2>
        {person.name} · {w.posts}
      </h2>
      {error === null ? null : <Problem error={error} />}
      {person.posts.length === 0 ? <p className="quiet">{w.noPosts}</p> : null}
      <ul className="lines">
        {person.posts.map((p) => (
          <li key={p.id} className="finding-row">
            <span>
              <b>{p.label[language]}</b> {p.scope.label[language]}
              <small className="quiet">
                {w.since} {dayText(p.since, language)}
              </small>
            </span>
            <Confirm
              small
              label={w.end}
              title={w.endTitle(`${p.label[language]} ${p.scope.label[language]}`)}
              text={w.endText}
              onYes={() => run("posts/end", { post: p.id })}
            />
          </li>
        ))}
      </ul>
      <Give data={data} person={person} />
    </section>
  );
}

const scopeKey = ({ kind, id }: Pick<ScopeAnswer, "kind" | "id">): string => `${kind}:${id ?? ""}`;

function Give({ data, person }: CardProps): ReactElement {
  const w = useWords(adminWords);
  const { language } = useFrame();
  const [role, setRole] = useState("");
  const [scope, setScope] = useState("");
  const [firm, setFirm] = useState("");
  const { busy, error, run } = useDoing();
  const kinds = data.roles.find((r) => r.id === role)?.scopes ?? [];
  const ofFirm = kinds.includes("enterprise");
  const choices = data.scopes.filter((s) => kinds.includes(s.kind));
  const chosen = choices.find((s) => scopeKey(s) === scope);
  const wanted = ofFirm ? { kind: "enterprise", id: firm.trim() } : { kind: chosen?.kind, id: chosen?.id };
  const ready = role !== "" && (ofFirm ? firm.trim() !== "" : chosen !== undefined);
  return (
    <>
      <h3>{w.give}</h3>
      <div className="record-form">
        <ChoiceLine
          label={w.role}
          value={role}
          options={data.roles.map((r) => ({ value: r.id, label: r.label[language] }))}
          onChange={(next) => {
            setRole(next);
            const open = data.scopes.filter((s) =>
              data.roles.find((r) => r.id === next)?.scopes.includes(s.kind),
            );
            setScope(open.length === 1 && open[0] !== undefined ? scopeKey(open[0]) : "");
          }}
        />
        {ofFirm ? (
          <TextLine label={w.firm} value={firm} onChange={setFirm} />
        ) : (
          <ChoiceLine
            label={w.scope}
            value={scope}
            options={choices.map((s) => ({ value: scopeKey(s), label: s.label[language] }))}
            onChange={setScope}
          />
        )}
      </div>
      {error === null ? null : <Problem error={error} />}
      <p className="buttons">
        <Button
          type="primary"
          loading={busy}
          disabled={!ready}
          onClick={() =>
            run("posts", { person: person.id, role, scope: wanted }, () => {
              setRole("");
              setScope("");
              setFirm("");
            })
          }
        >
          {w.give}
        </Button>
      </p>
    </>
  );
}
