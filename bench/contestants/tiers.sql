-- The tiers of the library as one would write them by hand in DuckDB, over the table `inputs`, as of 31 December 2025:
-- true, false, or NULL for unknown. What several tiers ask is worked out once, in `asked`.
WITH exact AS (
  SELECT *,
    round(rnd_intensity_cny, 9) AS rnd, round(rnd_intensity_1_years_ago_cny, 9) AS rnd_1_ago,
    round(rnd_intensity_over_2_years_cny, 9) AS rnd_2, round(rnd_intensity_over_3_years_cny, 9) AS rnd_3,
    round(rnd_intensity_over_4_years_cny, 9) AS rnd_4, round(rnd_staff_ratio, 9) AS rnd_staff,
    round(tech_staff_ratio, 9) AS tech_staff, round(rnd_cost_ratio, 9) AS rnd_cost,
    round(revenue_growth_cny, 9) AS growth, round(revenue_growth_over_2_years_cny, 9) AS growth_2,
    round(revenue_growth_over_3_years_cny, 9) AS growth_3, round(revenue_growth_over_4_years_usd, 9) AS growth_4,
    round(revenue_growth_usd, 9) AS growth_usd, round(revenue_growth_1_years_ago_usd, 9) AS growth_1_ago,
    round(revenue_growth_2_years_ago_usd, 9) AS growth_2_ago,
    round(revenue_growth_over_3_years_usd, 9) AS growth_3_usd,
    round(headcount_growth_over_3_years, 9) AS staff_growth, round(profit_growth_over_2_years_cny, 9) AS profit_growth,
    round(debt_ratio, 9) AS debt, lower(country) = 'chn' AS china, lower(region) AS land, lower(city) AS town
  FROM inputs
),
asked AS (
  SELECT *,
    china AND (land IN ('anhui', '安徽', '安徽省') OR town IN ('hefei', '合肥', '合肥市', 'wuhu', '芜湖', '芜湖市',
      'bengbu', '蚌埠', '蚌埠市', 'huainan', '淮南', '淮南市', 'ma''anshan', 'maanshan', '马鞍山', '马鞍山市',
      'huaibei', '淮北', '淮北市', 'tongling', '铜陵', '铜陵市', 'anqing', '安庆', '安庆市', 'huangshan', '黄山',
      '黄山市', 'chuzhou', '滁州', '滁州市', '阜阳', '阜阳市', '宿州', '宿州市', 'lu''an', 'luan', '六安', '六安市',
      'bozhou', '亳州', '亳州市', 'chizhou', '池州', '池州市', 'xuancheng', '宣城', '宣城市')) AS in_anhui,
    china AND (land IN ('beijing', '北京', '北京市') OR town IN ('beijing', '北京', '北京市')) AS in_beijing,
    china AND town IN ('guangzhou', '广州', '广州市') AS in_guangzhou,
    china AND town IN ('hangzhou', '杭州', '杭州市') AS in_hangzhou,
    china AND town IN ('hefei', '合肥', '合肥市') AS in_hefei,
    china AND (land IN ('hubei', '湖北', '湖北省') OR town IN ('wuhan', '武汉', '武汉市', 'huangshi', '黄石', '黄石市',
      'shiyan', '十堰', '十堰市', 'yichang', '宜昌', '宜昌市', 'xiangyang', '襄阳', '襄阳市', 'ezhou', '鄂州', '鄂州市',
      'jingmen', '荆门', '荆门市', 'xiaogan', '孝感', '孝感市', 'jingzhou', '荆州', '荆州市', 'huanggang', '黄冈',
      '黄冈市', 'xianning', '咸宁', '咸宁市', 'suizhou', '随州', '随州市', 'enshi', '恩施', '恩施州',
      '恩施土家族苗族自治州', 'xiantao', '仙桃', '仙桃市', 'qianjiang', '潜江', '潜江市', 'tianmen', '天门', '天门市',
      'shennongjia', '神农架', '神农架林区')) AS in_hubei,
    china AND (land IN ('jiangsu', '江苏', '江苏省') OR town IN ('nanjing', '南京', '南京市', 'wuxi', '无锡', '无锡市',
      'xuzhou', '徐州', '徐州市', 'changzhou', '常州', '常州市', 'suzhou', '苏州', '苏州市', 'nantong', '南通', '南通市',
      'lianyungang', '连云港', '连云港市', 'huaian', '淮安', '淮安市', 'yancheng', '盐城', '盐城市', 'yangzhou', '扬州',
      '扬州市', 'zhenjiang', '镇江', '镇江市', '泰州', '泰州市', 'suqian', '宿迁', '宿迁市')) AS in_jiangsu,
    china AND town IN ('nanjing', '南京', '南京市') AS in_nanjing,
    china AND town IN ('qingdao', '青岛', '青岛市') AS in_qingdao,
    china AND (land IN ('shandong', '山东', '山东省') OR town IN ('jinan', '济南', '济南市', 'qingdao', '青岛', '青岛市',
      'zibo', '淄博', '淄博市', 'zaozhuang', '枣庄', '枣庄市', 'dongying', '东营', '东营市', 'yantai', '烟台', '烟台市',
      'weifang', '潍坊', '潍坊市', 'jining', '济宁', '济宁市', 'tai''an', 'taian', '泰安', '泰安市', 'weihai', '威海',
      '威海市', 'rizhao', '日照', '日照市', 'linyi', '临沂', '临沂市', 'dezhou', '德州', '德州市', 'liaocheng', '聊城',
      '聊城市', 'binzhou', '滨州', '滨州市', 'heze', '菏泽', '菏泽市')) AS in_shandong,
    china AND (land IN ('shanghai', '上海', '上海市') OR town IN ('shanghai', '上海', '上海市')) AS in_shanghai,
    china AND town IN ('shenzhen', '深圳', '深圳市') AS in_shenzhen,
    china AND (land IN ('sichuan', '四川', '四川省') OR town IN ('chengdu', '成都', '成都市', 'zigong', '自贡', '自贡市',
      'panzhihua', '攀枝花', '攀枝花市', 'luzhou', '泸州', '泸州市', 'deyang', '德阳', '德阳市', 'mianyang', '绵阳',
      '绵阳市', 'guangyuan', '广元', '广元市', 'suining', '遂宁', '遂宁市', 'neijiang', '内江', '内江市', 'leshan',
      '乐山', '乐山市', 'nanchong', '南充', '南充市', 'meishan', '眉山', '眉山市', 'yibin', '宜宾', '宜宾市',
      'guang''an', 'guangan', '广安', '广安市', 'dazhou', '达州', '达州市', 'ya''an', 'yaan', '雅安', '雅安市',
      'bazhong', '巴中', '巴中市', 'ziyang', '资阳', '资阳市', 'aba', '阿坝', '阿坝州', '阿坝藏族羌族自治州', 'garze',
      '甘孜', '甘孜州', '甘孜藏族自治州', 'liangshan', '凉山', '凉山州', '凉山彝族自治州')) AS in_sichuan,
    china AND town IN ('suzhou', '苏州', '苏州市') AS in_suzhou,
    china AND town IN ('wuhan', '武汉', '武汉市') AS in_wuhan,
    china AND town IN ('xi''an', 'xian', '西安', '西安市') AS in_xian,

    CASE WHEN listed_low > 0 THEN false WHEN listed_high <= 0 THEN true END AS unlisted,
    CASE WHEN listed_not_neeq_low > 0 THEN false WHEN listed_not_neeq_high <= 0 THEN true END AS unlisted_neeq,
    CASE WHEN listed_not_neeq_otc_low > 0 THEN false WHEN listed_not_neeq_otc_high <= 0 THEN true END AS unlisted_otc,
    CASE WHEN acquired_low > 0 THEN true WHEN acquired_high <= 0 THEN false END AS bought,
    CASE WHEN closed_low > 0 THEN false WHEN closed_high <= 0 THEN true END AS operating,
    CASE WHEN rounds_low > 0 THEN true WHEN rounds_high <= 0 THEN false END AS invested,
    CASE WHEN rounds_equity_low > 0 THEN true WHEN rounds_equity_high <= 0 THEN false END AS funded,
    CASE WHEN rounds_paid_in_low > 0 THEN true WHEN rounds_paid_in_high <= 0 THEN false END AS paid_in,
    CASE WHEN certifications_high_tech_enterprise_low > 0 THEN true
         WHEN certifications_high_tech_enterprise_high <= 0 THEN false END AS high_tech,
    CASE WHEN certifications_unicorn_low > 0 THEN true
         WHEN certifications_unicorn_high <= 0 THEN false END AS called_unicorn,

    CASE WHEN founded_low >= DATE '2020-12-31' THEN true WHEN founded_high < DATE '2020-12-31' THEN false END AS age_5,
    CASE WHEN founded_low >= DATE '2016-12-31' THEN true WHEN founded_high < DATE '2016-12-31' THEN false END AS age_9,
    CASE WHEN founded_low >= DATE '2015-12-31' THEN true WHEN founded_high < DATE '2015-12-31' THEN false END AS age_10,
    CASE WHEN founded_low >= DATE '2010-12-31' THEN true WHEN founded_high < DATE '2010-12-31' THEN false END AS age_15,
    CASE WHEN founded_high <= DATE '2020-12-31' THEN true WHEN founded_low > DATE '2020-12-31' THEN false END AS from_5,
    CASE WHEN founded_high <= DATE '2022-12-31' THEN true WHEN founded_low > DATE '2022-12-31' THEN false END AS from_3,
    CASE WHEN founded_low >= DATE '2000-01-01' THEN true WHEN founded_high < DATE '2000-01-01' THEN false END AS of_2000,
    CASE WHEN founded_low >= DATE '2013-01-01' THEN true WHEN founded_high < DATE '2013-01-01' THEN false END AS of_2013,
    CASE WHEN founded_low >= DATE '2019-01-01' THEN true WHEN founded_high < DATE '2019-01-01' THEN false END AS of_2019,

    CASE WHEN valuation_usd_low >= 100000000 THEN true WHEN valuation_usd_high < 100000000 THEN false END AS usd_100m,
    CASE WHEN valuation_usd_low >= 500000000 THEN true WHEN valuation_usd_high < 500000000 THEN false END AS usd_500m,
    CASE WHEN valuation_usd_low >= 1000000000 THEN true WHEN valuation_usd_high < 1000000000 THEN false END AS usd_1bn,
    CASE WHEN valuation_usd_low > 1000000000 THEN true
         WHEN valuation_usd_high <= 1000000000 THEN false END AS usd_over_1bn,
    CASE WHEN valuation_usd_low >= 10000000000 THEN true
         WHEN valuation_usd_high < 10000000000 THEN false END AS usd_10bn,
    CASE WHEN valuation_post_money_unstated_usd_low >= 100000000 THEN true
         WHEN valuation_post_money_unstated_usd_high < 100000000 THEN false END AS post_100m,
    CASE WHEN valuation_post_money_unstated_usd_low >= 500000000 THEN true
         WHEN valuation_post_money_unstated_usd_high < 500000000 THEN false END AS post_500m,
    CASE WHEN valuation_post_money_unstated_usd_low >= 1000000000 THEN true
         WHEN valuation_post_money_unstated_usd_high < 1000000000 THEN false END AS post_1bn,
    CASE WHEN valuation_usd_cny_6_low > 1000000000 THEN true
         WHEN valuation_usd_cny_6_high <= 1000000000 THEN false END AS six_over_1bn,
    CASE WHEN valuation_cny_low >= 200000000 THEN true WHEN valuation_cny_high < 200000000 THEN false END AS cny_200m,
    CASE WHEN valuation_cny_high <= 7000000000 THEN true
         WHEN valuation_cny_low > 7000000000 THEN false END AS cny_to_7bn,
    CASE WHEN valuation_post_money_unstated_cny_low >= 7000000000 THEN true
         WHEN valuation_post_money_unstated_cny_high < 7000000000 THEN false END AS post_cny_7bn,
    CASE WHEN raised_equity_cny_low >= 350000000 THEN true
         WHEN raised_equity_cny_high < 350000000 THEN false END AS raised_350m,
    CASE WHEN patents_invention_plant_variety_new_drug_integrated_circuit_low >= 2 THEN true
         WHEN patents_invention_plant_variety_new_drug_integrated_circuit_high < 2 THEN false END AS two_patents,

    growth_usd > 0 AND growth_1_ago > 0 AND growth_2_ago > 0 AS grew_3_years,
    headcount_3_years_ago >= 10 AND staff_growth >= 0.1 AND eu_hge_10pct_not_new AS eu_high_growth,
    headcount_3_years_ago >= 10 AND oecd_eurostat_hge_continuing
      AND (staff_growth > 0.2 OR growth_3 > 0.2) AS oecd_high_growth,

    CASE WHEN tech_staff >= 0.3 THEN 20 WHEN tech_staff >= 0.25 THEN 16 WHEN tech_staff >= 0.2 THEN 12
         WHEN tech_staff >= 0.15 THEN 8 WHEN tech_staff >= 0.1 THEN 4 ELSE 0 END AS staff_points,
    CASE WHEN rnd >= 0.06 THEN 50 WHEN rnd >= 0.05 THEN 40 WHEN rnd >= 0.04 THEN 30 WHEN rnd >= 0.03 THEN 20
         WHEN rnd >= 0.02 THEN 10 ELSE 0 END AS rnd_points,
    CASE WHEN rnd_cost >= 0.3 THEN 50 WHEN rnd_cost >= 0.25 THEN 40 WHEN rnd_cost >= 0.2 THEN 30
         WHEN rnd_cost >= 0.15 THEN 20 WHEN rnd_cost >= 0.1 THEN 10 ELSE 0 END AS cost_points,
    CASE WHEN patents_invention_plant_variety_new_drug_integrated_circuit_low >= 1 THEN 30
         WHEN patents_utility_design_software_low >= 4 THEN 24 WHEN patents_utility_design_software_low >= 3 THEN 18
         WHEN patents_utility_design_software_low >= 2 THEN 12 WHEN patents_utility_design_software_low >= 1 THEN 6
         ELSE 0 END AS ip_points,
    CASE WHEN coalesce(patents_invention_plant_variety_new_drug_integrated_circuit_high, 1) >= 1 THEN 30
         WHEN coalesce(patents_utility_design_software_high, 4) >= 4 THEN 24
         WHEN patents_utility_design_software_high >= 3 THEN 18 WHEN patents_utility_design_software_high >= 2 THEN 12
         WHEN patents_utility_design_software_high >= 1 THEN 6 ELSE 0 END AS ip_points_at_most
  FROM exact
)
SELECT subject,
  unlisted AND NOT bought AND operating AND usd_1bn AS "cbinsights/unicorn",
  in_anhui AND cn_anhui_2025_legal_person AND cn_anhui_2025_sector AND cn_anhui_2025_clean_record AND age_10
    AND cn_anhui_2025_rest_of_text AS "cn-anhui-2025/unicorn",
  in_beijing AND cn_beijing_dongcheng_2023_in_district AND age_5
    AND (CASE WHEN rounds_angel_low > 0 THEN true WHEN rounds_angel_high <= 0 THEN false END
      OR CASE WHEN rounds_a_low > 0 THEN true WHEN rounds_a_high <= 0 THEN false END)
    AND cn_beijing_dongcheng_2023_rest_of_text AS "cn-beijing-dongcheng-2023/seed",
  in_beijing AND cn_beijing_dongcheng_2023_in_district
    AND (CASE WHEN certifications_potential_unicorn_low > 0 THEN true
              WHEN certifications_potential_unicorn_high <= 0 THEN false END
      OR (cn_beijing_dongcheng_2023_high_growth AND age_5 AND post_100m)
      OR (cn_beijing_dongcheng_2023_high_growth AND unlisted AND from_5 AND age_9 AND post_500m))
    AS "cn-beijing-dongcheng-2023/potential",
  in_beijing AND cn_beijing_dongcheng_2023_in_district
    AND (called_unicorn
      OR (cn_beijing_dongcheng_2023_high_growth AND age_10
        AND CASE WHEN rounds_equity_low >= 2 THEN true WHEN rounds_equity_high < 2 THEN false END
        AND unlisted AND usd_over_1bn)) AS "cn-beijing-dongcheng-2023/unicorn",
  in_guangzhou AND cn_guangzhou_huangpu_2022_in_district AND cn_guangzhou_huangpu_2022_legal_person
    AND cn_guangzhou_huangpu_2022_sector AND cn_guangzhou_huangpu_2022_clean_record
    AND cn_guangzhou_huangpu_2022_credit_grade AND funded AND unlisted_neeq AND age_5
    AND CASE WHEN valuation_usd_cny_6_low >= 100000000 THEN true WHEN valuation_usd_cny_6_high < 100000000 THEN false END
    AS "cn-guangzhou-huangpu-2022/potential",
  in_guangzhou AND cn_guangzhou_huangpu_2022_in_district AND cn_guangzhou_huangpu_2022_legal_person
    AND cn_guangzhou_huangpu_2022_sector AND cn_guangzhou_huangpu_2022_clean_record
    AND cn_guangzhou_huangpu_2022_credit_grade AND funded AND unlisted_neeq AND age_10
    AND CASE WHEN valuation_usd_cny_6_low >= 1000000000 THEN true
             WHEN valuation_usd_cny_6_high < 1000000000 THEN false END AS "cn-guangzhou-huangpu-2022/unicorn",
  in_hangzhou AND CASE WHEN valuation_cny_low >= 300000000 THEN true WHEN valuation_cny_high < 300000000 THEN false END
    AS "cn-hangzhou-plan-2018/pool",
  in_hangzhou AND cn_hangzhou_plan_2018_in_district AND age_10 AND unlisted
    AND CASE WHEN valuation_cny_low > 300000000 THEN true WHEN valuation_cny_high <= 300000000 THEN false END
    AS "cn-hangzhou-plan-2018/yuhang_pool",
  in_hangzhou AND usd_100m AS "cn-hangzhou-plan-2018/quasi",
  in_hangzhou AND age_5 AND headcount <= 100 AND revenue_cny <= 20000000 AND rnd >= 0.03
    AS "cn-hangzhou-runmiao-2025/seed",
  in_hangzhou
    AND ((rnd_staff >= 0.1 AND rnd >= 0.05
      AND (CASE WHEN raised_equity_cny_high <= 20000000 THEN true WHEN raised_equity_cny_low > 20000000 THEN false END
        OR CASE WHEN valuation_cny_high <= 200000000 THEN true WHEN valuation_cny_low > 200000000 THEN false END))
      OR cn_hangzhou_runmiao_2025_relaxed) AS "cn-hangzhou-runmiao-2025/seedling",
  in_hefei AND cn_hefei_highgrowth_legal_person AND cn_hefei_highgrowth_sector AND cn_hefei_highgrowth_clean_record
    AND from_3 AND rnd > 0.03 AND growth_3 > 0.3
    AND (cn_hefei_highgrowth_achievements OR rnd > 0.08
      OR CASE WHEN raised_within_12_months_equity_cny_low > 3000000 THEN true
              WHEN raised_within_12_months_equity_cny_high <= 3000000 THEN false END)
    AS "cn-hefei-highgrowth/highgrowth_seed",
  CASE WHEN founded_high <= DATE '2024-12-31' THEN true WHEN founded_low > DATE '2024-12-31' THEN false END
    AND cn_high_tech_enterprise_core_ip AND cn_high_tech_enterprise_sector AND tech_staff >= 0.1
    AND round(domestic_rnd_ratio, 9) >= 0.6 AND round(hightech_revenue_ratio, 9) >= 0.6
    AND cn_high_tech_enterprise_score AND cn_high_tech_enterprise_clean_record
    AND (rnd_3 >= 0.05 OR (revenue_cny > 50000000 AND rnd_3 >= 0.04) OR (revenue_cny > 200000000 AND rnd_3 >= 0.03))
    AS "cn-high-tech-enterprise/hte",
  (rnd_4 > 0.025 OR cn_htz_gazelle_generic_science_input)
    AND ((age_15 AND revenue_3_years_ago_cny > 10000000 AND growth_3 >= 0.2 AND growth > 0)
      OR (age_15 AND headcount_3_years_ago > 100 AND staff_growth >= 0.3 AND cn_htz_gazelle_generic_last_year_positive)
      OR (age_10 AND revenue_cny > 1000000000 AND cn_htz_gazelle_generic_no_large_drop)
      OR (age_5 AND revenue_cny > 500000000 AND cn_htz_gazelle_generic_no_large_drop)) AS "cn-htz-gazelle-generic/gazelle",
  in_hubei AND cn_hubei_pool_2024_legal_person AND funded AND cn_hubei_pool_2024_professional_investor AND unlisted
    AND cn_hubei_pool_2024_sector AND of_2019
    AND CASE WHEN valuation_post_money_unstated_cny_low >= 100000000 THEN true
             WHEN valuation_post_money_unstated_cny_high < 100000000 THEN false END AS "cn-hubei-pool-2024/seed",
  in_hubei AND cn_hubei_pool_2024_legal_person AND funded AND cn_hubei_pool_2024_professional_investor AND unlisted
    AND cn_hubei_pool_2024_sector
    AND ((of_2019 AND post_100m)
      OR (CASE WHEN founded_low >= DATE '2014-01-01' THEN true WHEN founded_high < DATE '2014-01-01' THEN false END
        AND CASE WHEN founded_high <= DATE '2018-12-31' THEN true WHEN founded_low > DATE '2018-12-31' THEN false END
        AND post_500m)) AS "cn-hubei-pool-2024/potential",
  in_hubei AND cn_hubei_pool_2024_legal_person AND funded AND cn_hubei_pool_2024_professional_investor AND unlisted
    AND cn_hubei_pool_2024_sector AND of_2013 AND post_1bn AS "cn-hubei-pool-2024/unicorn",
  (cn_innovative_sme_score AND cn_innovative_sme_innovation_score AND cn_innovative_sme_growth_score
      AND cn_innovative_sme_specialisation_score)
    OR cn_innovative_sme_award OR high_tech OR cn_innovative_sme_demonstration_title OR cn_innovative_sme_rnd_body
    OR CASE WHEN raised_within_36_months_equity_paid_in_cny_low >= 5000000 THEN true
            WHEN raised_within_36_months_equity_paid_in_cny_high < 5000000 THEN false END
    AS "cn-innovative-sme/innovative_sme",
  in_jiangsu AND cn_jiangsu_unicorn_2025_legal_person AND cn_jiangsu_unicorn_2025_clean_record AND unlisted AND invested
    AND ((CASE WHEN founded_low >= DATE '2020-01-01' THEN true WHEN founded_high < DATE '2020-01-01' THEN false END
        AND CASE WHEN valuation_usd_cny_6_low >= 50000000 THEN true
                 WHEN valuation_usd_cny_6_high < 50000000 THEN false END)
      OR (CASE WHEN founded_low >= DATE '2015-01-01' THEN true WHEN founded_high < DATE '2015-01-01' THEN false END
        AND CASE WHEN founded_high <= DATE '2019-12-31' THEN true WHEN founded_low > DATE '2019-12-31' THEN false END
        AND CASE WHEN valuation_usd_cny_6_low > 100000000 THEN true
                 WHEN valuation_usd_cny_6_high <= 100000000 THEN false END)) AS "cn-jiangsu-unicorn-2025/potential",
  in_jiangsu AND cn_jiangsu_unicorn_2025_legal_person AND cn_jiangsu_unicorn_2025_clean_record AND unlisted
    AND CASE WHEN founded_low >= DATE '2008-01-01' THEN true WHEN founded_high < DATE '2008-01-01' THEN false END
    AND funded
    AND (six_over_1bn
      OR (CASE WHEN valuation_usd_cny_6_low >= 700000000 THEN true
               WHEN valuation_usd_cny_6_high < 700000000 THEN false END
        AND (cn_jiangsu_unicorn_2025_core_technology OR cn_jiangsu_unicorn_2025_own_ip
          OR cn_jiangsu_unicorn_2025_fills_gap OR cn_jiangsu_unicorn_2025_landmark_product
          OR cn_jiangsu_unicorn_2025_national_project))
      OR (cn_jiangsu_unicorn_2025_new_track AND cn_jiangsu_unicorn_2025_relaxed)) AS "cn-jiangsu-unicorn-2025/unicorn",
  niche_years >= 3 AND round(main_business_ratio, 9) >= 0.7
    AND round(main_revenue_growth_over_2_years_cny, 9) >= 0.05 AND cn_little_giant_management AND debt <= 0.7
    AND round(market_share, 9) >= 0.1 AND cn_little_giant_brand AND cn_little_giant_rest_of_text
    AND ((revenue_cny >= 100000000 AND rnd >= 0.03 AND rnd_1_ago >= 0.03 AND cn_little_giant_rnd_body AND two_patents)
      OR (revenue_cny >= 50000000 AND rnd >= 0.06 AND rnd_1_ago >= 0.06 AND cn_little_giant_rnd_body AND two_patents)
      OR (revenue_cny < 50000000
        AND CASE WHEN raised_within_24_months_equity_paid_in_cny_low >= 80000000 THEN true
                 WHEN raised_within_24_months_equity_paid_in_cny_high < 80000000 THEN false END
        AND cn_little_giant_professional_investor AND rnd_cny >= 30000000 AND rnd_staff >= 0.5
        AND cn_little_giant_rnd_body AND two_patents)
      OR cn_little_giant_award OR cn_little_giant_contest) AS "cn-little-giant/little_giant",
  in_nanjing
    AND ((NOT cn_nanjing_incentive_2021_manufacturing AND revenue_3_years_ago_cny >= 5000000 AND growth_usd >= 0.5
        AND growth_1_ago >= 0.5 AND growth_2_ago >= 0.5)
      OR (cn_nanjing_incentive_2021_manufacturing AND revenue_3_years_ago_cny >= 3000000 AND growth_usd >= 0.2
        AND growth_1_ago >= 0.2 AND growth_2_ago >= 0.2)) AS "cn-nanjing-incentive-2021/gazelle",
  in_nanjing AND age_10 AND funded AND usd_over_1bn AS "cn-nanjing-incentive-2021/unicorn",
  in_nanjing AND cn_nanjing_unicorn_2024_legal_person AND cn_nanjing_unicorn_2024_tax
    AND cn_nanjing_unicorn_2024_clean_record AND cn_nanjing_unicorn_2024_sector
    AND ((NOT cn_nanjing_unicorn_2024_manufacturing AND revenue_of_2021_cny >= 5000000 AND grew_3_years
        AND growth_3_usd >= 0.5)
      OR (cn_nanjing_unicorn_2024_manufacturing AND revenue_of_2021_cny >= 3000000 AND grew_3_years
        AND growth_3_usd >= 0.2)) AS "cn-nanjing-unicorn-2024/gazelle",
  in_nanjing AND cn_nanjing_unicorn_2024_legal_person AND cn_nanjing_unicorn_2024_tax
    AND cn_nanjing_unicorn_2024_clean_record AND cn_nanjing_unicorn_2024_sector AND funded AND unlisted_neeq
    AND ((NOT cn_nanjing_unicorn_2024_manufacturing
        AND CASE WHEN valuation_usd_low > 100000000 THEN true WHEN valuation_usd_high <= 100000000 THEN false END)
      OR (cn_nanjing_unicorn_2024_manufacturing
        AND CASE WHEN valuation_usd_low > 50000000 THEN true WHEN valuation_usd_high <= 50000000 THEN false END))
    AS "cn-nanjing-unicorn-2024/cultivated",
  in_nanjing AND cn_nanjing_unicorn_2024_legal_person AND cn_nanjing_unicorn_2024_tax
    AND cn_nanjing_unicorn_2024_clean_record AND cn_nanjing_unicorn_2024_sector AND funded AND unlisted_neeq
    AND usd_over_1bn AS "cn-nanjing-unicorn-2024/unicorn",
  in_qingdao AND cn_qingdao_hidden_2024_technology AND (age_5 OR cn_qingdao_hidden_2024_age_exception)
    AND cn_qingdao_hidden_2024_reputation AND unlisted AND cn_qingdao_hidden_2024_sector AND cny_200m
    AND CASE WHEN valuation_cny_high <= 3000000000 THEN true WHEN valuation_cny_low > 3000000000 THEN false END
    AS "cn-qingdao-hidden-2024/hidden",
  in_qingdao AND cn_qingdao_hidden_2024_technology AND (age_5 OR cn_qingdao_hidden_2024_age_exception)
    AND cn_qingdao_hidden_2024_reputation AND unlisted AND cn_qingdao_hidden_2024_sector
    AND CASE WHEN valuation_cny_low >= 3000000000 THEN true WHEN valuation_cny_high < 3000000000 THEN false END
    AND cny_to_7bn AS "cn-qingdao-hidden-2024/hidden_top500",
  in_shandong AND cn_shandong_gazelle_2020_legal_person AND from_3 AND debt < 0.7 AND unlisted_otc
    AND cn_shandong_gazelle_2020_independent AND (rnd_2 >= 0.05 OR (revenue_cny >= 100000000 AND rnd_2 >= 0.025))
    AND (CASE WHEN patents_invention_low >= 2 THEN true WHEN patents_invention_high < 2 THEN false END
      OR CASE WHEN patents_utility_software_low >= 8 THEN true WHEN patents_utility_software_high < 8 THEN false END
      OR lead_standards >= 1)
    AND credit_score >= 75
    AND ((revenue_cny >= 10000000 AND (growth_2 >= 0.25 OR profit_growth >= 0.25))
      OR (revenue_cny >= 20000000 AND (growth_2 >= 0.2 OR profit_growth >= 0.2))
      OR (revenue_cny >= 100000000 AND (growth_2 >= 0.15 OR profit_growth >= 0.15))
      OR (revenue_cny >= 400000000 AND (growth_2 >= 0.1 OR profit_growth >= 0.1))) AS "cn-shandong-gazelle-2020/gazelle",
  in_shanghai AND cn_shanghai_highgrowth_2025_legal_person AND cn_shanghai_highgrowth_2025_sector
    AND cn_shanghai_highgrowth_2025_clean_record AND cn_shanghai_highgrowth_2025_products AND funded
    AND cn_shanghai_highgrowth_2025_professional_investor AND unlisted AND age_10
    AND CASE WHEN valuation_post_money_unstated_cny_low >= 5000000000 THEN true
             WHEN valuation_post_money_unstated_cny_high < 5000000000 THEN false END
    AND CASE WHEN raised_by_valuation_day_equity_paid_in_cny_low >= 100000000 THEN true
             WHEN raised_by_valuation_day_equity_paid_in_cny_high < 100000000 THEN false END
    AS "cn-shanghai-highgrowth-2025/potential",
  in_shanghai AND cn_shanghai_highgrowth_2025_legal_person AND cn_shanghai_highgrowth_2025_sector
    AND cn_shanghai_highgrowth_2025_clean_record AND cn_shanghai_highgrowth_2025_products AND funded
    AND cn_shanghai_highgrowth_2025_professional_investor AND unlisted AND age_10 AND post_cny_7bn
    AND CASE WHEN raised_by_valuation_day_equity_paid_in_cny_low >= 350000000 THEN true
             WHEN raised_by_valuation_day_equity_paid_in_cny_high < 350000000 THEN false END
    AS "cn-shanghai-highgrowth-2025/unicorn",
  age_10 AND in_shanghai AND cn_shanghai_service_list_2024_legal_person AND cn_shanghai_service_list_2024_sector
    AND (CASE WHEN valuation_usd_cny_7_low >= 1000000000 THEN true
              WHEN valuation_usd_cny_7_high < 1000000000 THEN false END
      OR CASE WHEN certifications_within_24_months_unicorn_low > 0 THEN true
              WHEN certifications_within_24_months_unicorn_high <= 0 THEN false END)
    AS "cn-shanghai-service-list-2024/unicorn",
  age_10 AND NOT unlisted AND market_cap_usd_cny_7 >= 1000000000 AND cn_shanghai_service_list_2024_rest_of_text
    AS "cn-shanghai-service-list-2024/listed_ex_unicorn",
  in_shenzhen AND age_5
    AND ((CASE WHEN raised_equity_usd_low > 1000000 THEN true WHEN raised_equity_usd_high <= 1000000 THEN false END
        AND usd_100m)
      OR cn_shenzhen_filter_old_talent OR cn_shenzhen_filter_old_leading_ip OR cn_shenzhen_filter_old_known_customer)
    AS "cn-shenzhen-filter-old/potential",
  in_shenzhen
    AND CASE WHEN founded_low >= DATE '2018-12-31' THEN true WHEN founded_high < DATE '2018-12-31' THEN false END
    AND CASE WHEN raised_equity_usd_low > 15000000 THEN true WHEN raised_equity_usd_high <= 15000000 THEN false END
    AND CASE WHEN valuation_usd_low >= 300000000 THEN true WHEN valuation_usd_high < 300000000 THEN false END
    AND growth_3_usd > 0.4 AND revenue_cny > 30000000 AS "cn-shenzhen-filter-old/quasi",
  in_shenzhen AND cn_shenzhen_filter_old_legal_person AND age_10 AND funded AND unlisted AND usd_over_1bn
    AS "cn-shenzhen-filter-old/unicorn",
  in_shenzhen AND cn_shenzhen_unicorn_2025_legal_person AND cn_shenzhen_unicorn_2025_sound_accounts
    AND cn_shenzhen_unicorn_2025_sector AND cn_shenzhen_unicorn_2025_clean_record AND funded AND unlisted_neeq AND age_5
    AND CASE WHEN valuation_post_money_unstated_cny_low >= 300000000 THEN true
             WHEN valuation_post_money_unstated_cny_high < 300000000 THEN false END
    AND CASE WHEN raised_equity_cny_low >= 10000000 THEN true WHEN raised_equity_cny_high < 10000000 THEN false END
    AS "cn-shenzhen-unicorn-2025/seed",
  in_shenzhen AND cn_shenzhen_unicorn_2025_legal_person AND cn_shenzhen_unicorn_2025_sound_accounts
    AND cn_shenzhen_unicorn_2025_sector AND cn_shenzhen_unicorn_2025_clean_record AND funded AND unlisted_neeq
    AND ((age_5
        AND CASE WHEN valuation_post_money_unstated_cny_low >= 700000000 THEN true
                 WHEN valuation_post_money_unstated_cny_high < 700000000 THEN false END
        AND CASE WHEN raised_equity_cny_low >= 35000000 THEN true WHEN raised_equity_cny_high < 35000000 THEN false END)
      OR (from_5 AND age_9
        AND CASE WHEN valuation_post_money_unstated_cny_low >= 3500000000 THEN true
                 WHEN valuation_post_money_unstated_cny_high < 3500000000 THEN false END
        AND CASE WHEN raised_equity_cny_low >= 175000000 THEN true WHEN raised_equity_cny_high < 175000000 THEN false END))
    AS "cn-shenzhen-unicorn-2025/potential",
  in_shenzhen AND cn_shenzhen_unicorn_2025_legal_person AND cn_shenzhen_unicorn_2025_sound_accounts
    AND cn_shenzhen_unicorn_2025_sector AND cn_shenzhen_unicorn_2025_clean_record AND funded AND unlisted_neeq AND age_10
    AND post_cny_7bn AND raised_350m AS "cn-shenzhen-unicorn-2025/unicorn",
  in_shenzhen AND cn_shenzhen_unicorn_2025_legal_person AND cn_shenzhen_unicorn_2025_sound_accounts
    AND cn_shenzhen_unicorn_2025_sector AND cn_shenzhen_unicorn_2025_clean_record AND funded AND unlisted_neeq AND age_10
    AND CASE WHEN valuation_post_money_unstated_cny_low >= 70000000000 THEN true
             WHEN valuation_post_money_unstated_cny_high < 70000000000 THEN false END
    AND raised_350m AS "cn-shenzhen-unicorn-2025/super",
  in_sichuan
    AND (high_tech OR CASE WHEN certifications_tech_sme_low > 0 THEN true
                           WHEN certifications_tech_sme_high <= 0 THEN false END)
    AND cn_sichuan_seed_2025_clean_record AND cn_sichuan_seed_2025_sector
    AND CASE WHEN founded_low >= DATE '2018-12-31' THEN true WHEN founded_high < DATE '2018-12-31' THEN false END
    AND unlisted_neeq
    AND CASE WHEN valuation_post_money_unstated_cny_low >= 300000000 THEN true
             WHEN valuation_post_money_unstated_cny_high < 300000000 THEN false END
    AND CASE WHEN raised_equity_cny_low >= 30000000 THEN true WHEN raised_equity_cny_high < 30000000 THEN false END
    AND (cn_sichuan_seed_2025_niche_leader OR cn_sichuan_seed_2025_breakthrough) AS "cn-sichuan-seed-2025/seed",
  niche_years >= 2 AND rnd_cny >= 1000000 AND rnd >= 0.03
    AND (revenue_cny >= 10000000
      OR CASE WHEN raised_within_24_months_equity_paid_in_cny_low >= 20000000 THEN true
              WHEN raised_within_24_months_equity_paid_in_cny_high < 20000000 THEN false END)
    AND (cn_srdi_sme_score OR cn_srdi_sme_award OR round(rnd_over_2_years_cny, 2) >= 10000000
      OR CASE WHEN raised_within_24_months_equity_paid_in_cny_low >= 60000000 THEN true
              WHEN raised_within_24_months_equity_paid_in_cny_high < 60000000 THEN false END
      OR cn_srdi_sme_contest) AS "cn-srdi-sme/srdi",
  unlisted_neeq AND cn_suqian_2022_rest_of_text AND invested
    AND ((age_5
        AND CASE WHEN valuation_usd_cny_6_low >= 50000000 THEN true WHEN valuation_usd_cny_6_high < 50000000 THEN false END)
      OR (from_5 AND age_9
        AND CASE WHEN valuation_usd_cny_6_low >= 100000000 THEN true
                 WHEN valuation_usd_cny_6_high < 100000000 THEN false END
        AND NOT six_over_1bn)) AS "cn-suqian-2022/potential",
  unlisted_neeq AND cn_suqian_2022_high_tech AND age_10 AND funded AND six_over_1bn AS "cn-suqian-2022/unicorn",
  in_suzhou AND cn_suzhou_cultivation_2023_legal_person AND of_2013 AND paid_in
    AND (cn_suzhou_cultivation_2023_fund_investment OR cn_suzhou_cultivation_2023_offshore_vehicle
      OR cn_suzhou_cultivation_2023_strategic_investor)
    AND unlisted AND cn_suzhou_cultivation_2023_clean_record AND cn_suzhou_cultivation_2023_expert_review
    AS "cn-suzhou-cultivation-2023/cultivation",
  in_suzhou AND cn_suzhou_cultivation_2024_legal_person
    AND CASE WHEN founded_low >= DATE '2014-01-01' THEN true WHEN founded_high < DATE '2014-01-01' THEN false END
    AND paid_in
    AND (cn_suzhou_cultivation_2024_fund_investment OR cn_suzhou_cultivation_2024_offshore_vehicle
      OR cn_suzhou_cultivation_2024_strategic_investor)
    AND unlisted AND cn_suzhou_cultivation_2024_clean_record AND cn_suzhou_cultivation_2024_expert_review
    AS "cn-suzhou-cultivation-2024/cultivation",
  china AND headcount <= 500 AND revenue_cny <= 200000000 AND total_assets_cny <= 200000000 AND cn_tech_sme_products
    AND cn_tech_sme_clean_record
    AND CASE WHEN staff_points + greatest(rnd_points, cost_points) + ip_points >= 60 THEN true
             WHEN CASE WHEN tech_staff IS NULL THEN 20 ELSE staff_points END
               + greatest(CASE WHEN rnd IS NULL THEN 50 ELSE rnd_points END,
                          CASE WHEN rnd_cost IS NULL THEN 50 ELSE cost_points END)
               + ip_points_at_most < 60 THEN false END
    AND tech_staff >= 0.1 AS "cn-tech-sme/tech_sme",
  in_wuhan AND cn_wuhan_eastlake_2023_in_district AND funded AND cn_wuhan_eastlake_2023_professional_investor
    AND unlisted
    AND CASE WHEN founded_low >= DATE '2018-01-01' THEN true WHEN founded_high < DATE '2018-01-01' THEN false END
    AND CASE WHEN valuation_cny_low >= 100000000 THEN true WHEN valuation_cny_high < 100000000 THEN false END
    AS "cn-wuhan-eastlake-2023/seed",
  in_wuhan AND cn_wuhan_eastlake_2023_in_district AND funded AND cn_wuhan_eastlake_2023_professional_investor
    AND unlisted AND of_2013 AND ((age_5 AND usd_100m) OR (from_5 AND usd_500m)) AS "cn-wuhan-eastlake-2023/potential",
  in_wuhan AND cn_wuhan_eastlake_2023_in_district AND funded AND cn_wuhan_eastlake_2023_professional_investor
    AND unlisted
    AND CASE WHEN founded_low >= DATE '2012-01-01' THEN true WHEN founded_high < DATE '2012-01-01' THEN false END
    AND cn_wuhan_eastlake_2023_rest_of_text AS "cn-wuhan-eastlake-2023/unicorn",
  in_xian AND cn_xian_city_trial_legal_person
    AND CASE WHEN founded_low >= DATE '2017-12-31' THEN true WHEN founded_high < DATE '2017-12-31' THEN false END
    AND funded AND cn_xian_city_trial_professional_investor AND unlisted
    AND CASE WHEN valuation_cny_low > 1000000000 THEN true WHEN valuation_cny_high <= 1000000000 THEN false END
    AND cn_xian_city_trial_growth AND cn_xian_city_trial_rest_of_text AS "cn-xian-city-trial/growth",
  in_xian AND called_unicorn AND cn_xian_city_trial_expert_review AS "cn-xian-city-trial/unicorn",
  in_xian AND cn_xian_htz_2024_in_district AND cn_xian_htz_2024_core_technology AND funded AND unlisted AND age_10
    AND cny_200m AS "cn-xian-htz-2024/cultivation",
  in_xian AND cn_xian_htz_2024_in_district AND cn_xian_htz_2024_core_technology AND funded AND unlisted
    AND ((age_5 AND usd_100m) OR (from_5 AND age_10 AND usd_500m)) AS "cn-xian-htz-2024/potential",
  cn_yancheng_2022_in_gazelle_pool AND revenue_4_years_ago_cny >= 10000000 AND growth_4 > 0.2 AND growth_usd > 0
    AND cn_yancheng_2022_innovation AS "cn-yancheng-2022/gazelle",
  cn_yancheng_2022_in_unicorn_pool AND unlisted
    AND ((age_5 AND usd_100m) OR (from_5 AND age_9 AND usd_500m AND NOT usd_over_1bn)) AS "cn-yancheng-2022/potential",
  cn_yancheng_2022_in_unicorn_pool AND age_10 AND unlisted AND usd_over_1bn AS "cn-yancheng-2022/unicorn",
  unlisted AND NOT bought AND operating AND usd_1bn AS "crunchbase/unicorn",
  dealroom_technology
    AND CASE WHEN founded_low >= DATE '1990-01-01' THEN true WHEN founded_high < DATE '1990-01-01' THEN false END
    AND ((usd_over_1bn AND dealroom_own_rise) OR (bought AND acquired_for_usd >= 1000000000)
      OR (NOT unlisted AND dealroom_listing_exit)) AS "dealroom/unicorn",
  eu_high_growth AS "eu-hge-10pct/high_growth",
  eu_high_growth AND age_5 AS "eu-hge-10pct/gazelle",
  china AND gei_potential_legal_person AND funded AND unlisted
    AND ((age_5 AND post_100m) OR (from_5 AND age_9 AND post_500m)) AS "gei-potential/potential",
  china AND gei_unicorn_legal_person AND age_10 AND funded AND unlisted AND usd_1bn AS "gei-unicorn/unicorn",
  china AND gei_unicorn_legal_person AND age_10 AND funded AND unlisted AND usd_10bn AS "gei-unicorn/super",
  of_2000 AND unlisted AND hurun_five_years AS "hurun/cheetah",
  of_2000 AND unlisted AND usd_500m AND NOT usd_1bn AND hurun_three_years AS "hurun/gazelle",
  of_2000 AND unlisted AND usd_1bn AS "hurun/unicorn",
  of_2000 AND unlisted AND usd_10bn AS "hurun/super",
  funded AND unlisted AND usd_1bn AS "itjuzi/unicorn",
  oecd_high_growth AS "oecd-eurostat-hge/high_growth",
  oecd_high_growth AND age_5 AS "oecd-eurostat-hge/gazelle",
  funded AND post_1bn AND unlisted AND NOT bought AND operating AS "pitchbook/unicorn",
  CASE WHEN valuation_usd_low >= 50000000 THEN true WHEN valuation_usd_high < 50000000 THEN false END
    AS "startup-genome-scaleup/scaleup",
  cny_200m AND cny_to_7bn AND t_cais_001_2025_technology AND t_cais_001_2025_model AND t_cais_001_2025_about_five_years
    AND t_cais_001_2025_reputation AS "t-cais-001-2025/hidden"
FROM asked
