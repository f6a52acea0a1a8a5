//! What the values under a heading that nobody explains suggest when many are seen together. It is
//! evidence of the cohort and never a meaning: it says what the values look like.

use super::count::Heading;

/// What the values of many people suggest.
pub(super) fn suggests(heading: &Heading, cell: u64) -> Option<String> {
    let scores = &heading.scores;
    if scores.seen.people >= cell.max(20) {
        let (least, most) = (scores.least?, scores.most?);
        let top = [1.0, 10.0, 100.0].into_iter().find(|top| most <= *top);
        // The ends alone would be values of single people.
        return match top.filter(|_| least >= 0.0) {
            Some(top) => Some(format!(
                "all values are {} from 0 to {top}: it may be a scale of that width",
                if scores.fractions {
                    "numbers"
                } else {
                    "whole numbers"
                }
            )),
            None => Some("all values are numbers".to_owned()),
        };
    }
    let common: Vec<&str> = heading
        .shapes
        .iter()
        .filter(|(_, seen)| seen.people >= cell)
        .map(|(shape, _)| shape.as_str())
        .collect();
    match (common.as_slice(), heading.shapes.len()) {
        ([only], 1) => Some(format!("all values have the shape {only}")),
        _ => None,
    }
}
