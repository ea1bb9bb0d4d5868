/** Profiles of the seven groups of firms: how many, how big, how they use land, people and energy. */
import type { IndustryId } from "./published.ts";

/** A largest firm: output of 2025 in 亿元, the year it enters, its park. Outputs differ within an industry. */
export interface Anchor {
  readonly output: number;
  readonly since: number;
  readonly park: string;
}

const anchor = (output: number, since: number, park: string): Anchor => ({ output, since, park });

export interface Profile {
  /** Firms of 900 at the end of 2025. */
  readonly firms: number;
  /** Share of the final number in the list at the end of 2019 to 2025; null: shares what the others leave. */
  readonly growth: readonly number[] | null;
  readonly anchors: readonly Anchor[];
  /** Size of firms by entry year against the mean; empty: alike. */
  readonly cohorts: Readonly<Record<number, number>>;
  readonly exitRate: number;
  /** Against the city's mean per yuan of revenue. */
  readonly land: number;
  readonly tax: number;
  readonly energy: number;
  readonly staff: number;
  /** Share of energy (equivalent value) that is electricity. */
  readonly electric: number;
  readonly export: number;
  /** Operating profit over revenue, 2020 to 2025. */
  readonly margin: readonly number[];
  readonly rnd: number;
}

export const PROFILES: Readonly<Record<IndustryId, Profile>> = {
  lithium: {
    firms: 96,
    growth: [0.1, 0.14, 0.25, 0.5, 0.78, 0.92, 1],
    anchors: [anchor(128, 2022, "ganmei"), anchor(112, 2023, "pengshan_zone")],
    cohorts: { 2019: 0.12, 2020: 0.12, 2021: 0.15, 2022: 1, 2023: 1.1, 2024: 0.9, 2025: 0.5 },
    exitRate: 0.02,
    land: 0.85,
    tax: 0.85,
    energy: 1.1,
    staff: 0.8,
    electric: 0.6,
    export: 0.06,
    margin: [0.05, 0.11, 0.17, 0.04, 0.015, 0.03],
    rnd: 1.3,
  },
  pv: {
    firms: 70,
    growth: [0.45, 0.5, 0.65, 0.85, 1, 1, 1],
    anchors: [anchor(146, 2019, "ganmei"), anchor(118, 2020, "qinglong")],
    cohorts: {},
    exitRate: 0.03,
    land: 0.8,
    tax: 0.6,
    energy: 1.4,
    staff: 0.85,
    electric: 0.85,
    export: 0.1,
    margin: [0.06, 0.06, 0.08, 0.05, -0.05, -0.02],
    rnd: 1.1,
  },
  chemicals: {
    firms: 138,
    growth: null,
    anchors: [anchor(52, 2019, "meishan_hightech")],
    cohorts: {},
    exitRate: 0.04,
    land: 1.2,
    tax: 1.2,
    energy: 1.5,
    staff: 0.9,
    electric: 0.4,
    export: 0.05,
    margin: [0.05, 0.08, 0.07, 0.05, 0.045, 0.045],
    rnd: 0.9,
  },
  electronics: {
    firms: 112,
    growth: null,
    anchors: [anchor(72, 2019, "renshou_zone"), anchor(41, 2021, "pengshan_zone")],
    cohorts: {},
    exitRate: 0.04,
    land: 0.7,
    tax: 0.9,
    energy: 0.5,
    staff: 1.4,
    electric: 0.85,
    export: 0.22,
    margin: [0.05, 0.07, 0.04, 0.025, 0.03, 0.035],
    rnd: 1.6,
  },
  equipment: {
    firms: 168,
    growth: null,
    anchors: [anchor(31, 2019, "meishan_hightech")],
    cohorts: {},
    exitRate: 0.045,
    land: 1.3,
    tax: 1.1,
    energy: 0.35,
    staff: 1.4,
    electric: 0.7,
    export: 0.07,
    margin: [0.055, 0.055, 0.05, 0.045, 0.045, 0.045],
    rnd: 1.2,
  },
  medicine_food: {
    firms: 186,
    growth: null,
    anchors: [anchor(26, 2019, "dongpo_new")],
    cohorts: {},
    exitRate: 0.045,
    land: 1.4,
    tax: 1.6,
    energy: 0.4,
    staff: 1.5,
    electric: 0.55,
    export: 0.05,
    margin: [0.07, 0.075, 0.07, 0.07, 0.065, 0.065],
    rnd: 0.8,
  },
  other: {
    firms: 130,
    growth: null,
    anchors: [],
    cohorts: {},
    exitRate: 0.05,
    land: 1.5,
    tax: 1.1,
    energy: 0.9,
    staff: 1.3,
    electric: 0.5,
    export: 0.02,
    margin: [0.05, 0.055, 0.045, 0.04, 0.035, 0.035],
    rnd: 0.5,
  },
};

/** Share of a year's output in each month; February's holiday and the rush of quarter ends show. */
export const SEASON: readonly number[] = [
  0.068, 0.062, 0.086, 0.082, 0.083, 0.09, 0.083, 0.083, 0.088, 0.087, 0.09, 0.098,
];

/** A word of the business by segment of the chain, for names; the industry's own word otherwise. */
export const BUSINESS: Readonly<Record<string, string>> = {
  lithium: "锂电",
  lithium_salts: "锂盐",
  lithium_cathode: "锂材",
  lithium_anode: "碳材",
  lithium_electrolyte: "电液",
  lithium_cells: "电芯",
  lithium_recycling: "循环",
  lithium_equipment: "锂电装备",
  pv: "光伏",
  pv_silicon: "硅料",
  pv_wafers: "硅片",
  pv_cells: "光伏",
  pv_glass: "光伏玻璃",
  pv_film: "薄膜",
  pv_inverters: "逆变",
  pv_mounts: "支架",
  pv_generation: "光电",
  chemicals: "化工",
  chem_nitrogen: "化肥",
  chem_organics: "有机化工",
  chem_resins: "树脂",
  chem_rubber: "橡胶",
  chem_fibres: "纤维",
  chem_specialities: "精细化工",
  chem_surfactants: "洗化",
  chem_degradable: "降解材料",
  electronics: "电子",
  elec_materials: "电子材料",
  elec_displays: "显示",
  elec_ic: "芯片",
  elec_discrete: "半导体",
  elec_sensors: "传感",
  elec_circuits: "线路板",
  elec_terminals: "终端",
  elec_storage: "存储",
  equipment: "装备",
  equip_parts: "机械",
  equip_motors: "电机",
  equip_robots: "机器人",
  equip_machine_tools: "机床",
  equip_rail: "轨道装备",
  equip_auto: "汽配",
  medicine_food: "食品",
  med_api: "原料药",
  med_drugs: "制药",
  med_tcm: "中药",
  med_devices: "医械",
  med_bio: "生物",
  food_feed: "饲料",
  food_slaughter: "屠宰",
  food_meat: "肉食",
  food_pickles: "泡菜",
  food_condiments: "调味",
  food_prepared: "预制菜",
  other: "制造",
};

/** Segments by weight where they are not alike; 0 leaves a gap that the chain page shows. */
export const SEGMENT_WEIGHT: Readonly<Record<string, number>> = {
  lithium_other_cells: 0,
  lithium_cathode: 5,
  lithium_anode: 3,
  lithium_electrolyte: 3,
  lithium_salts: 2,
  lithium_cells: 3,
  pv_cells: 5,
  pv_wafers: 2,
  pv_silicon: 1,
  pv_generation: 0.5,
  chem_rubber: 0,
  chem_specialities: 4,
  chem_resins: 3,
  elec_ic: 0.3,
  elec_displays: 2,
  elec_materials: 3,
  equip_robots: 0.3,
  equip_parts: 5,
  food_pickles: 4,
  food_condiments: 3,
  med_bio: 0.3,
};

/** Codes of the industries outside the six: cement and bricks, packaging, timber, paper, textiles, metal working. */
export const OTHER_CODES: readonly string[] = [
  "3021",
  "3031",
  "2231",
  "2021",
  "2926",
  "3360",
  "1789",
  "3062",
];
