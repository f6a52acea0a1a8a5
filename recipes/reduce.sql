-- DuckDB over the data sets of any number of parts: duckdb -c ".read recipes/reduce.sql", in the folder that holds
-- parts/*/dataset. The cohort report counts the same, and withholds what few people have, as this does with HAVING.

CREATE OR REPLACE VIEW cases AS SELECT * FROM read_csv('parts/*/dataset/cases.csv', header = true, all_varchar = true);
CREATE OR REPLACE VIEW data_points AS SELECT * FROM read_csv('parts/*/dataset/data_points.csv', header = true, all_varchar = true);
CREATE OR REPLACE VIEW findings AS SELECT * FROM read_csv('parts/*/dataset/findings.csv', header = true, all_varchar = true);

-- What kinds of data does each party hold?
SELECT party, category, count(DISTINCT "case") AS responses
FROM data_points JOIN cases USING ("case")
WHERE reader NOT IN ('blank', 'no-value') AND response_kind = 'data'
GROUP BY party, category HAVING count(DISTINCT "case") >= 5
ORDER BY party, responses DESC, category;

-- Which party profiles more?
SELECT party, count(*) AS responses, round(avg(CAST(inferred AS INTEGER)), 2) AS guesses
FROM cases WHERE response_kind = 'data'
GROUP BY party HAVING count(*) >= 5 ORDER BY guesses DESC;

-- Findings by rule and party.
SELECT party, rule, any_value(name) AS name, count(DISTINCT "case") AS responses
FROM findings JOIN cases USING ("case")
GROUP BY party, rule HAVING count(DISTINCT "case") >= 5
ORDER BY party, responses DESC, rule;
