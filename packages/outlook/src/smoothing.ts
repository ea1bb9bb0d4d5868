/**
 * Holt-Winters smoothing (Holt 1957, Winters 1960; the component form of Hyndman and Athanasopoulos, Forecasting:
 * Principles and Practice, 3rd ed., 8.3, with a damped trend as in 8.2). A model's world: binary floats, kept apart
 * from figures.
 */
export type Seasonality = "additive" | "multiplicative";

export interface Smoothing {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  /** Damping of the trend; 1: none. */
  readonly phi: number;
}

export interface State {
  readonly level: number;
  readonly trend: number;
  /** The last season, the next one to come first. */
  readonly season: readonly number[];
}

/** Simple start: means of the first two seasons, and the first season against its mean. */
export function startOf(y: readonly number[], period: number, kind: Seasonality): State {
  const mean = (from: number): number => y.slice(from, from + period).reduce((a, b) => a + b, 0) / period;
  const [first, second] = [mean(0), mean(period)];
  return {
    level: first,
    trend: (second - first) / period,
    season: y.slice(0, period).map((v) => (kind === "additive" ? v - first : v / first)),
  };
}

/** What the state expects `h` steps on (1: the next). */
export function expected(s: State, h: number, kind: Seasonality, phi: number): number {
  let damped = 0;
  for (let k = 1; k <= h; k++) damped += phi ** k;
  const base = s.level + damped * s.trend;
  const season = s.season[(h - 1) % s.season.length] ?? (kind === "additive" ? 0 : 1);
  return kind === "additive" ? base + season : base * season;
}

/** The state after one more observation. */
export function step(s: State, y: number, kind: Seasonality, p: Smoothing): State {
  const season = [...s.season];
  const next = run([y], { level: s.level, trend: s.trend, season, at: 0 }, kind, p, 1);
  return { level: next.level, trend: next.trend, season: [...season.slice(1), ...season.slice(0, 1)] };
}

interface Running {
  level: number;
  trend: number;
  /** A ring; the next season is at `at`. Changed in place: a fit runs it some hundred times. */
  readonly season: number[];
  at: number;
}

/** Observes a series; gives the state after it and the sum of squared relative one-step errors from `measured` on. */
function run(
  y: readonly number[],
  state: Running,
  kind: Seasonality,
  p: Smoothing,
  measured: number,
): Running & { readonly loss: number } {
  let { level, trend, at } = state;
  const { season } = state;
  let loss = 0;
  for (const [i, v] of y.entries()) {
    const now = season[at] ?? 0;
    const before = level + p.phi * trend;
    const off = ((kind === "additive" ? before + now : before * now) - v) / v;
    if (i >= measured) loss += off * off;
    const next = p.alpha * (kind === "additive" ? v - now : v / now) + (1 - p.alpha) * before;
    trend = p.beta * (next - level) + (1 - p.beta) * p.phi * trend;
    season[at] = p.gamma * (kind === "additive" ? v - before : v / before) + (1 - p.gamma) * now;
    level = next;
    at = (at + 1) % season.length;
  }
  return { level, trend, season, at, loss: Number.isFinite(loss) ? loss : Number.POSITIVE_INFINITY };
}

/** A series from its simple start; errors count after two seasons. */
function from(y: readonly number[], period: number, kind: Seasonality, p: Smoothing): ReturnType<typeof run> {
  const { level, trend, season } = startOf(y, period, kind);
  return run(y, { level, trend, season: [...season], at: 0 }, kind, p, 2 * period);
}

const GRID = {
  alpha: [0.05, 0.2, 0.4, 0.7],
  beta: [0, 0.05, 0.2],
  gamma: [0, 0.1, 0.4],
  phi: [1, 0.9],
} as const;

/** The grid's best, then closer by halved steps; the same answer for the same series on every machine. */
function fitted(y: readonly number[], period: number, kind: Seasonality): Smoothing {
  let best: Smoothing = { alpha: 0.2, beta: 0.02, gamma: 0.05, phi: 1 };
  let least = from(y, period, kind, best).loss;
  const tryOne = (p: Smoothing): void => {
    const { loss } = from(y, period, kind, p);
    if (loss < least) [best, least] = [p, loss];
  };
  for (const alpha of GRID.alpha)
    for (const beta of GRID.beta)
      for (const gamma of GRID.gamma) for (const phi of GRID.phi) tryOne({ alpha, beta, gamma, phi });
  for (let width = 0.1; width > 0.01; width /= 2)
    for (const key of ["alpha", "beta", "gamma"] as const)
      for (const by of [-width, width]) tryOne({ ...best, [key]: Math.min(1, Math.max(0, best[key] + by)) });
  return best;
}

/** Full seasons a fit needs: two to start from and one to be measured by. */
export const LEAST_SEASONS = 3;

/** The value `h` steps after a series, by the smoothing that would have been nearest in it; null over too short a series. */
export function holtWinters(
  y: readonly number[],
  period: number,
  h: number,
  kind: Seasonality = "multiplicative",
): number | null {
  if (y.length < LEAST_SEASONS * period || y.some((v) => !(v > 0))) return null;
  const p = fitted(y, period, kind);
  const { level, trend, season, at } = from(y, period, kind, p);
  const state = { level, trend, season: [...season.slice(at), ...season.slice(0, at)] };
  const value = expected(state, h, kind, p.phi);
  return Number.isFinite(value) && value > 0 ? value : null;
}
