/** 工作交接: posts, and the delegations that rest on them, to another person in one change. */
import type { PeopleAnswer, PersonAnswer } from "@lianzhang/contract";
import { Button, Checkbox } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { adminWords } from "../../i18n/administration.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { TextLine } from "../../records/text-line.tsx";
import { Problem } from "../../states/problem.tsx";
import { ChoiceLine } from "./choice-line.tsx";
import { useDoing } from "../../app/use-doing.ts";

interface Handed {
  readonly posts: number;
  readonly delegations: number;
}

export function HandOverCard({
  data,
  person,
}: {
  readonly data: PeopleAnswer;
  readonly person: PersonAnswer;
}): ReactElement {
  const w = useWords(adminWords);
  const { language } = useFrame();
  const [to, setTo] = useState("");
  const [document, setDocument] = useState("");
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const [leaves, setLeaves] = useState(false);
  const [handed, setHanded] = useState<Handed | null>(null);
  const { busy, error, run } = useDoing();
  const posts = person.posts.filter((p) => !kept.has(p.id)).map((p) => p.id);
  const all = posts.length === person.posts.length;
  const body = { from: person.id, to, posts: all ? null : posts, document, leaves };
  const receivers = data.people.filter((p) => p.id !== person.id && p.status !== "left");
  return (
    <section className="card">
      <h2>
        {w.handOver} <small>{w.handOverHint}</small>
      </h2>
      <div className="record-form">
        <ChoiceLine
          label={w.to}
          value={to}
          options={receivers.map((p) => ({ value: p.id, label: p.name }))}
          onChange={setTo}
        />
        <TextLine label={w.document} value={document} onChange={setDocument} />
      </div>
      <fieldset className="choices">
        <legend className="quiet">{w.which}</legend>
        {person.posts.map((p) => (
          <Checkbox
            key={p.id}
            checked={!kept.has(p.id)}
            onChange={(e) =>
              setKept(new Set(e.target.checked ? [...kept].filter((id) => id !== p.id) : [...kept, p.id]))
            }
          >
            {p.label[language]} {p.scope.label[language]}
          </Checkbox>
        ))}
        <Checkbox checked={leaves} onChange={(e) => setLeaves(e.target.checked)}>
          {w.leaves}
        </Checkbox>
      </fieldset>
      {error === null ? null : <Problem error={error} />}
      {handed === null ? null : (
        <p className="said good" role="status">
          {w.handed(handed.posts, handed.delegations)}
        </p>
      )}
      <p className="buttons">
        <Button
          type="primary"
          loading={busy}
          disabled={to === "" || document.trim() === "" || posts.length === 0}
          onClick={() => run<Handed>("hand-over", body, setHanded)}
        >
          {w.hand}
        </Button>
      </p>
    </section>
  );
}
