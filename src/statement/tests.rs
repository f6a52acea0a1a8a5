//! The reader of sentences against a table of sentences, each with what it says and nothing else.

use crate::codebook::Codebooks;
use crate::statement::judge::{Under, judge, look};
use crate::statement::model::{Stance, Topic};
use crate::statement::pattern::Sight;
use crate::statement::signals::Signals;
use crate::statement::words::words;

/// Topics that must not be found where the table does not name them.
const STRICT: &[Topic] = &[
    Topic::Confirmation,
    Topic::Copy,
    Topic::Purposes,
    Topic::Recipients,
    Topic::Retention,
    Topic::Rights,
    Topic::ComplaintController,
    Topic::ComplaintCommissioner,
    Topic::Court,
    Topic::Source,
    Topic::AutomatedDecisions,
    Topic::Transfers,
    Topic::LawfulBasis,
    Topic::SpecialCondition,
    Topic::RegisterOnly,
    Topic::Exemption,
    Topic::Refusal,
    Topic::Excessive,
    Topic::Fee,
    Topic::SearchLimit,
    Topic::Redaction,
    Topic::NothingHeld,
    Topic::WillFollow,
    Topic::Extension,
    Topic::Identity,
    Topic::Clarification,
];

/// What a row expects: topics with their stance; a topic alone may have any.
fn listed(text: &str) -> Vec<(Topic, Option<Stance>)> {
    let pieces = text.split(';').filter(|piece| !piece.is_empty());
    pieces
        .filter_map(|piece| {
            let (topic, stance) = match piece.split_once('=') {
                Some((topic, stance)) => (topic, Some(stance)),
                None => (piece, None),
            };
            let known = Topic::ALL.iter().find(|known| known.as_str() == topic);
            let stance = stance.map(|stance| {
                let known = Stance::ALL.iter().find(|known| known.as_str() == stance);
                assert!(known.is_some(), "{text}: no such stance");
                known.copied()
            });
            assert!(known.is_some(), "{text}: no such topic");
            Some((*known?, stance.flatten()))
        })
        .collect()
}

/// What is wrong with the reading of each row of a set, and how many statements were right.
fn judge_all(set: &str) -> (Vec<String>, usize, usize) {
    let signals = Signals::load(&Codebooks::embedded()).expect("the embedded signals load");
    let mut rows =
        csv::Reader::from_reader(include_str!("../../tests/statements/sentences.csv").as_bytes());
    let (mut wrong, mut right, mut wanted) = (Vec::new(), 0, 0);
    for row in rows.records() {
        let row = row.expect("the table is sound");
        let field = |n: usize| row.get(n).unwrap_or_default();
        if field(0) != set {
            continue;
        }
        let sentence = field(1);
        let looked = look(sentence, &signals);
        let found: Vec<(Topic, Stance)> = judge(sentence, &looked, &signals, Under::Nothing)
            .into_iter()
            .filter(|_| !sentence.ends_with('?'))
            .map(|judged| (judged.topic, judged.stance))
            .collect();
        let says = listed(field(2));
        let may = listed(field(3));
        let fits = |list: &[(Topic, Option<Stance>)], (topic, stance): &(Topic, Stance)| {
            list.iter()
                .any(|(t, s)| t == topic && s.is_none_or(|s| s == *stance))
        };
        for (topic, stance) in &says {
            wanted += 1;
            let hit = found
                .iter()
                .any(|(t, s)| t == topic && stance.is_none_or(|stance| stance == *s));
            if hit {
                right += 1;
            } else {
                let got: Vec<&Stance> = found
                    .iter()
                    .filter(|(t, _)| t == topic)
                    .map(|(_, s)| s)
                    .collect();
                wrong.push(format!(
                    "missed {topic}={stance:?} (got {got:?}): {sentence}"
                ));
            }
        }
        for pair in &found {
            let open = says.iter().chain(&may).any(|(t, _)| *t == pair.0);
            if STRICT.contains(&pair.0) && !open && !fits(&may, pair) {
                wrong.push(format!("false {}={}: {sentence}", pair.0, pair.1));
            }
        }
    }
    (wrong, right, wanted)
}

#[test]
fn no_pattern_that_fits_is_passed_over_for_the_words_it_needs() {
    let signals = Signals::load(&Codebooks::embedded()).expect("the signals");
    let every = signals.matcher.without_needs();
    let mut rows =
        csv::Reader::from_reader(include_str!("../../tests/statements/sentences.csv").as_bytes());
    let mut hits = 0;
    for row in rows.records() {
        let row = row.expect("a row");
        let words = words(row.get(1).unwrap_or_default());
        let sight = Sight {
            words: &words,
            names: &[],
        };
        let found = signals.matcher.scan(sight);
        assert_eq!(found, every.scan(sight), "{row:?}");
        hits += found.len();
    }
    assert!(hits > 0);
}

#[test]
fn each_sentence_of_the_table_says_what_it_says() {
    let (wrong, right, wanted) = judge_all("dev");
    assert!(
        wrong.is_empty(),
        "{right} of {wanted}\n{}",
        wrong.join("\n")
    );
}

#[test]
fn sentences_that_were_not_looked_at_are_read_nearly_as_well() {
    let (wrong, right, wanted) = judge_all("held");
    println!("HELD {right} of {wanted}, {} wrong", wrong.len());
    if std::env::var_os("SHOW_HELD").is_some() {
        println!("{}", wrong.join("\n"));
    }
    assert!(right * 10 >= wanted * 8);
}

#[test]
fn shows_how_a_sentence_is_read() {
    let Some(text) = std::env::var_os("SENTENCE") else {
        return;
    };
    let text = text.to_string_lossy().into_owned();
    let signals = Signals::load(&Codebooks::embedded()).expect("the embedded signals load");
    let looked = look(&text, &signals);
    println!("{}", looked.describe());
    println!("{:?}", judge(&text, &looked, &signals, Under::Nothing));
}
