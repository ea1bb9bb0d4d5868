/** A policy over a small folder, and one mistake at a time planted in it. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadDecision } from "../load.ts";
import type { LoadResult } from "../load.ts";
import { recordMeets } from "./hidden.ts";

const valid = fileURLToPath(new URL("../../../../tests/fixtures/definitions/valid", import.meta.url));

async function added(text: string): Promise<LoadResult> {
  const folder = await mkdtemp(join(tmpdir(), "policy-"));
  try {
    await cp(valid, folder, { recursive: true });
    await writeFile(join(folder, "access.yaml"), text);
    return await loadDecision(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const ACCESS = `roles:
  analyst: { label: { zh: 分析人员, en: Analyst }, scopes: [city] }
  county_office: { label: { zh: 县区, en: County }, scopes: [county] }
  partner: { label: { zh: 合作方, en: Partner }, scopes: [county], reads_only: true }
  keeper: { label: { zh: 系统管理员, en: System }, scopes: [city], administers: system }
registers:
  lead:
    label: { zh: 招商线索, en: Leads }
    identity: code
    holder: bureau
    basis: 登记
    uses: [analysis, gate]
    attributes:
      lead_name: { label: { zh: 线索名称, en: Name of the lead }, type: text, required: true }
      lead_code_name: { label: { zh: 线索代号, en: Code name of the lead }, type: text }
      lead_county: { label: { zh: 线索所在县区, en: County of the lead }, type: code county }
      lead_signed: { label: { zh: 线索签约日期, en: Lead signed on }, type: date }
      lead_worth: { label: { zh: 线索金额, en: Worth of the lead }, type: number, unit: 万元 }
      lead_secret: { label: { zh: 线索涉密, en: Lead under secrecy }, type: boolean }
  note:
    label: { zh: 便笺, en: Notes }
    identity: code
    holder: bureau
    basis: 登记
    uses: [analysis]
    attributes:
      note_text: { label: { zh: 便笺内容, en: Text of the note }, type: text }
policy:
  scopes:
    lead: { county: lead_county }
  roles:
    analyst: { all: { "*": [read, export] }, may: [figures.all] }
    county_office: { own: { "*": [read], lead: [read, change] } }
    partner: { own: { lead: [read] } }
    keeper: { may: [people.manage] }
  hidden:
    - { register: lead, field: lead_name, instead: lead_code_name, until: not missing(lead_signed), to: [analyst] }
  secrecy: { register: lead, flag: lead_secret, to: [analyst] }
  confidential: [lead]
`;

/** The same with a signed list whose entries are records, and a role that goes by it. */
const LISTED = ACCESS.replace('"*": [read], lead', "lead")
  .replace("  keeper: {", "  force: { label: { zh: 专班, en: Task force }, scopes: [chain] }\n  keeper: {")
  .replace(
    "registers:\n",
    `memberships:
  signed_members:
    label: { zh: 签署名录, en: Signed members }
    register: enterprise
    classification: chain
    count: whole
    signed_by: [bureau]
    entries: { register: joining, subject: joining_firm, of: joining_chain, from: joining_from }
registers:
  joining:
    label: { zh: 入链条目, en: Entries }
    identity: code
    holder: bureau
    basis: 登记
    uses: [analysis]
    attributes:
      joining_firm: { label: { zh: 入链企业, en: Firm that joins }, type: subject enterprise }
      joining_chain: { label: { zh: 入链产业链, en: Chain joined }, type: code chain }
      joining_from: { label: { zh: 入链生效日, en: Joins on }, type: date }
`,
  )
  .replace(
    "lead: { county: lead_county }",
    "lead: { county: lead_county, chain: { list: signed_members, by: lead_name } }\n    enterprise: { chain: { list: signed_members } }",
  )
  .replace("    keeper: {", "    force: { own: { enterprise: [read], lead: [read] } }\n    keeper: {");

describe("a chain whose subjects stand in a signed list", () => {
  test("is said by the list: of its subjects, and of records that name one", async () => {
    const { model, diagnostics } = await added(LISTED);
    expect(diagnostics).toEqual([]);
    const list = { id: "signed_members", subjects: "enterprise" };
    const scopes = model?.policy?.scopes;
    expect(scopes?.get("enterprise")?.get("chain")).toEqual({ attribute: "code", list });
    expect(scopes?.get("lead")?.get("chain")).toEqual({ attribute: "lead_name", list });
    expect(scopes?.get("lead")?.get("county")).toEqual({ attribute: "lead_county", list: null });
  });

  const force = "LZ2073"; // then nobody of the role is let in any more
  test.each([
    ["that is not there", "{ list: signed_members }", "{ list: signed_member }", ["LZ2009", force]],
    ["without entries", "{ list: signed_members }", "{ list: chain_members }", ["LZ2079", force]],
    [
      "of another kind of scope",
      "chain: { list: signed_members } }",
      "county: { list: signed_members } }",
      ["LZ2079", force],
    ],
    [
      "whose subjects are others",
      "list: signed_members, by: lead_name",
      "list: signed_members",
      ["LZ2079", force],
    ],
    ["that a date names", "by: lead_name", "by: lead_signed", ["LZ2079", force]],
    ["that a misspelt attribute names", "by: lead_name", "by: lead_nam", ["LZ2009", force]],
  ])("but not by one %s", async (_, from, to, codes) => {
    expect(LISTED).toContain(from);
    const { diagnostics } = await added(LISTED.replace(from, to));
    expect(diagnostics.map((d) => d.code)).toEqual(codes);
  });
});

describe("a policy that is right", () => {
  // the county's * reaches only registers that say a county, and here no other does
  const right = ACCESS.replace('"*": [read], lead', "lead");

  test("says for each role which rows of which register, for which deed", async () => {
    const { model, diagnostics } = await added(right);
    expect(diagnostics).toEqual([]);
    const rows = (role: string, register: string): unknown =>
      Object.fromEntries(model?.policy?.roles.get(role)?.rows.get(register) ?? []);
    expect(rows("analyst", "note")).toEqual({ read: "all", export: "all" });
    expect(rows("county_office", "lead")).toEqual({ read: "own", change: "own" });
    expect(rows("county_office", "note")).toEqual({});
    expect(model?.policy?.roles.get("keeper")).toEqual({
      role: "keeper",
      rows: new Map(),
      capabilities: ["people.manage"],
      returns: new Map(),
    });
  });

  test("says for each role what it may do with returns, by kind of input", async () => {
    const { model, diagnostics } = await added(
      right.replace(
        "may: [figures.all] }",
        'may: [figures.all], returns: { all: { "*": [read], feedback: [read, accept] } } }',
      ),
    );
    expect(diagnostics).toEqual([]);
    const returns = model?.policy?.roles.get("analyst")?.returns;
    expect(Object.fromEntries(returns?.get("feedback") ?? [])).toEqual({ read: "all", accept: "all" });
    expect(Object.fromEntries(returns?.get("own_copy") ?? [])).toEqual({ read: "all" });
  });

  test("hides a field until the record meets the condition; what is not known is not yet", async () => {
    const { model } = await added(right);
    const [hidden] = model?.policy?.hidden ?? [];
    if (!hidden?.until) throw new Error("nothing is hidden");
    expect(recordMeets(hidden.until.rule, {})).toBe(false);
    expect(recordMeets(hidden.until.rule, { lead_signed: "2025-03-01" })).toBe(true);
  });

  test("may be absent: then nobody sees a record", async () => {
    const { model, diagnostics } = await added(ACCESS.slice(0, ACCESS.indexOf("policy:")));
    expect(diagnostics).toEqual([]);
    expect(model?.policy).toBeNull();
  });
});

describe("a mistake in a policy is told where it stands", () => {
  const right = ACCESS.replace('"*": [read], lead', "lead");
  test.each([
    ["an unknown role", "partner: { own", "partnr: { own", ["LZ2009"]],
    ["a register that is misspelt", "own: { lead: [read] }", "own: { leed: [read] }", ["LZ2009"]],
    [
      "an attribute that is misspelt",
      "county: lead_county",
      "county: lead_count",
      ["LZ2009", "LZ2073", "LZ2073"],
    ],
    [
      "an attribute that says no county",
      "county: lead_county",
      "county: lead_name",
      ["LZ2077", "LZ2073", "LZ2073"],
    ],
    ["a capability that is none", "[figures.all]", "[figures.al]", ["LZ2006"]],
    ["a deed that is none", "lead: [read, change]", "lead: [read, chnge]", ["LZ2006"]],
    [
      "a role that can never be let in",
      "own: { lead: [read] }",
      "own: { lead: [read], note: [read] }",
      ["LZ2073"],
    ],
    ["a hidden required field without another", "instead: lead_code_name, ", "", ["LZ2076"]],
    ["another type instead", "instead: lead_code_name", "instead: lead_signed", ["LZ2076"]],
    [
      "a condition that is never met",
      "not missing(lead_signed)",
      "lead_secret and not lead_secret",
      ["LZ2067"],
    ],
    ["a condition on a figure", "not missing(lead_signed)", "lead_worth > 5 万元", ["LZ2076"]],
    ["a flag that is no yes or no", "flag: lead_secret", "flag: lead_name", ["LZ2076"]],
    ["an administrator with rows", "keeper: { may", "keeper: { all: { lead: [read] }, may", ["LZ2074"]],
    [
      "a change for a role that only reads",
      "partner: { own: { lead: [read] }",
      "partner: { own: { lead: [read, change] }",
      ["LZ2075"],
    ],
    [
      "accepting returns without reading them",
      "may: [figures.all] }",
      "may: [figures.all], returns: { all: { survey: [accept] } } }",
      ["LZ2078"],
    ],
    [
      "returns for an administrator",
      "may: [people.manage] }",
      "may: [people.manage], returns: { all: { survey: [read] } } }",
      ["LZ2074"],
    ],
    ["a change without reading", "lead: [read, change]", "lead: [change]", ["LZ2078"]],
    ["a confidential register that is none", "confidential: [lead]", "confidential: [laed]", ["LZ2009"]],
  ])("%s", async (_, from, to, codes) => {
    expect(right).toContain(from);
    const { diagnostics } = await added(right.replace(from, to));
    expect(diagnostics.map((d) => d.code)).toEqual(codes);
  });
});
