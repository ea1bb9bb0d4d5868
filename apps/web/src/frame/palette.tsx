/** Ctrl-K: typed search over pages, clauses, targets, indicators, chains, firms, and records one may see. */
import type { SearchHit } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Modal } from "antd";
import type { KeyboardEvent, ReactElement } from "react";
import { useDeferredValue, useId, useState } from "react";
import { useFrame } from "../app/address.ts";
import { findQuestion, searchQuestion } from "../app/client.ts";
import { useDoor } from "../app/use-door.ts";
import { useWords } from "../i18n/dictionary.ts";
import { frameWords } from "../i18n/frame.ts";
import { useSettled } from "../lib/use-settled.ts";
import { usePages } from "./navigation.tsx";

/** Records are asked of the database: when the hands rest, ms. */
const PAUSE = 250;

type Where = { readonly to: string; readonly params?: Record<string, string>; readonly hash?: string };

function whereOf(hit: SearchHit): Where {
  switch (hit.kind) {
    case "page":
      return { to: hit.id };
    case "clause":
      return { to: "/decision", hash: `clause-${hit.id}` };
    case "target":
      return { to: "/", hash: `target-${hit.id}` };
    case "indicator":
      return { to: "/indicators/$id", params: { id: hit.id } };
    case "chain":
      return { to: "/chains/$id", params: { id: hit.id } };
    case "record":
      return { to: hit.id };
    case "enterprise":
      return { to: "/enterprises/$code", params: { code: hit.id } };
  }
}

interface Found {
  readonly hits: readonly SearchHit[];
  readonly state: "asking" | "failed" | "there";
}

/** What the words find: pages at once, definitions and firms with figures, records when the hands rest. */
function useFound(asked: string): Found {
  const w = useWords(frameWords);
  const pages = usePages();
  const door = useDoor().data;
  const settled = useSettled(asked, PAUSE);
  const answer = useQuery({ ...searchQuestion(asked), enabled: asked !== "" && door?.may.figures === true });
  const records = useQuery({
    ...findQuestion(settled),
    enabled: settled.length >= 2 && door?.who != null && door.may.registers.length > 0,
  });
  const own = pages
    .filter((page) => asked === "" || w[page.word].toLowerCase().includes(asked.toLowerCase()))
    .map((page): SearchHit => ({
      kind: "page",
      id: page.to,
      label: { zh: w[page.word], en: w[page.word] },
      detail: null,
    }));
  const named = asked === "" ? [] : (answer.data?.hits ?? []).filter((hit) => hit.kind !== "page");
  const hits = [
    ...own,
    ...named.filter((hit) => hit.kind !== "enterprise"),
    // what is worked on before the many firms
    ...(asked.length < 2 ? [] : (records.data?.hits ?? [])),
    ...named.filter((hit) => hit.kind === "enterprise"),
  ];
  const asking = answer.isLoading || records.isLoading || settled !== asked;
  return { hits, state: answer.isError || records.isError ? "failed" : asking ? "asking" : "there" };
}

export default function Palette({ onClose }: { readonly onClose: () => void }): ReactElement {
  const w = useWords(frameWords);
  const { language } = useFrame();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const asked = useDeferredValue(text.trim());
  const { hits, state } = useFound(asked);
  const id = useId();
  const kinds: Readonly<Record<SearchHit["kind"], string>> = {
    page: w.kindPage,
    clause: w.kindClause,
    target: w.kindTarget,
    indicator: w.kindIndicator,
    chain: w.kindChain,
    enterprise: w.kindEnterprise,
    record: w.kindRecord,
  };
  const said: Readonly<Record<Found["state"], string>> = {
    failed: w.problemNetwork,
    asking: w.loading,
    there: hits.length === 0 ? w.searchEmpty : w.searchCount(hits.length),
  };
  const go = (hit: SearchHit): void => {
    const where = whereOf(hit);
    onClose();
    void navigate({
      to: where.to,
      ...(where.params === undefined ? {} : { params: where.params }),
      ...(where.hash === undefined ? {} : { hash: where.hash }),
    });
  };
  const at = Math.min(active, hits.length - 1);
  const onKeyDown = (e: KeyboardEvent): void => {
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      const next = (at + (e.key === "ArrowDown" ? 1 : -1) + hits.length) % Math.max(1, hits.length);
      setActive(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (e.key === "Enter") {
      const hit = hits[at];
      if (hit !== undefined) go(hit);
    }
  };
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      closable={false}
      title={w.searchTitle}
      width={640}
      className="palette"
      transitionName=""
      maskTransitionName=""
      style={{ top: 72 }}
    >
      <input
        className="palette-input"
        autoFocus
        value={text}
        placeholder={w.search}
        aria-label={w.search}
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(hits.length > 0 ? { "aria-activedescendant": `${id}-${at}` } : {})}
        onChange={(e) => {
          setText(e.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={w.searchTitle} className="palette-list">
        {hits.map((hit, i) => (
          <li
            key={`${hit.kind}-${hit.id}`}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            onClick={() => go(hit)}
            onPointerMove={() => setActive(i)}
          >
            <small>{kinds[hit.kind]}</small>
            <span>{hit.label[language]}</span>
            {hit.detail === null ? null : <small className="quiet">{hit.detail[language]}</small>}
          </li>
        ))}
      </ul>
      <p className="quiet palette-foot" aria-live="polite">
        {asked === "" ? w.searchHint : said[state]}
      </p>
    </Modal>
  );
}
