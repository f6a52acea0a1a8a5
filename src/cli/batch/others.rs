//! `--others`: what others received from each party, from the report on a cohort.

use std::collections::BTreeMap;
use std::path::Path;

use sar_decode::error::Error;
use sar_decode::profile::Others;
use serde::Deserialize;

use crate::cli::failure::Failure;

/// As much of the report on a cohort as is read again.
#[derive(Deserialize)]
struct Cohort {
    columns_some_received: Vec<Columns>,
}

#[derive(Deserialize)]
struct Columns {
    party: String,
    of: usize,
    received: Vec<Received>,
}

#[derive(Deserialize)]
struct Received {
    heading: String,
    responses: usize,
}

/// Reads what others received, by party.
pub fn read(path: &Path) -> Result<BTreeMap<String, Others>, Failure> {
    let bytes = std::fs::read(path).map_err(|source| Error::Open {
        path: path.to_owned(),
        source,
    })?;
    let cohort: Cohort = serde_json::from_slice(&bytes).map_err(|error| {
        let what = format!("{}: is no report on a cohort: {error}", path.display());
        Failure::new(what).try_this("the cohort.json that batch writes")
    })?;
    let parties = cohort.columns_some_received.into_iter().map(|columns| {
        let received = columns.received.iter();
        let counts = received.map(|it| (it.heading.as_str(), it.responses));
        (columns.party, Others::counted(columns.of, counts))
    });
    Ok(parties.collect())
}
