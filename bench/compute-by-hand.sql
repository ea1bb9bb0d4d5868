-- The figures of bench/decision, written by hand as one statement: the same digits and the same counters.
-- $TO is the month asked for (Month integer), $COL the column prefix: v_ (year to date) or d_ (single month).
WITH pop AS (
  SELECT subject, a_county AS county, a_park AS park, a_lane AS lane, a_designated_size AS ds
  FROM r_enterprise WHERE m_since <= $TO AND m_until > $TO
),
chain AS (SELECT subject, code AS chain FROM m_chain_members WHERE is_primary AND m_since <= $TO AND m_until > $TO),
ret AS (
  SELECT subject, 1 AS here, $COLgross_output AS gross_output, $COLgross_output_prior AS prior, $COLsales_output AS sales_output,
    $COLexport_value AS export_value, $COLrevenue AS revenue, $COLprofit AS profit, $COLtax AS tax, $COLelectricity AS electricity,
    $COLnew_products AS new_products
  FROM f_output WHERE m_to = $TO AND known_to = 2932896
),
firm AS (
  SELECT *, (ds IS TRUE) AS e, (ds IS TRUE AND here IS NOT NULL) AS r FROM pop LEFT JOIN chain USING (subject) LEFT JOIN ret USING (subject)
),
agg AS (
  SELECT grouping(county) AS gc, grouping(park) AS gp, grouping(chain) AS gh, county, park, chain,
    count(*) AS n, count(CASE WHEN e THEN 1 END) AS ne, count(CASE WHEN r THEN 1 END) AS nr,
    sum(gross_output) AS s_gross_output, count(gross_output) AS u_gross_output,
    sum(sales_output) AS s_sales_output, count(sales_output) AS u_sales_output,
    sum(tax) AS s_tax, count(tax) AS u_tax,
    sum(electricity) AS s_electricity, count(electricity) AS u_electricity,
    sum(export_value) AS s_export_value, count(export_value) AS u_export_value,
    sum(profit) AS s_profit, count(profit) AS u_profit,
    sum(revenue) AS s_revenue, count(revenue) AS u_revenue,
    sum(new_products) AS s_new_products, count(new_products) AS u_new_products,
    sum(CASE WHEN prior IS NOT NULL THEN gross_output END) AS s_now, sum(CASE WHEN gross_output IS NOT NULL THEN prior END) AS s_prior,
    count(CASE WHEN prior IS NOT NULL THEN gross_output END) AS u_now,
    sum(CASE WHEN lane = 'l0' THEN gross_output END) AS s_lane0, count(CASE WHEN lane = 'l0' THEN gross_output END) AS u_lane0, count(CASE WHEN lane = 'l0' THEN 1 END) AS n_lane0, count(CASE WHEN lane = 'l0' AND e THEN 1 END) AS ne_lane0, count(CASE WHEN lane = 'l0' AND r THEN 1 END) AS nr_lane0, count(CASE WHEN (lane = 'l0') IS NULL THEN 1 END) AS x_lane0,
    sum(CASE WHEN lane = 'l0' AND ds THEN tax END) AS s_taxl0, count(CASE WHEN lane = 'l0' AND ds THEN tax END) AS u_taxl0, count(CASE WHEN lane = 'l0' AND ds THEN 1 END) AS n_taxl0, count(CASE WHEN lane = 'l0' AND ds AND r THEN 1 END) AS nr_taxl0, count(CASE WHEN (lane = 'l0' AND ds) IS NULL THEN 1 END) AS x_taxl0,
    sum(CASE WHEN lane = 'l1' THEN gross_output END) AS s_lane1, count(CASE WHEN lane = 'l1' THEN gross_output END) AS u_lane1, count(CASE WHEN lane = 'l1' THEN 1 END) AS n_lane1, count(CASE WHEN lane = 'l1' AND e THEN 1 END) AS ne_lane1, count(CASE WHEN lane = 'l1' AND r THEN 1 END) AS nr_lane1, count(CASE WHEN (lane = 'l1') IS NULL THEN 1 END) AS x_lane1,
    sum(CASE WHEN lane = 'l1' AND ds THEN tax END) AS s_taxl1, count(CASE WHEN lane = 'l1' AND ds THEN tax END) AS u_taxl1, count(CASE WHEN lane = 'l1' AND ds THEN 1 END) AS n_taxl1, count(CASE WHEN lane = 'l1' AND ds AND r THEN 1 END) AS nr_taxl1, count(CASE WHEN (lane = 'l1' AND ds) IS NULL THEN 1 END) AS x_taxl1,
    sum(CASE WHEN lane = 'l2' THEN gross_output END) AS s_lane2, count(CASE WHEN lane = 'l2' THEN gross_output END) AS u_lane2, count(CASE WHEN lane = 'l2' THEN 1 END) AS n_lane2, count(CASE WHEN lane = 'l2' AND e THEN 1 END) AS ne_lane2, count(CASE WHEN lane = 'l2' AND r THEN 1 END) AS nr_lane2, count(CASE WHEN (lane = 'l2') IS NULL THEN 1 END) AS x_lane2,
    sum(CASE WHEN lane = 'l2' AND ds THEN tax END) AS s_taxl2, count(CASE WHEN lane = 'l2' AND ds THEN tax END) AS u_taxl2, count(CASE WHEN lane = 'l2' AND ds THEN 1 END) AS n_taxl2, count(CASE WHEN lane = 'l2' AND ds AND r THEN 1 END) AS nr_taxl2, count(CASE WHEN (lane = 'l2' AND ds) IS NULL THEN 1 END) AS x_taxl2,
    sum(CASE WHEN lane = 'l3' THEN gross_output END) AS s_lane3, count(CASE WHEN lane = 'l3' THEN gross_output END) AS u_lane3, count(CASE WHEN lane = 'l3' THEN 1 END) AS n_lane3, count(CASE WHEN lane = 'l3' AND e THEN 1 END) AS ne_lane3, count(CASE WHEN lane = 'l3' AND r THEN 1 END) AS nr_lane3, count(CASE WHEN (lane = 'l3') IS NULL THEN 1 END) AS x_lane3,
    sum(CASE WHEN lane = 'l3' AND ds THEN tax END) AS s_taxl3, count(CASE WHEN lane = 'l3' AND ds THEN tax END) AS u_taxl3, count(CASE WHEN lane = 'l3' AND ds THEN 1 END) AS n_taxl3, count(CASE WHEN lane = 'l3' AND ds AND r THEN 1 END) AS nr_taxl3, count(CASE WHEN (lane = 'l3' AND ds) IS NULL THEN 1 END) AS x_taxl3,
    sum(CASE WHEN chain = 'h0' THEN gross_output END) AS s_chain0, count(CASE WHEN chain = 'h0' THEN gross_output END) AS u_chain0, count(CASE WHEN chain = 'h0' THEN 1 END) AS n_chain0, count(CASE WHEN chain = 'h0' AND e THEN 1 END) AS ne_chain0, count(CASE WHEN chain = 'h0' AND r THEN 1 END) AS nr_chain0, 0 AS x_chain0,
    sum(CASE WHEN chain = 'h1' THEN gross_output END) AS s_chain1, count(CASE WHEN chain = 'h1' THEN gross_output END) AS u_chain1, count(CASE WHEN chain = 'h1' THEN 1 END) AS n_chain1, count(CASE WHEN chain = 'h1' AND e THEN 1 END) AS ne_chain1, count(CASE WHEN chain = 'h1' AND r THEN 1 END) AS nr_chain1, 0 AS x_chain1,
    sum(CASE WHEN chain = 'h2' THEN gross_output END) AS s_chain2, count(CASE WHEN chain = 'h2' THEN gross_output END) AS u_chain2, count(CASE WHEN chain = 'h2' THEN 1 END) AS n_chain2, count(CASE WHEN chain = 'h2' AND e THEN 1 END) AS ne_chain2, count(CASE WHEN chain = 'h2' AND r THEN 1 END) AS nr_chain2, 0 AS x_chain2,
    sum(CASE WHEN chain = 'h3' THEN gross_output END) AS s_chain3, count(CASE WHEN chain = 'h3' THEN gross_output END) AS u_chain3, count(CASE WHEN chain = 'h3' THEN 1 END) AS n_chain3, count(CASE WHEN chain = 'h3' AND e THEN 1 END) AS ne_chain3, count(CASE WHEN chain = 'h3' AND r THEN 1 END) AS nr_chain3, 0 AS x_chain3,
    sum(CASE WHEN chain = 'h4' THEN gross_output END) AS s_chain4, count(CASE WHEN chain = 'h4' THEN gross_output END) AS u_chain4, count(CASE WHEN chain = 'h4' THEN 1 END) AS n_chain4, count(CASE WHEN chain = 'h4' AND e THEN 1 END) AS ne_chain4, count(CASE WHEN chain = 'h4' AND r THEN 1 END) AS nr_chain4, 0 AS x_chain4,
    sum(CASE WHEN chain = 'h5' THEN gross_output END) AS s_chain5, count(CASE WHEN chain = 'h5' THEN gross_output END) AS u_chain5, count(CASE WHEN chain = 'h5' THEN 1 END) AS n_chain5, count(CASE WHEN chain = 'h5' AND e THEN 1 END) AS ne_chain5, count(CASE WHEN chain = 'h5' AND r THEN 1 END) AS nr_chain5, 0 AS x_chain5,
    sum(CASE WHEN ds THEN tax END) AS s_taxds, count(CASE WHEN ds THEN tax END) AS u_taxds, count(CASE WHEN ds THEN 1 END) AS n_ds, count(CASE WHEN ds IS NULL THEN 1 END) AS x_ds,
    count(CASE WHEN gross_output >= 100000000000 THEN 1 END) AS n_big, count(CASE WHEN gross_output IS NULL THEN 1 END) AS x_big
  FROM firm GROUP BY GROUPING SETS ((), (county), (park), (chain))
),
q AS (
  SELECT *,
    (CAST(s_now - s_prior AS DOUBLE) / CASE WHEN s_prior > 0 THEN CAST(s_prior AS DOUBLE) END * CAST('100' AS DOUBLE)) AS d_growth,
    (CAST(s_sales_output AS DOUBLE) / CAST(nullif(s_gross_output, 0) AS DOUBLE) * CAST('100' AS DOUBLE)) AS d_sales_rate,
    (CAST(s_export_value AS DOUBLE) / CAST(nullif(s_gross_output, 0) AS DOUBLE) * CAST('100' AS DOUBLE)) AS d_export,
    (CAST(s_profit AS DOUBLE) / CAST(nullif(s_revenue, 0) AS DOUBLE) * CAST('100' AS DOUBLE)) AS d_margin,
    (CAST(s_new_products AS DOUBLE) / CAST(nullif(s_gross_output, 0) AS DOUBLE) * CAST('100' AS DOUBLE)) AS d_new,
    (CAST(s_taxds AS DOUBLE) / CAST(nullif(u_taxds, 0) AS DOUBLE) * CAST('0.000001' AS DOUBLE)) AS d_taxmean
  FROM agg
)
SELECT CASE WHEN gc = 0 THEN 1 WHEN gp = 0 THEN 2 WHEN gh = 0 THEN 3 ELSE 0 END AS grouping_no, coalesce(county, park, chain) AS code,
  CAST(s_gross_output AS BIGINT) AS i_output, n AS i_output_n, ne AS i_output_e, nr AS i_output_r, u_gross_output AS i_output_u, 0 AS i_output_x,
  CAST(s_sales_output AS BIGINT) AS i_sales, n AS i_sales_n, ne AS i_sales_e, nr AS i_sales_r, u_sales_output AS i_sales_u, 0 AS i_sales_x,
  CAST(s_tax AS BIGINT) AS i_tax, n AS i_tax_n, ne AS i_tax_e, nr AS i_tax_r, u_tax AS i_tax_u, 0 AS i_tax_x,
  CAST(s_electricity AS BIGINT) AS i_power, n AS i_power_n, ne AS i_power_e, nr AS i_power_r, u_electricity AS i_power_u, 0 AS i_power_x,
  CASE WHEN abs(d_growth) < 9e7 THEN CAST(sign(d_growth) * floor(abs(d_growth) * 1e8 + 0.5) AS BIGINT) END AS i_growth,
  CAST(s_lane0 AS BIGINT) AS i_output_l0, n_lane0 AS i_output_l0_n, ne_lane0 AS i_output_l0_e, nr_lane0 AS i_output_l0_r, u_lane0 AS i_output_l0_u, x_lane0 AS i_output_l0_x,
  CAST(s_taxl0 AS BIGINT) AS i_tax_l0, n_taxl0 AS i_tax_l0_n, n_taxl0 AS i_tax_l0_e, nr_taxl0 AS i_tax_l0_r, u_taxl0 AS i_tax_l0_u, x_taxl0 AS i_tax_l0_x,
  CAST(s_lane1 AS BIGINT) AS i_output_l1, n_lane1 AS i_output_l1_n, ne_lane1 AS i_output_l1_e, nr_lane1 AS i_output_l1_r, u_lane1 AS i_output_l1_u, x_lane1 AS i_output_l1_x,
  CAST(s_taxl1 AS BIGINT) AS i_tax_l1, n_taxl1 AS i_tax_l1_n, n_taxl1 AS i_tax_l1_e, nr_taxl1 AS i_tax_l1_r, u_taxl1 AS i_tax_l1_u, x_taxl1 AS i_tax_l1_x,
  CAST(s_lane2 AS BIGINT) AS i_output_l2, n_lane2 AS i_output_l2_n, ne_lane2 AS i_output_l2_e, nr_lane2 AS i_output_l2_r, u_lane2 AS i_output_l2_u, x_lane2 AS i_output_l2_x,
  CAST(s_taxl2 AS BIGINT) AS i_tax_l2, n_taxl2 AS i_tax_l2_n, n_taxl2 AS i_tax_l2_e, nr_taxl2 AS i_tax_l2_r, u_taxl2 AS i_tax_l2_u, x_taxl2 AS i_tax_l2_x,
  CAST(s_lane3 AS BIGINT) AS i_output_l3, n_lane3 AS i_output_l3_n, ne_lane3 AS i_output_l3_e, nr_lane3 AS i_output_l3_r, u_lane3 AS i_output_l3_u, x_lane3 AS i_output_l3_x,
  CAST(s_taxl3 AS BIGINT) AS i_tax_l3, n_taxl3 AS i_tax_l3_n, n_taxl3 AS i_tax_l3_e, nr_taxl3 AS i_tax_l3_r, u_taxl3 AS i_tax_l3_u, x_taxl3 AS i_tax_l3_x,
  CAST(s_chain0 AS BIGINT) AS i_output_h0, n_chain0 AS i_output_h0_n, ne_chain0 AS i_output_h0_e, nr_chain0 AS i_output_h0_r, u_chain0 AS i_output_h0_u, x_chain0 AS i_output_h0_x,
  CAST(s_chain1 AS BIGINT) AS i_output_h1, n_chain1 AS i_output_h1_n, ne_chain1 AS i_output_h1_e, nr_chain1 AS i_output_h1_r, u_chain1 AS i_output_h1_u, x_chain1 AS i_output_h1_x,
  CAST(s_chain2 AS BIGINT) AS i_output_h2, n_chain2 AS i_output_h2_n, ne_chain2 AS i_output_h2_e, nr_chain2 AS i_output_h2_r, u_chain2 AS i_output_h2_u, x_chain2 AS i_output_h2_x,
  CAST(s_chain3 AS BIGINT) AS i_output_h3, n_chain3 AS i_output_h3_n, ne_chain3 AS i_output_h3_e, nr_chain3 AS i_output_h3_r, u_chain3 AS i_output_h3_u, x_chain3 AS i_output_h3_x,
  CAST(s_chain4 AS BIGINT) AS i_output_h4, n_chain4 AS i_output_h4_n, ne_chain4 AS i_output_h4_e, nr_chain4 AS i_output_h4_r, u_chain4 AS i_output_h4_u, x_chain4 AS i_output_h4_x,
  CAST(s_chain5 AS BIGINT) AS i_output_h5, n_chain5 AS i_output_h5_n, ne_chain5 AS i_output_h5_e, nr_chain5 AS i_output_h5_r, u_chain5 AS i_output_h5_u, x_chain5 AS i_output_h5_x,
  CASE WHEN abs(d_sales_rate) < 9e7 THEN CAST(sign(d_sales_rate) * floor(abs(d_sales_rate) * 1e8 + 0.5) AS BIGINT) END AS i_sales_rate,
  CASE WHEN abs(d_export) < 9e7 THEN CAST(sign(d_export) * floor(abs(d_export) * 1e8 + 0.5) AS BIGINT) END AS i_export_share,
  CASE WHEN abs(d_margin) < 9e7 THEN CAST(sign(d_margin) * floor(abs(d_margin) * 1e8 + 0.5) AS BIGINT) END AS i_margin,
  CASE WHEN abs(d_taxmean) < 9e7 THEN CAST(sign(d_taxmean) * floor(abs(d_taxmean) * 1e8 + 0.5) AS BIGINT) END AS i_tax_mean,
  CASE WHEN abs(d_new) < 9e7 THEN CAST(sign(d_new) * floor(abs(d_new) * 1e8 + 0.5) AS BIGINT) END AS i_new,
  n_ds AS i_firms, n_ds AS i_firms_n, n_ds AS i_firms_e, n_ds AS i_firms_r, n_ds AS i_firms_u, x_ds AS i_firms_x,
  n_big AS i_big, n_big AS i_big_n, n_big AS i_big_e, n_big AS i_big_r, n_big AS i_big_u, x_big AS i_big_x
FROM q ORDER BY grouping_no, code NULLS LAST;
