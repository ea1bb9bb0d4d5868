/** Drafts stay on the machine, each with the one who wrote it. */
import { expect, test } from "vitest";
import { dropDraft, keepDraft, listDrafts, readDraft } from "./drafts.ts";

const NOON = new Date("2026-03-10T04:00:00Z");

function shelf(room = Infinity): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (i) => [...kept.keys()][i] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => {
      if (kept.size >= room) throw new DOMException("full", "QuotaExceededError");
      kept.set(name, text);
    },
    removeItem: (name) => void kept.delete(name),
  };
}

test("what was written is there again", () => {
  const s = shelf();
  keepDraft(s, "li", "person.new", { name: "王敏" }, NOON);
  expect(readDraft(s, "li", "person.new")?.value).toEqual({ name: "王敏" });
  dropDraft(s, "li", "person.new");
  expect(readDraft(s, "li", "person.new")).toBeNull();
});

test("nobody finds the draft of another person at the same machine", () => {
  const s = shelf();
  keepDraft(s, "li", "person.new", { name: "王敏" }, NOON);
  expect(readDraft(s, "zhao", "person.new")).toBeNull();
  expect(listDrafts(s, "zhao")).toEqual([]);
  // one id that begins another
  expect(listDrafts(s, "l")).toEqual([]);
});

test("a person's drafts are listed by form; other things in the storage are not", () => {
  const s = shelf();
  s.setItem("theme", "dark");
  keepDraft(s, "li", "project.new.open", {}, NOON);
  keepDraft(s, "li", "person.new", {}, NOON);
  expect(listDrafts(s, "li").map((d) => d.form)).toEqual(["person.new", "project.new.open"]);
});

test("a full storage or a damaged draft costs the draft, never the form", () => {
  expect(() => keepDraft(shelf(0), "li", "person.new", {}, NOON)).not.toThrow();
  const s = shelf();
  s.setItem("lianzhang.draft.li/person.new", "{broken");
  expect(readDraft(s, "li", "person.new")).toBeNull();
  expect(listDrafts(s, "li")).toEqual([]);
});
