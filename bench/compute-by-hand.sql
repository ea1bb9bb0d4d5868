-- The figures of bench/decision, written by hand as one statement: the same digits and the same counters.
-- Facts are read once; the few categories that conditions and groupings ask for are aggregated once, and the forty
-- measures and four groupings are picked from that small table, as someone who knows the data would do it by hand.
-- $TO: the month asked for (Month integer); $COL: v_ (year to date) or d_ (single month); $KNOWN: which versions are known.
WITH on_list AS (
  SELECT subject, bool_or(code = 'h0') AS h0, bool_or(code = 'h1') AS h1 FROM m_chain_lists WHERE m_since <= $TO AND m_until > $TO AND code IN ('h0', 'h1') GROUP BY subject
),
firm AS MATERIALIZED (
  SELECT r.subject, r.a_county AS county, r.a_park AS park, r.a_lane AS lane, r.a_designated_size AS ds, c.code AS chain,
    coalesce(o.h0, FALSE) AS on_h0, coalesce(o.h1, FALSE) AS on_h1, f.subject IS NOT NULL AS here,
    f.$COLgross_output_prior AS prior, f.$COLgross_output AS gross_output, f.$COLsales_output AS sales_output, f.$COLexport_value AS export_value, f.$COLrevenue AS revenue, f.$COLprofit AS profit, f.$COLtax AS tax, f.$COLwages AS wages, f.$COLelectricity AS electricity, f.$COLnew_products AS new_products
  FROM r_enterprise r
    LEFT JOIN (SELECT subject, code FROM m_chain_members WHERE is_primary AND m_since <= $TO AND m_until > $TO) c USING (subject)
    LEFT JOIN on_list o USING (subject)
    LEFT JOIN (SELECT * FROM f_output WHERE m_to = $TO AND $KNOWN) f USING (subject)
  WHERE r.m_since <= $TO AND r.m_until > $TO
),
cube AS MATERIALIZED (
  SELECT county, park, lane, ds, chain, on_h0, on_h1, count(*) AS n, count(CASE WHEN ds AND here THEN 1 END) AS r,
    sum(gross_output) AS s_gross_output, count(gross_output) AS u_gross_output,
    sum(sales_output) AS s_sales_output, count(sales_output) AS u_sales_output,
    sum(export_value) AS s_export_value, count(export_value) AS u_export_value,
    sum(revenue) AS s_revenue, count(revenue) AS u_revenue,
    sum(profit) AS s_profit, count(profit) AS u_profit,
    sum(tax) AS s_tax, count(tax) AS u_tax,
    sum(wages) AS s_wages, count(wages) AS u_wages,
    sum(electricity) AS s_electricity, count(electricity) AS u_electricity,
    sum(new_products) AS s_new_products, count(new_products) AS u_new_products,
    sum(CASE WHEN prior IS NOT NULL THEN gross_output END) AS s_now, sum(CASE WHEN gross_output IS NOT NULL THEN prior END) AS s_prior,
    count(CASE WHEN gross_output >= 100000000000 THEN 1 END) AS n_big, count(CASE WHEN gross_output IS NULL THEN 1 END) AS x_big
  FROM firm GROUP BY ALL
),
listed AS MATERIALIZED (
  SELECT l.code AS list, park, lane, ds, chain, on_h0, on_h1, count(*) AS n, count(CASE WHEN ds AND here THEN 1 END) AS r,
    sum(gross_output) AS s_gross_output, count(gross_output) AS u_gross_output,
    sum(sales_output) AS s_sales_output, count(sales_output) AS u_sales_output,
    sum(export_value) AS s_export_value, count(export_value) AS u_export_value,
    sum(revenue) AS s_revenue, count(revenue) AS u_revenue,
    sum(profit) AS s_profit, count(profit) AS u_profit,
    sum(tax) AS s_tax, count(tax) AS u_tax,
    sum(wages) AS s_wages, count(wages) AS u_wages,
    sum(electricity) AS s_electricity, count(electricity) AS u_electricity,
    sum(new_products) AS s_new_products, count(new_products) AS u_new_products,
    sum(CASE WHEN prior IS NOT NULL THEN gross_output END) AS s_now, sum(CASE WHEN gross_output IS NOT NULL THEN prior END) AS s_prior,
    count(CASE WHEN gross_output >= 100000000000 THEN 1 END) AS n_big, count(CASE WHEN gross_output IS NULL THEN 1 END) AS x_big
  FROM firm LEFT JOIN (SELECT subject, code FROM m_chain_lists WHERE m_since <= $TO AND m_until > $TO) l USING (subject) GROUP BY ALL
),
spread AS (
  SELECT 0 AS grouping_no, NULL AS code, * EXCLUDE (county) FROM cube
  UNION ALL SELECT 1, county, * EXCLUDE (county) FROM cube
  UNION ALL SELECT 2, park, * EXCLUDE (county) FROM cube
  UNION ALL SELECT 3, list, * EXCLUDE (list) FROM listed
),
rolled AS (
  SELECT grouping_no, code,
    sum(s_gross_output) AS i_output, coalesce(sum(n), 0) AS i_output_n, coalesce(sum(CASE WHEN ds THEN n END), 0) AS i_output_e, coalesce(sum(r), 0) AS i_output_r, coalesce(sum(u_gross_output), 0) AS i_output_u, 0 AS i_output_x,
    sum(s_sales_output) AS i_sales, coalesce(sum(n), 0) AS i_sales_n, coalesce(sum(CASE WHEN ds THEN n END), 0) AS i_sales_e, coalesce(sum(r), 0) AS i_sales_r, coalesce(sum(u_sales_output), 0) AS i_sales_u, 0 AS i_sales_x,
    sum(s_tax) AS i_tax, coalesce(sum(n), 0) AS i_tax_n, coalesce(sum(CASE WHEN ds THEN n END), 0) AS i_tax_e, coalesce(sum(r), 0) AS i_tax_r, coalesce(sum(u_tax), 0) AS i_tax_u, 0 AS i_tax_x,
    sum(s_electricity) AS i_power, coalesce(sum(n), 0) AS i_power_n, coalesce(sum(CASE WHEN ds THEN n END), 0) AS i_power_e, coalesce(sum(r), 0) AS i_power_r, coalesce(sum(u_electricity), 0) AS i_power_u, 0 AS i_power_x,
    sum(CASE WHEN lane = 'l0' THEN s_gross_output END) AS i_output_l0, coalesce(sum(CASE WHEN lane = 'l0' THEN n END), 0) AS i_output_l0_n, coalesce(sum(CASE WHEN lane = 'l0' AND ds THEN n END), 0) AS i_output_l0_e, coalesce(sum(CASE WHEN lane = 'l0' THEN r END), 0) AS i_output_l0_r, coalesce(sum(CASE WHEN lane = 'l0' THEN u_gross_output END), 0) AS i_output_l0_u, coalesce(sum(CASE WHEN lane IS NULL THEN n END), 0) AS i_output_l0_x,
    sum(CASE WHEN lane = 'l0' AND ds THEN s_tax END) AS i_tax_l0, coalesce(sum(CASE WHEN lane = 'l0' AND ds THEN n END), 0) AS i_tax_l0_n, coalesce(sum(CASE WHEN lane = 'l0' AND ds AND ds THEN n END), 0) AS i_tax_l0_e, coalesce(sum(CASE WHEN lane = 'l0' AND ds THEN r END), 0) AS i_tax_l0_r, coalesce(sum(CASE WHEN lane = 'l0' AND ds THEN u_tax END), 0) AS i_tax_l0_u, coalesce(sum(CASE WHEN (lane = 'l0' AND ds) IS NULL THEN n END), 0) AS i_tax_l0_x,
    sum(CASE WHEN lane = 'l1' THEN s_gross_output END) AS i_output_l1, coalesce(sum(CASE WHEN lane = 'l1' THEN n END), 0) AS i_output_l1_n, coalesce(sum(CASE WHEN lane = 'l1' AND ds THEN n END), 0) AS i_output_l1_e, coalesce(sum(CASE WHEN lane = 'l1' THEN r END), 0) AS i_output_l1_r, coalesce(sum(CASE WHEN lane = 'l1' THEN u_gross_output END), 0) AS i_output_l1_u, coalesce(sum(CASE WHEN lane IS NULL THEN n END), 0) AS i_output_l1_x,
    sum(CASE WHEN lane = 'l1' AND ds THEN s_tax END) AS i_tax_l1, coalesce(sum(CASE WHEN lane = 'l1' AND ds THEN n END), 0) AS i_tax_l1_n, coalesce(sum(CASE WHEN lane = 'l1' AND ds AND ds THEN n END), 0) AS i_tax_l1_e, coalesce(sum(CASE WHEN lane = 'l1' AND ds THEN r END), 0) AS i_tax_l1_r, coalesce(sum(CASE WHEN lane = 'l1' AND ds THEN u_tax END), 0) AS i_tax_l1_u, coalesce(sum(CASE WHEN (lane = 'l1' AND ds) IS NULL THEN n END), 0) AS i_tax_l1_x,
    sum(CASE WHEN lane = 'l2' THEN s_gross_output END) AS i_output_l2, coalesce(sum(CASE WHEN lane = 'l2' THEN n END), 0) AS i_output_l2_n, coalesce(sum(CASE WHEN lane = 'l2' AND ds THEN n END), 0) AS i_output_l2_e, coalesce(sum(CASE WHEN lane = 'l2' THEN r END), 0) AS i_output_l2_r, coalesce(sum(CASE WHEN lane = 'l2' THEN u_gross_output END), 0) AS i_output_l2_u, coalesce(sum(CASE WHEN lane IS NULL THEN n END), 0) AS i_output_l2_x,
    sum(CASE WHEN lane = 'l2' AND ds THEN s_tax END) AS i_tax_l2, coalesce(sum(CASE WHEN lane = 'l2' AND ds THEN n END), 0) AS i_tax_l2_n, coalesce(sum(CASE WHEN lane = 'l2' AND ds AND ds THEN n END), 0) AS i_tax_l2_e, coalesce(sum(CASE WHEN lane = 'l2' AND ds THEN r END), 0) AS i_tax_l2_r, coalesce(sum(CASE WHEN lane = 'l2' AND ds THEN u_tax END), 0) AS i_tax_l2_u, coalesce(sum(CASE WHEN (lane = 'l2' AND ds) IS NULL THEN n END), 0) AS i_tax_l2_x,
    sum(CASE WHEN lane = 'l3' THEN s_gross_output END) AS i_output_l3, coalesce(sum(CASE WHEN lane = 'l3' THEN n END), 0) AS i_output_l3_n, coalesce(sum(CASE WHEN lane = 'l3' AND ds THEN n END), 0) AS i_output_l3_e, coalesce(sum(CASE WHEN lane = 'l3' THEN r END), 0) AS i_output_l3_r, coalesce(sum(CASE WHEN lane = 'l3' THEN u_gross_output END), 0) AS i_output_l3_u, coalesce(sum(CASE WHEN lane IS NULL THEN n END), 0) AS i_output_l3_x,
    sum(CASE WHEN lane = 'l3' AND ds THEN s_tax END) AS i_tax_l3, coalesce(sum(CASE WHEN lane = 'l3' AND ds THEN n END), 0) AS i_tax_l3_n, coalesce(sum(CASE WHEN lane = 'l3' AND ds AND ds THEN n END), 0) AS i_tax_l3_e, coalesce(sum(CASE WHEN lane = 'l3' AND ds THEN r END), 0) AS i_tax_l3_r, coalesce(sum(CASE WHEN lane = 'l3' AND ds THEN u_tax END), 0) AS i_tax_l3_u, coalesce(sum(CASE WHEN (lane = 'l3' AND ds) IS NULL THEN n END), 0) AS i_tax_l3_x,
    sum(CASE WHEN chain = 'h0' THEN s_gross_output END) AS i_output_h0, coalesce(sum(CASE WHEN chain = 'h0' THEN n END), 0) AS i_output_h0_n, coalesce(sum(CASE WHEN chain = 'h0' AND ds THEN n END), 0) AS i_output_h0_e, coalesce(sum(CASE WHEN chain = 'h0' THEN r END), 0) AS i_output_h0_r, coalesce(sum(CASE WHEN chain = 'h0' THEN u_gross_output END), 0) AS i_output_h0_u, 0 AS i_output_h0_x,
    sum(CASE WHEN chain = 'h1' THEN s_gross_output END) AS i_output_h1, coalesce(sum(CASE WHEN chain = 'h1' THEN n END), 0) AS i_output_h1_n, coalesce(sum(CASE WHEN chain = 'h1' AND ds THEN n END), 0) AS i_output_h1_e, coalesce(sum(CASE WHEN chain = 'h1' THEN r END), 0) AS i_output_h1_r, coalesce(sum(CASE WHEN chain = 'h1' THEN u_gross_output END), 0) AS i_output_h1_u, 0 AS i_output_h1_x,
    sum(CASE WHEN chain = 'h2' THEN s_gross_output END) AS i_output_h2, coalesce(sum(CASE WHEN chain = 'h2' THEN n END), 0) AS i_output_h2_n, coalesce(sum(CASE WHEN chain = 'h2' AND ds THEN n END), 0) AS i_output_h2_e, coalesce(sum(CASE WHEN chain = 'h2' THEN r END), 0) AS i_output_h2_r, coalesce(sum(CASE WHEN chain = 'h2' THEN u_gross_output END), 0) AS i_output_h2_u, 0 AS i_output_h2_x,
    sum(CASE WHEN chain = 'h3' THEN s_gross_output END) AS i_output_h3, coalesce(sum(CASE WHEN chain = 'h3' THEN n END), 0) AS i_output_h3_n, coalesce(sum(CASE WHEN chain = 'h3' AND ds THEN n END), 0) AS i_output_h3_e, coalesce(sum(CASE WHEN chain = 'h3' THEN r END), 0) AS i_output_h3_r, coalesce(sum(CASE WHEN chain = 'h3' THEN u_gross_output END), 0) AS i_output_h3_u, 0 AS i_output_h3_x,
    sum(CASE WHEN chain = 'h4' THEN s_gross_output END) AS i_output_h4, coalesce(sum(CASE WHEN chain = 'h4' THEN n END), 0) AS i_output_h4_n, coalesce(sum(CASE WHEN chain = 'h4' AND ds THEN n END), 0) AS i_output_h4_e, coalesce(sum(CASE WHEN chain = 'h4' THEN r END), 0) AS i_output_h4_r, coalesce(sum(CASE WHEN chain = 'h4' THEN u_gross_output END), 0) AS i_output_h4_u, 0 AS i_output_h4_x,
    sum(CASE WHEN chain = 'h5' THEN s_gross_output END) AS i_output_h5, coalesce(sum(CASE WHEN chain = 'h5' THEN n END), 0) AS i_output_h5_n, coalesce(sum(CASE WHEN chain = 'h5' AND ds THEN n END), 0) AS i_output_h5_e, coalesce(sum(CASE WHEN chain = 'h5' THEN r END), 0) AS i_output_h5_r, coalesce(sum(CASE WHEN chain = 'h5' THEN u_gross_output END), 0) AS i_output_h5_u, 0 AS i_output_h5_x,
    sum(CASE WHEN park = 'p0' THEN s_gross_output END) AS i_output_p0, coalesce(sum(CASE WHEN park = 'p0' THEN n END), 0) AS i_output_p0_n, coalesce(sum(CASE WHEN park = 'p0' AND ds THEN n END), 0) AS i_output_p0_e, coalesce(sum(CASE WHEN park = 'p0' THEN r END), 0) AS i_output_p0_r, coalesce(sum(CASE WHEN park = 'p0' THEN u_gross_output END), 0) AS i_output_p0_u, coalesce(sum(CASE WHEN park IS NULL THEN n END), 0) AS i_output_p0_x,
    sum(CASE WHEN park = 'p1' THEN s_gross_output END) AS i_output_p1, coalesce(sum(CASE WHEN park = 'p1' THEN n END), 0) AS i_output_p1_n, coalesce(sum(CASE WHEN park = 'p1' AND ds THEN n END), 0) AS i_output_p1_e, coalesce(sum(CASE WHEN park = 'p1' THEN r END), 0) AS i_output_p1_r, coalesce(sum(CASE WHEN park = 'p1' THEN u_gross_output END), 0) AS i_output_p1_u, coalesce(sum(CASE WHEN park IS NULL THEN n END), 0) AS i_output_p1_x,
    sum(CASE WHEN park = 'p2' THEN s_gross_output END) AS i_output_p2, coalesce(sum(CASE WHEN park = 'p2' THEN n END), 0) AS i_output_p2_n, coalesce(sum(CASE WHEN park = 'p2' AND ds THEN n END), 0) AS i_output_p2_e, coalesce(sum(CASE WHEN park = 'p2' THEN r END), 0) AS i_output_p2_r, coalesce(sum(CASE WHEN park = 'p2' THEN u_gross_output END), 0) AS i_output_p2_u, coalesce(sum(CASE WHEN park IS NULL THEN n END), 0) AS i_output_p2_x,
    sum(CASE WHEN park = 'p3' THEN s_gross_output END) AS i_output_p3, coalesce(sum(CASE WHEN park = 'p3' THEN n END), 0) AS i_output_p3_n, coalesce(sum(CASE WHEN park = 'p3' AND ds THEN n END), 0) AS i_output_p3_e, coalesce(sum(CASE WHEN park = 'p3' THEN r END), 0) AS i_output_p3_r, coalesce(sum(CASE WHEN park = 'p3' THEN u_gross_output END), 0) AS i_output_p3_u, coalesce(sum(CASE WHEN park IS NULL THEN n END), 0) AS i_output_p3_x,
    sum(CASE WHEN park = 'p4' THEN s_gross_output END) AS i_output_p4, coalesce(sum(CASE WHEN park = 'p4' THEN n END), 0) AS i_output_p4_n, coalesce(sum(CASE WHEN park = 'p4' AND ds THEN n END), 0) AS i_output_p4_e, coalesce(sum(CASE WHEN park = 'p4' THEN r END), 0) AS i_output_p4_r, coalesce(sum(CASE WHEN park = 'p4' THEN u_gross_output END), 0) AS i_output_p4_u, coalesce(sum(CASE WHEN park IS NULL THEN n END), 0) AS i_output_p4_x,
    sum(CASE WHEN park = 'p5' THEN s_gross_output END) AS i_output_p5, coalesce(sum(CASE WHEN park = 'p5' THEN n END), 0) AS i_output_p5_n, coalesce(sum(CASE WHEN park = 'p5' AND ds THEN n END), 0) AS i_output_p5_e, coalesce(sum(CASE WHEN park = 'p5' THEN r END), 0) AS i_output_p5_r, coalesce(sum(CASE WHEN park = 'p5' THEN u_gross_output END), 0) AS i_output_p5_u, coalesce(sum(CASE WHEN park IS NULL THEN n END), 0) AS i_output_p5_x,
    sum(s_wages) AS i_wages, coalesce(sum(n), 0) AS i_wages_n, coalesce(sum(CASE WHEN ds THEN n END), 0) AS i_wages_e, coalesce(sum(r), 0) AS i_wages_r, coalesce(sum(u_wages), 0) AS i_wages_u, 0 AS i_wages_x,
    sum(s_profit) AS i_profit, coalesce(sum(n), 0) AS i_profit_n, coalesce(sum(CASE WHEN ds THEN n END), 0) AS i_profit_e, coalesce(sum(r), 0) AS i_profit_r, coalesce(sum(u_profit), 0) AS i_profit_u, 0 AS i_profit_x,
    sum(s_revenue) AS i_revenue, coalesce(sum(n), 0) AS i_revenue_n, coalesce(sum(CASE WHEN ds THEN n END), 0) AS i_revenue_e, coalesce(sum(r), 0) AS i_revenue_r, coalesce(sum(u_revenue), 0) AS i_revenue_u, 0 AS i_revenue_x,
    sum(s_export_value) AS i_export, coalesce(sum(n), 0) AS i_export_n, coalesce(sum(CASE WHEN ds THEN n END), 0) AS i_export_e, coalesce(sum(r), 0) AS i_export_r, coalesce(sum(u_export_value), 0) AS i_export_u, 0 AS i_export_x,
    sum(CASE WHEN park = 'p0' AND ds THEN s_tax END) AS i_tax_p0, coalesce(sum(CASE WHEN park = 'p0' AND ds THEN n END), 0) AS i_tax_p0_n, coalesce(sum(CASE WHEN park = 'p0' AND ds AND ds THEN n END), 0) AS i_tax_p0_e, coalesce(sum(CASE WHEN park = 'p0' AND ds THEN r END), 0) AS i_tax_p0_r, coalesce(sum(CASE WHEN park = 'p0' AND ds THEN u_tax END), 0) AS i_tax_p0_u, coalesce(sum(CASE WHEN (park = 'p0' AND ds) IS NULL THEN n END), 0) AS i_tax_p0_x,
    sum(CASE WHEN on_h0 THEN s_revenue END) AS i_revenue_m0, coalesce(sum(CASE WHEN on_h0 THEN n END), 0) AS i_revenue_m0_n, coalesce(sum(CASE WHEN on_h0 AND ds THEN n END), 0) AS i_revenue_m0_e, coalesce(sum(CASE WHEN on_h0 THEN r END), 0) AS i_revenue_m0_r, coalesce(sum(CASE WHEN on_h0 THEN u_revenue END), 0) AS i_revenue_m0_u, 0 AS i_revenue_m0_x,
    sum(CASE WHEN on_h1 THEN s_revenue END) AS i_revenue_m1, coalesce(sum(CASE WHEN on_h1 THEN n END), 0) AS i_revenue_m1_n, coalesce(sum(CASE WHEN on_h1 AND ds THEN n END), 0) AS i_revenue_m1_e, coalesce(sum(CASE WHEN on_h1 THEN r END), 0) AS i_revenue_m1_r, coalesce(sum(CASE WHEN on_h1 THEN u_revenue END), 0) AS i_revenue_m1_u, 0 AS i_revenue_m1_x,
    sum(s_now) AS s_now, sum(s_prior) AS s_prior, sum(s_gross_output) AS s_gross_output, sum(s_sales_output) AS s_sales_output, sum(s_export_value) AS s_export_value,
    sum(s_profit) AS s_profit, sum(s_revenue) AS s_revenue, sum(s_new_products) AS s_new_products,
    sum(CASE WHEN ds THEN s_tax END) AS s_taxds, sum(CASE WHEN ds THEN u_tax END) AS u_taxds,
    sum(CASE WHEN lane = 'l0' THEN s_profit END) AS s_profit_l0, sum(CASE WHEN lane = 'l0' THEN s_revenue END) AS s_revenue_l0,
    coalesce(sum(CASE WHEN ds THEN n END), 0) AS n_ds, coalesce(sum(CASE WHEN ds IS NULL THEN n END), 0) AS x_ds, sum(n_big) AS n_big, sum(x_big) AS x_big
  FROM spread GROUP BY grouping_no, code
),
q AS (
  SELECT *,
    (CAST(s_now - s_prior AS DOUBLE) / CASE WHEN s_prior > 0 THEN CAST(s_prior AS DOUBLE) END * CAST('100' AS DOUBLE)) AS d_growth,
    (CAST(s_sales_output AS DOUBLE) / CAST(nullif(s_gross_output, 0) AS DOUBLE) * CAST('100' AS DOUBLE)) AS d_sales_rate,
    (CAST(s_export_value AS DOUBLE) / CAST(nullif(s_gross_output, 0) AS DOUBLE) * CAST('100' AS DOUBLE)) AS d_export,
    (CAST(s_profit AS DOUBLE) / CAST(nullif(s_revenue, 0) AS DOUBLE) * CAST('100' AS DOUBLE)) AS d_margin,
    (CAST(s_profit_l0 AS DOUBLE) / CAST(nullif(s_revenue_l0, 0) AS DOUBLE) * CAST('100' AS DOUBLE)) AS d_margin_l0,
    (CAST(s_new_products AS DOUBLE) / CAST(nullif(s_gross_output, 0) AS DOUBLE) * CAST('100' AS DOUBLE)) AS d_new,
    (CAST(s_taxds AS DOUBLE) / CAST(nullif(u_taxds, 0) AS DOUBLE) * CAST('0.000001' AS DOUBLE)) AS d_taxmean
  FROM rolled
)
SELECT grouping_no, code,
  CAST(i_output AS BIGINT) AS i_output, CAST(i_output_n AS BIGINT) AS i_output_n, CAST(i_output_e AS BIGINT) AS i_output_e, CAST(i_output_r AS BIGINT) AS i_output_r, CAST(i_output_u AS BIGINT) AS i_output_u, CAST(i_output_x AS BIGINT) AS i_output_x,
  CAST(i_sales AS BIGINT) AS i_sales, CAST(i_sales_n AS BIGINT) AS i_sales_n, CAST(i_sales_e AS BIGINT) AS i_sales_e, CAST(i_sales_r AS BIGINT) AS i_sales_r, CAST(i_sales_u AS BIGINT) AS i_sales_u, CAST(i_sales_x AS BIGINT) AS i_sales_x,
  CAST(i_tax AS BIGINT) AS i_tax, CAST(i_tax_n AS BIGINT) AS i_tax_n, CAST(i_tax_e AS BIGINT) AS i_tax_e, CAST(i_tax_r AS BIGINT) AS i_tax_r, CAST(i_tax_u AS BIGINT) AS i_tax_u, CAST(i_tax_x AS BIGINT) AS i_tax_x,
  CAST(i_power AS BIGINT) AS i_power, CAST(i_power_n AS BIGINT) AS i_power_n, CAST(i_power_e AS BIGINT) AS i_power_e, CAST(i_power_r AS BIGINT) AS i_power_r, CAST(i_power_u AS BIGINT) AS i_power_u, CAST(i_power_x AS BIGINT) AS i_power_x,
  CAST(i_output_l0 AS BIGINT) AS i_output_l0, CAST(i_output_l0_n AS BIGINT) AS i_output_l0_n, CAST(i_output_l0_e AS BIGINT) AS i_output_l0_e, CAST(i_output_l0_r AS BIGINT) AS i_output_l0_r, CAST(i_output_l0_u AS BIGINT) AS i_output_l0_u, CAST(i_output_l0_x AS BIGINT) AS i_output_l0_x,
  CAST(i_tax_l0 AS BIGINT) AS i_tax_l0, CAST(i_tax_l0_n AS BIGINT) AS i_tax_l0_n, CAST(i_tax_l0_e AS BIGINT) AS i_tax_l0_e, CAST(i_tax_l0_r AS BIGINT) AS i_tax_l0_r, CAST(i_tax_l0_u AS BIGINT) AS i_tax_l0_u, CAST(i_tax_l0_x AS BIGINT) AS i_tax_l0_x,
  CAST(i_output_l1 AS BIGINT) AS i_output_l1, CAST(i_output_l1_n AS BIGINT) AS i_output_l1_n, CAST(i_output_l1_e AS BIGINT) AS i_output_l1_e, CAST(i_output_l1_r AS BIGINT) AS i_output_l1_r, CAST(i_output_l1_u AS BIGINT) AS i_output_l1_u, CAST(i_output_l1_x AS BIGINT) AS i_output_l1_x,
  CAST(i_tax_l1 AS BIGINT) AS i_tax_l1, CAST(i_tax_l1_n AS BIGINT) AS i_tax_l1_n, CAST(i_tax_l1_e AS BIGINT) AS i_tax_l1_e, CAST(i_tax_l1_r AS BIGINT) AS i_tax_l1_r, CAST(i_tax_l1_u AS BIGINT) AS i_tax_l1_u, CAST(i_tax_l1_x AS BIGINT) AS i_tax_l1_x,
  CAST(i_output_l2 AS BIGINT) AS i_output_l2, CAST(i_output_l2_n AS BIGINT) AS i_output_l2_n, CAST(i_output_l2_e AS BIGINT) AS i_output_l2_e, CAST(i_output_l2_r AS BIGINT) AS i_output_l2_r, CAST(i_output_l2_u AS BIGINT) AS i_output_l2_u, CAST(i_output_l2_x AS BIGINT) AS i_output_l2_x,
  CAST(i_tax_l2 AS BIGINT) AS i_tax_l2, CAST(i_tax_l2_n AS BIGINT) AS i_tax_l2_n, CAST(i_tax_l2_e AS BIGINT) AS i_tax_l2_e, CAST(i_tax_l2_r AS BIGINT) AS i_tax_l2_r, CAST(i_tax_l2_u AS BIGINT) AS i_tax_l2_u, CAST(i_tax_l2_x AS BIGINT) AS i_tax_l2_x,
  CAST(i_output_l3 AS BIGINT) AS i_output_l3, CAST(i_output_l3_n AS BIGINT) AS i_output_l3_n, CAST(i_output_l3_e AS BIGINT) AS i_output_l3_e, CAST(i_output_l3_r AS BIGINT) AS i_output_l3_r, CAST(i_output_l3_u AS BIGINT) AS i_output_l3_u, CAST(i_output_l3_x AS BIGINT) AS i_output_l3_x,
  CAST(i_tax_l3 AS BIGINT) AS i_tax_l3, CAST(i_tax_l3_n AS BIGINT) AS i_tax_l3_n, CAST(i_tax_l3_e AS BIGINT) AS i_tax_l3_e, CAST(i_tax_l3_r AS BIGINT) AS i_tax_l3_r, CAST(i_tax_l3_u AS BIGINT) AS i_tax_l3_u, CAST(i_tax_l3_x AS BIGINT) AS i_tax_l3_x,
  CAST(i_output_h0 AS BIGINT) AS i_output_h0, CAST(i_output_h0_n AS BIGINT) AS i_output_h0_n, CAST(i_output_h0_e AS BIGINT) AS i_output_h0_e, CAST(i_output_h0_r AS BIGINT) AS i_output_h0_r, CAST(i_output_h0_u AS BIGINT) AS i_output_h0_u, CAST(i_output_h0_x AS BIGINT) AS i_output_h0_x,
  CAST(i_output_h1 AS BIGINT) AS i_output_h1, CAST(i_output_h1_n AS BIGINT) AS i_output_h1_n, CAST(i_output_h1_e AS BIGINT) AS i_output_h1_e, CAST(i_output_h1_r AS BIGINT) AS i_output_h1_r, CAST(i_output_h1_u AS BIGINT) AS i_output_h1_u, CAST(i_output_h1_x AS BIGINT) AS i_output_h1_x,
  CAST(i_output_h2 AS BIGINT) AS i_output_h2, CAST(i_output_h2_n AS BIGINT) AS i_output_h2_n, CAST(i_output_h2_e AS BIGINT) AS i_output_h2_e, CAST(i_output_h2_r AS BIGINT) AS i_output_h2_r, CAST(i_output_h2_u AS BIGINT) AS i_output_h2_u, CAST(i_output_h2_x AS BIGINT) AS i_output_h2_x,
  CAST(i_output_h3 AS BIGINT) AS i_output_h3, CAST(i_output_h3_n AS BIGINT) AS i_output_h3_n, CAST(i_output_h3_e AS BIGINT) AS i_output_h3_e, CAST(i_output_h3_r AS BIGINT) AS i_output_h3_r, CAST(i_output_h3_u AS BIGINT) AS i_output_h3_u, CAST(i_output_h3_x AS BIGINT) AS i_output_h3_x,
  CAST(i_output_h4 AS BIGINT) AS i_output_h4, CAST(i_output_h4_n AS BIGINT) AS i_output_h4_n, CAST(i_output_h4_e AS BIGINT) AS i_output_h4_e, CAST(i_output_h4_r AS BIGINT) AS i_output_h4_r, CAST(i_output_h4_u AS BIGINT) AS i_output_h4_u, CAST(i_output_h4_x AS BIGINT) AS i_output_h4_x,
  CAST(i_output_h5 AS BIGINT) AS i_output_h5, CAST(i_output_h5_n AS BIGINT) AS i_output_h5_n, CAST(i_output_h5_e AS BIGINT) AS i_output_h5_e, CAST(i_output_h5_r AS BIGINT) AS i_output_h5_r, CAST(i_output_h5_u AS BIGINT) AS i_output_h5_u, CAST(i_output_h5_x AS BIGINT) AS i_output_h5_x,
  CAST(i_output_p0 AS BIGINT) AS i_output_p0, CAST(i_output_p0_n AS BIGINT) AS i_output_p0_n, CAST(i_output_p0_e AS BIGINT) AS i_output_p0_e, CAST(i_output_p0_r AS BIGINT) AS i_output_p0_r, CAST(i_output_p0_u AS BIGINT) AS i_output_p0_u, CAST(i_output_p0_x AS BIGINT) AS i_output_p0_x,
  CAST(i_output_p1 AS BIGINT) AS i_output_p1, CAST(i_output_p1_n AS BIGINT) AS i_output_p1_n, CAST(i_output_p1_e AS BIGINT) AS i_output_p1_e, CAST(i_output_p1_r AS BIGINT) AS i_output_p1_r, CAST(i_output_p1_u AS BIGINT) AS i_output_p1_u, CAST(i_output_p1_x AS BIGINT) AS i_output_p1_x,
  CAST(i_output_p2 AS BIGINT) AS i_output_p2, CAST(i_output_p2_n AS BIGINT) AS i_output_p2_n, CAST(i_output_p2_e AS BIGINT) AS i_output_p2_e, CAST(i_output_p2_r AS BIGINT) AS i_output_p2_r, CAST(i_output_p2_u AS BIGINT) AS i_output_p2_u, CAST(i_output_p2_x AS BIGINT) AS i_output_p2_x,
  CAST(i_output_p3 AS BIGINT) AS i_output_p3, CAST(i_output_p3_n AS BIGINT) AS i_output_p3_n, CAST(i_output_p3_e AS BIGINT) AS i_output_p3_e, CAST(i_output_p3_r AS BIGINT) AS i_output_p3_r, CAST(i_output_p3_u AS BIGINT) AS i_output_p3_u, CAST(i_output_p3_x AS BIGINT) AS i_output_p3_x,
  CAST(i_output_p4 AS BIGINT) AS i_output_p4, CAST(i_output_p4_n AS BIGINT) AS i_output_p4_n, CAST(i_output_p4_e AS BIGINT) AS i_output_p4_e, CAST(i_output_p4_r AS BIGINT) AS i_output_p4_r, CAST(i_output_p4_u AS BIGINT) AS i_output_p4_u, CAST(i_output_p4_x AS BIGINT) AS i_output_p4_x,
  CAST(i_output_p5 AS BIGINT) AS i_output_p5, CAST(i_output_p5_n AS BIGINT) AS i_output_p5_n, CAST(i_output_p5_e AS BIGINT) AS i_output_p5_e, CAST(i_output_p5_r AS BIGINT) AS i_output_p5_r, CAST(i_output_p5_u AS BIGINT) AS i_output_p5_u, CAST(i_output_p5_x AS BIGINT) AS i_output_p5_x,
  CAST(i_wages AS BIGINT) AS i_wages, CAST(i_wages_n AS BIGINT) AS i_wages_n, CAST(i_wages_e AS BIGINT) AS i_wages_e, CAST(i_wages_r AS BIGINT) AS i_wages_r, CAST(i_wages_u AS BIGINT) AS i_wages_u, CAST(i_wages_x AS BIGINT) AS i_wages_x,
  CAST(i_profit AS BIGINT) AS i_profit, CAST(i_profit_n AS BIGINT) AS i_profit_n, CAST(i_profit_e AS BIGINT) AS i_profit_e, CAST(i_profit_r AS BIGINT) AS i_profit_r, CAST(i_profit_u AS BIGINT) AS i_profit_u, CAST(i_profit_x AS BIGINT) AS i_profit_x,
  CAST(i_revenue AS BIGINT) AS i_revenue, CAST(i_revenue_n AS BIGINT) AS i_revenue_n, CAST(i_revenue_e AS BIGINT) AS i_revenue_e, CAST(i_revenue_r AS BIGINT) AS i_revenue_r, CAST(i_revenue_u AS BIGINT) AS i_revenue_u, CAST(i_revenue_x AS BIGINT) AS i_revenue_x,
  CAST(i_export AS BIGINT) AS i_export, CAST(i_export_n AS BIGINT) AS i_export_n, CAST(i_export_e AS BIGINT) AS i_export_e, CAST(i_export_r AS BIGINT) AS i_export_r, CAST(i_export_u AS BIGINT) AS i_export_u, CAST(i_export_x AS BIGINT) AS i_export_x,
  CAST(i_tax_p0 AS BIGINT) AS i_tax_p0, CAST(i_tax_p0_n AS BIGINT) AS i_tax_p0_n, CAST(i_tax_p0_e AS BIGINT) AS i_tax_p0_e, CAST(i_tax_p0_r AS BIGINT) AS i_tax_p0_r, CAST(i_tax_p0_u AS BIGINT) AS i_tax_p0_u, CAST(i_tax_p0_x AS BIGINT) AS i_tax_p0_x,
  CAST(i_revenue_m0 AS BIGINT) AS i_revenue_m0, CAST(i_revenue_m0_n AS BIGINT) AS i_revenue_m0_n, CAST(i_revenue_m0_e AS BIGINT) AS i_revenue_m0_e, CAST(i_revenue_m0_r AS BIGINT) AS i_revenue_m0_r, CAST(i_revenue_m0_u AS BIGINT) AS i_revenue_m0_u, CAST(i_revenue_m0_x AS BIGINT) AS i_revenue_m0_x,
  CAST(i_revenue_m1 AS BIGINT) AS i_revenue_m1, CAST(i_revenue_m1_n AS BIGINT) AS i_revenue_m1_n, CAST(i_revenue_m1_e AS BIGINT) AS i_revenue_m1_e, CAST(i_revenue_m1_r AS BIGINT) AS i_revenue_m1_r, CAST(i_revenue_m1_u AS BIGINT) AS i_revenue_m1_u, CAST(i_revenue_m1_x AS BIGINT) AS i_revenue_m1_x,
  CASE WHEN abs(d_growth) < 9e7 THEN CAST(sign(d_growth) * floor(abs(d_growth) * 1e8 + 0.5) AS BIGINT) END AS i_growth,
  CASE WHEN abs(d_sales_rate) < 9e7 THEN CAST(sign(d_sales_rate) * floor(abs(d_sales_rate) * 1e8 + 0.5) AS BIGINT) END AS i_sales_rate,
  CASE WHEN abs(d_export) < 9e7 THEN CAST(sign(d_export) * floor(abs(d_export) * 1e8 + 0.5) AS BIGINT) END AS i_export_share,
  CASE WHEN abs(d_margin) < 9e7 THEN CAST(sign(d_margin) * floor(abs(d_margin) * 1e8 + 0.5) AS BIGINT) END AS i_margin,
  CASE WHEN abs(d_margin_l0) < 9e7 THEN CAST(sign(d_margin_l0) * floor(abs(d_margin_l0) * 1e8 + 0.5) AS BIGINT) END AS i_margin_l0,
  CASE WHEN abs(d_taxmean) < 9e7 THEN CAST(sign(d_taxmean) * floor(abs(d_taxmean) * 1e8 + 0.5) AS BIGINT) END AS i_tax_mean,
  CASE WHEN abs(d_new) < 9e7 THEN CAST(sign(d_new) * floor(abs(d_new) * 1e8 + 0.5) AS BIGINT) END AS i_new,
  CAST(n_ds AS BIGINT) AS i_firms, CAST(n_ds AS BIGINT) AS i_firms_n, CAST(n_ds AS BIGINT) AS i_firms_e, CAST(n_ds AS BIGINT) AS i_firms_r, CAST(n_ds AS BIGINT) AS i_firms_u, CAST(x_ds AS BIGINT) AS i_firms_x,
  CAST(n_big AS BIGINT) AS i_big, CAST(n_big AS BIGINT) AS i_big_n, CAST(n_big AS BIGINT) AS i_big_e, CAST(n_big AS BIGINT) AS i_big_r, CAST(n_big AS BIGINT) AS i_big_u, CAST(x_big AS BIGINT) AS i_big_x
FROM q ORDER BY grouping_no, code NULLS LAST;
