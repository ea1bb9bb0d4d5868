// A million made-up persons in 400,000 households, in the tables a load makes. Deterministic.
import { emptyStore } from "./city.mjs";

export const PERIOD = { from: 2017 * 12, to: 2017 * 12 };
const ALWAYS = `${1900 * 12}, ${9999 * 12 + 11}`;

/**
 * Two or three persons a household, registered one household after another; a third of them without pay, ages 0 to 99 (nobody born in January, so that the
 * first and the last day of the month agree on ages), dwellings of 5 to 205 square metres.
 */
export async function buildCountry(path, model, persons) {
  const store = await emptyStore(path, model);
  const households = Math.round(persons * 0.4);
  await store.execute(`
    INSERT INTO s_household SELECT i, 'H' || lpad(CAST(i AS VARCHAR), 7, '0') FROM range(1, ${households + 1}) t(i);
    INSERT INTO r_household (subject, m_since, m_until, a_dwelling_size, a_occupancy)
      SELECT i, ${ALWAYS}, CAST((5 + hash(i, 1) % 200) * 100000000 AS BIGINT),
        ['tenant', 'owner', 'owner', 'free_lodger', 'homeless'][CAST(1 + hash(i, 2) % 5 AS BIGINT)] FROM range(1, ${households + 1}) t(i);
    INSERT INTO s_person SELECT i, 'P' || lpad(CAST(i AS VARCHAR), 8, '0') FROM range(1, ${persons + 1}) t(i);
    INSERT INTO r_person (subject, m_since, m_until, a_born, a_home, k_home)
      SELECT i, ${ALWAYS}, (1917 + hash(i, 3) % 100) || '-' || lpad(CAST(2 + hash(i, 7) % 11 AS VARCHAR), 2, '0') || '-' || lpad(CAST(1 + hash(i, 8) % 28 AS VARCHAR), 2, '0'),
        'H' || lpad(CAST(1 + (i - 1) * 2 // 5 AS VARCHAR), 7, '0'), CAST(1 + (i - 1) * 2 // 5 AS INTEGER) FROM range(1, ${persons + 1}) t(i);
    INSERT INTO f_pay BY NAME
      SELECT i AS subject, ${PERIOD.from} AS m_from, ${PERIOD.to} AS m_to, 17000 AS known_from, 2932896 AS known_to, 1 AS submission, CAST(i AS INTEGER) AS row_no,
        CAST(CASE WHEN hash(i, 5) % 3 = 0 THEN 0 ELSE hash(i, 6) % 2000000 END AS BIGINT) AS v_salary, 0 AS x_salary
      FROM range(1, ${persons + 1}) t(i);
    CHECKPOINT;`);
  return store;
}
