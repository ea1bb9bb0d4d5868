/** 演示数据: enters made-up parcels and projects in every stage, through the registers and their procedure. */
import type { Model } from "@lianzhang/definitions";
import type { Day, Month } from "@lianzhang/kernel";
import { formatDay, month } from "@lianzhang/kernel";
import type { Acting, Cases, Outcome, Registers } from "@lianzhang/work";
import { demoParcels, demoProjects } from "./demo-projects-table.ts";

const PROCEDURE = "investment_project";
const PROGRAM: Acting = { user: "lianzhang", onBehalfOf: null, unit: null, purpose: "演示数据" };
const REASON = "演示数据";

interface Side {
  readonly model: Model;
  readonly registers: Registers;
  readonly cases: Cases;
  readonly today: Day;
}

type Row = (typeof demoProjects)[number];
type Written = Readonly<Record<string, string | null>>;

const monthOf = (day: Day): Month => {
  const [year = 0, ofYear = 1] = formatDay(day).split("-").map(Number);
  return month(year, ofYear);
};

/** Made-up data that the registers do not take is a fault of the table, not of the one who starts. */
function mustKeep(outcome: Outcome): void {
  if (outcome.kind !== "refused") return;
  const said = outcome.faults.map((f) => `${f.record ?? ""} ${f.field ?? ""} ${f.code} ${f.found}`);
  throw new Error(`demo data refused: ${said.join("; ")}`);
}

/** A code in the form of 不动产单元号. */
const parcelCode = (row: Row, n: number): string =>
  `${row["county"] ?? ""}00${1 + (n % 4)}00${1 + (n % 7)}GB${String(101 + n).padStart(5, "0")}W00000000`;

/** A code in the form of 投资项目代码. */
const projectCode = (row: Row, n: number, contact: string): string =>
  `${contact.slice(2, 4)}${contact.slice(5, 7)}-${row["county"] ?? ""}-04-01-${String(910_001 + n * 17)}`;

/** Days of a row as written: `at` a column, `after` it by some days. */
function calendarOf(row: Row, today: Day) {
  const offset = (column: string): number | null => (row[column] === undefined ? null : Number(row[column]));
  const after = (column: string, days: number): string | null => {
    const start = offset(column);
    return start === null ? null : formatDay(today + start + days);
  };
  return {
    at: (column: string) => after(column, 0),
    after,
    year: (column: string) => after(column, 0)?.slice(0, 4) ?? "",
  };
}

/** Every third needs no review under any of the rules. */
const usesLittle = (n: number): boolean => n % 3 === 0;

/** A plan of energy: some burn coal; the review would be asked for when it is foretold. */
function energyPlan(n: number, day: string): Written {
  const little = usesLittle(n);
  const coal = n % 4 === 1 && !little ? 600 + n * 60 : 0;
  return {
    plan_power: String(little ? 180 + n * 9 : 1500 + n * 240),
    plan_fuel_energy: String(little ? 40 + n * 3 : 800 + n * 90),
    plan_coal: String(coal),
    energy_plan_on: day,
  };
}

/** Numbers of approvals that a project of this state must have, made up. */
function approvals(row: Row, n: number, today: Day): Written {
  if (row["approved"] === undefined) return {};
  const { at, after, year } = calendarOf(row, today);
  const filed = {
    filing_number: `演示投资备〔${year("approved")}〕${40 + n} 号`,
    approved_on: at("approved"),
  };
  if (row["started"] === undefined) return filed;
  const exempt = usesLittle(n);
  return {
    ...filed,
    energy_review_exempt: exempt ? "是" : "否",
    energy_review_number: exempt ? null : `演示节能〔${year("approved")}〕${10 + n} 号`,
    energy_review_accepted: exempt ? null : after("approved", 12),
    eia_number: `演示环评〔${year("approved")}〕${20 + n} 号`,
    eia_accepted: after("approved", 9),
    construction_permit: `演示施〔${year("started")}〕${30 + n} 号`,
    construction_accepted: after("started", -6),
  };
}

const FUNDED = new Set(["funded", "started", "building", "finished", "producing", "remedy", "fulfilled"]);

function projectValues(row: Row, n: number, today: Day, firm: string | null): Written {
  const { at, year } = calendarOf(row, today);
  const text = (column: string): string | null => row[column] ?? null;
  const state = row["state"] ?? "";
  const reviewed = row["review"] !== undefined;
  const asked = reviewed || state === "review";
  const funded = FUNDED.has(state);
  const parcel = row["parcel"] === undefined ? null : Number(row["parcel"]);
  const land = parcel === null ? undefined : demoParcels[parcel];
  return {
    project_name: `演示·${row["name"] ?? ""}`,
    client_code_name: text("client"),
    client_name: `演示·${row["client"] ?? ""}控股有限公司`,
    project_county: text("county"),
    project_park: text("park"),
    project_chain: text("chain"),
    project_department: text("department"),
    project_enterprise: row["approved"] === undefined ? null : firm,
    project_parcel: parcel === null || land === undefined ? null : parcelCode(land, parcel),
    first_contact_unit: state === "lead" ? null : text("county"),
    first_contact_on: at("contact"),
    transferred_to: text("handed"),
    transfer_share: text("share"),
    prereview_passed: reviewed ? "是" : null,
    prereview_on: at("review"),
    energy_need: asked ? String(1800 + n * 370) : null,
    ...(asked ? energyPlan(n, at("review") ?? formatDay(today + 20)) : {}),
    agreed_investment: asked ? text("investment") : null,
    agreed_output: asked ? text("output") : null,
    agreed_tax: asked ? text("tax") : null,
    agreement_number: row["signed"] === undefined ? null : `演示协〔${year("signed")}〕${n + 1} 号`,
    agreement_signed: at("signed"),
    agreed_start: at("start"),
    agreed_completion: at("completion"),
    actual_start: at("started"),
    building_on: at("building"),
    actual_completion: at("finished"),
    producing_on: at("producing"),
    actual_investment: text("invested"),
    actual_output: text("produced"),
    actual_tax: text("taxed"),
    arrived_funds: funded ? String(Math.round(Number(row["investment"]) / 5)) : null,
    arrival_voucher: funded ? `演示凭证 ${2000 + n}` : null,
    in_statistics: row["started"] === undefined ? null : n % 4 === 0 ? "否" : "是",
    performance_met: state === "fulfilled" ? "是" : null,
    ...approvals(row, n, today),
  };
}

/** Firms by county, for the companies of projects; none where nobody keeps firms. */
async function firmsIn({ model, registers, today }: Side): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  const register = model.registers.get("enterprise");
  if (register === undefined || register.fixed !== null || !register.attributes.has("county")) return found;
  const answer = await registers.list("enterprise", { month: monthOf(today), limit: 200 });
  for (const { code, values } of answer.kind === "page" ? answer.records : []) {
    const county = values["county"];
    if (typeof county === "string") found.set(county, [...(found.get(county) ?? []), code]);
  }
  return found;
}

async function enterParcels({ registers, today }: Side): Promise<void> {
  for (const [n, row] of demoParcels.entries()) {
    const { at, year } = calendarOf(row, today);
    const values = {
      parcel_name: `演示·${row["name"] ?? ""}`,
      parcel_county: row["county"] ?? null,
      parcel_park: row["park"] ?? null,
      parcel_area: row["area"] ?? null,
      land_approved_on: at("approved"),
      supplied_on: at("supplied"),
      delivered_on: at("delivered"),
      land_contract: row["supplied"] === undefined ? null : `演示出让〔${year("supplied")}〕${n + 1} 号`,
      land_price: row["price"] ?? null,
      land_idle: row["idle"] ?? null,
      land_inefficient: row["inefficient"] ?? null,
    };
    const since = monthOf(today + Number(row["approved"]));
    mustKeep(
      await registers.open(PROGRAM, "parcel", { code: parcelCode(row, n), since, values, reason: REASON }),
    );
  }
}

/**
 * Enters the demo's parcels and projects once; nothing where the folder has no such procedure or a project is there.
 * Throws where the registers refuse a made-up value.
 */
export async function demoWorkOfProjects(side: Side): Promise<void> {
  const { model, registers, cases, today } = side;
  const known = model.procedures.has(PROCEDURE) && model.registers.has("parcel");
  if (!known || (await registers.lastEvent("project")) !== null) return;
  await enterParcels(side);
  const firms = await firmsIn(side);
  const used = new Map<string, number>();
  for (const [n, row] of demoProjects.entries()) {
    const county = row["county"] ?? "";
    const next = used.get(county) ?? 0;
    used.set(county, next + 1);
    const values = projectValues(row, n, today, firms.get(county)?.[next] ?? null);
    const code = projectCode(row, n, values["first_contact_on"] ?? "");
    const since = monthOf(today + Number(row["contact"]));
    mustKeep(await registers.open(PROGRAM, "project", { code, since, values, reason: REASON }));
    const where = { state: row["state"] ?? "", entered: today + Number(row["entered"]) };
    const begun = await cases.begin(PROGRAM, {
      procedure: PROCEDURE,
      codes: [code],
      ...where,
      reason: REASON,
    });
    if (begun.faults.length > 0) throw new Error(`demo project ${code} did not begin in ${where.state}`);
  }
}
