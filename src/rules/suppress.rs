//! Which finding silences which, as data: `codebooks/law/suppression.csv`.
