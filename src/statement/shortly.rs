//! What a letter explains under a heading's last word alone: `The forecast. It runs from 0 (never) to 100
//! (sure to)` of a column `SNP forecast`.

use crate::codebook::{Kind, Label};
use crate::recognise::Survey;
use crate::recognise::explain::{Explanation, scale};
use crate::statement::sentence::Sentence;
use crate::statement::told::goes_on;

/// The headings over scores of which sentences give the scale under their last word; where no other heading
/// ends with that word, and nothing else explains it.
pub(super) fn explained_shortly(
    sentences: &[&Sentence],
    survey: &Survey,
) -> Vec<(usize, Explanation)> {
    let all = sentences.iter().enumerate();
    let found = all.filter_map(|(at, sentence)| {
        let index = named(&sentence.text, survey)?;
        let rest = sentences.get(at + 1..).unwrap_or_default();
        let texts: Vec<&str> = std::iter::once(sentence.text.as_str())
            .chain(goes_on(rest))
            .collect();
        let scale = texts.iter().find_map(|text| scale(text))?;
        (scale.low.is_some() || scale.high.is_some()).then(|| {
            let explanation = Explanation {
                text: texts.join(" "),
                scale: Some(scale),
                codes: Vec::new(),
                at: sentence.at.clone(),
                from_key: true,
            };
            (index, explanation)
        })
    });
    found.collect()
}

/// The one heading over scores whose last word a text begins with: `The forecast`, `Your forecast runs`.
fn named(text: &str, survey: &Survey) -> Option<usize> {
    const SHORTEST: usize = 4;
    let rest = ["The ", "Your ", "This "]
        .iter()
        .find_map(|the| text.strip_prefix(the))?;
    let word = rest.split([' ', '.', ':', ',']).next()?.to_lowercase();
    if word.len() < SHORTEST {
        return None;
    }
    let ends = |text: &str| {
        Label::new(text)
            .words()
            .last()
            .is_some_and(|last| *last == word)
    };
    let headings = survey.headings.iter().enumerate();
    let mut ending = headings.filter(|(_, heading)| ends(&heading.text));
    let (index, heading) = ending.next()?;
    // `The mark runs from 1 to 5` over a column `Mark` of which nothing else is known.
    let behind = rest.split_whitespace().nth(1).unwrap_or_default();
    let runs = matches!(behind, "runs" | "goes" | "ranges");
    let whole = || heading.label.words().len() == 1 && heading.recognised.kind.is_none() && runs;
    let numbers = || {
        let mut values = survey.values_under(index).peekable();
        values.peek().is_some() && values.all(|value| value.trim().parse::<f64>().is_ok())
    };
    let measures = heading.recognised.kind == Some(Kind::Score) && heading.label.words().len() > 1;
    let open = heading.explanation.is_none() && (measures || (whole() && numbers()));
    (open && ending.next().is_none()).then_some(index)
}
