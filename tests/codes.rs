//! The code lists are whole: every scheme has, in each version, as many codes as were reviewed, with
//! the status and the source that they were reviewed with.

use std::collections::BTreeMap;

use sar_decode::codebook::Codebooks;
use sar_decode::vocabulary::Evidence;

/// How many codes of each version were reviewed: verified, and recalled.
const REVIEWED: &str = include_str!("codes.csv");

/// Verified and recalled codes of each version of each scheme, as the program reads them.
fn read() -> BTreeMap<String, String> {
    let books = Codebooks::embedded();
    let mut counts: BTreeMap<(String, String), (u32, u32)> = BTreeMap::new();
    for scheme in books.all_schemes() {
        for row in books.list(scheme).into_iter().flat_map(|list| list.rows()) {
            let key = (scheme.id.clone(), row.version.clone());
            let count = counts.entry(key).or_default();
            match row.status {
                Evidence::Verified => count.0 += 1,
                Evidence::Recalled => count.1 += 1,
            }
        }
    }
    let line = |((scheme, version), (verified, recalled))| {
        (
            format!("{scheme}, {version}"),
            format!("{verified} + {recalled}"),
        )
    };
    counts.into_iter().map(line).collect()
}

#[test]
fn every_version_of_every_scheme_has_the_codes_that_were_reviewed() {
    let mut reviewed = BTreeMap::new();
    let mut reader = csv::Reader::from_reader(REVIEWED.as_bytes());
    for row in reader.records() {
        let row = row.expect("a row");
        reviewed.insert(
            format!("{}, {}", &row[0], &row[1]),
            format!("{} + {}", &row[2], &row[3]),
        );
    }
    assert_eq!(read(), reviewed);
}

#[test]
fn no_recalled_code_names_a_source_and_no_verified_code_names_general_knowledge() {
    let books = Codebooks::embedded();
    for scheme in books.all_schemes() {
        for row in books.list(scheme).into_iter().flat_map(|list| list.rows()) {
            let general = row.source.starts_with("general knowledge");
            let verified = row.status == Evidence::Verified;
            assert!(!(general && verified), "{}: {row:?}", scheme.id);
            assert!(!row.source.trim().is_empty(), "{}: {row:?}", scheme.id);
        }
    }
}
