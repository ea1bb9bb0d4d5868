/** What the formula checker may ask about the definitions. */
import type {
  AttributeKind,
  CheckedIndicator,
  Environment,
  FormulaSymbol,
  FunctionDefinition,
} from "@lianzhang/formula";
import type { Label } from "@lianzhang/kernel";
import { linksOf } from "./links.ts";
import type { Classification, Form, Indicator, MembershipDefinition, Parameter, Register } from "./model.ts";

export interface EnvironmentParts {
  readonly registers: ReadonlyMap<string, Register>;
  readonly memberships: ReadonlyMap<string, MembershipDefinition>;
  readonly forms: ReadonlyMap<string, Form>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly classifications: ReadonlyMap<string, Classification>;
  readonly indicators: ReadonlyMap<string, Pick<Indicator, "id" | "label">>;
  readonly functions?: ReadonlyMap<string, FunctionDefinition>;
  /** Code of the city itself, whose own row a bare field of a fixed register means. */
  readonly city: string | null;
  /** The checked body of an indicator; "cycle" while it is being checked. */
  body(id: string): CheckedIndicator | "cycle" | null;
}

interface Named {
  readonly names: readonly string[];
  readonly qualifiers: readonly string[];
  readonly symbol: FormulaSymbol;
}

const named = (
  id: string,
  label: Label | null,
  qualifiers: readonly string[],
  symbol: FormulaSymbol,
): Named => ({
  names: label && label.zh !== id ? [id, label.zh] : [id],
  qualifiers,
  symbol,
});

/** Everything a formula can name, each once. */
export function namedThings(
  parts: Omit<EnvironmentParts, "body" | "city" | "classifications" | "functions">,
): readonly Named[] {
  return [
    ...[...parts.forms.values()].flatMap(fieldsOf),
    ...[...parts.registers.values()].flatMap(attributesOf),
    ...[...parts.registers.values()].map((r) =>
      named(r.id, r.label, [], { kind: "register", register: r.id }),
    ),
    ...[...parts.memberships.values()].flatMap((m) => membershipNames(m, parts.registers.get(m.register))),
    ...[...parts.parameters.values()].map((p) =>
      named(p.id, p.label, [], {
        kind: "parameter",
        parameter: p.id,
        type: p.type,
        byDate: p.axis === "date",
      }),
    ),
    ...[...parts.indicators.values()].map((i) =>
      named(i.id, i.label, [], { kind: "indicator", indicator: i.id }),
    ),
  ];
}

const fieldsOf = (form: Form): Named[] =>
  [...form.fields.values()].map((f) =>
    named(f.id, f.label, [form.id, form.label.zh], {
      kind: "field",
      form: form.id,
      field: f.id,
      type: f.type,
    }),
  );

const attributesOf = (register: Register): Named[] =>
  [...register.attributes.values()].map((a) =>
    named(a.id, a.label, [register.id, register.label.zh], attributeSymbol(register.id, a.id, a.type)),
  );

const attributeSymbol = (register: string, attribute: string, value: AttributeKind): FormulaSymbol => ({
  kind: "attribute",
  register,
  attribute,
  value,
});

function membershipNames(m: MembershipDefinition, register: Register | undefined): Named[] {
  const qualifiers = [m.register, ...(register ? [register.label.zh] : [])];
  const { id, classification, primaryAs } = m;
  const many = named(m.name, m.label, qualifiers, {
    kind: "membership",
    register: m.register,
    membership: id,
    classification,
  });
  if (primaryAs === null) return [many];
  return [
    many,
    named(primaryAs, null, qualifiers, {
      kind: "attribute",
      register: m.register,
      attribute: primaryAs,
      value: { kind: "code", classification },
      listed: true,
    }),
  ];
}

/** The checker's view of a folder. Names are looked up by id, by Chinese label, and qualified by form or register. */
export function environmentOf(parts: EnvironmentParts): Environment {
  const byName = new Map<string, Named[]>();
  for (const thing of namedThings(parts))
    for (const name of thing.names) byName.set(name, [...(byName.get(name) ?? []), thing]);
  const codes = new Map([...parts.classifications].map(([id, c]) => [id, codeIndex(c)]));
  return {
    resolve: (name, qualifier) =>
      (byName.get(name) ?? [])
        .filter((t) => qualifier === null || t.qualifiers.includes(qualifier))
        .map((t) => t.symbol),
    names: () => [...byName.keys()],
    indicator: (id) => parts.body(id),
    samePeriodField: (form, field) =>
      [...(parts.forms.get(form)?.fields.values() ?? [])].find((f) => f.samePeriodOf === field)?.id ?? null,
    code: (classification, name) => codes.get(classification)?.byName.get(name) ?? null,
    codeNames: (classification) => [...(codes.get(classification)?.byName.keys() ?? [])],
    codesWithin: (classification, code) => codes.get(classification)?.within(code) ?? [],
    links: (id) => {
      const register = parts.registers.get(id);
      return register ? linksOf(register) : [];
    },
    function: (name) => parts.functions?.get(name) ?? null,
    functions: () => [...(parts.functions?.keys() ?? [])],
    complete: (register) => parts.registers.get(register)?.complete ?? false,
    home: (register) =>
      parts.city !== null && parts.registers.get(register)?.fixed?.has(parts.city) ? parts.city : null,
    hasSubject: (register, subject) => parts.registers.get(register)?.fixed?.has(subject) ?? false,
  };
}

interface CodeIndex {
  readonly byName: ReadonlyMap<string, string>;
  within(code: string): readonly string[];
}

/** Codes by code, id and Chinese label, in this order of precedence; a label two codes share names neither. */
function codeIndex(classification: Classification): CodeIndex {
  const labels = new Map<string, string | null>();
  for (const c of classification.codes) labels.set(c.label.zh, labels.has(c.label.zh) ? null : c.code);
  const byName = new Map<string, string>();
  for (const [name, code] of labels) if (code !== null) byName.set(name, code);
  for (const c of classification.codes) if (c.id !== null) byName.set(c.id, c.code);
  for (const c of classification.codes) byName.set(c.code, c.code);
  return {
    byName,
    within(code): readonly string[] {
      // Depth-first order: what follows until the next code outside is under it.
      const inside = new Set([code]);
      for (const c of classification.codes) if (c.parent !== null && inside.has(c.parent)) inside.add(c.code);
      return [...inside];
    },
  };
}
