//! Headings that a sentence explains one behind the other, perhaps with the verb behind the first alone: `C_AGE is an age
//! band, C_TEN the tenure of your home and C_NEWS the kind of newspaper that you may read`.

use crate::recognise::Survey;
use crate::recognise::explain::Explanation;
use crate::statement::sentence::Sentence;

/// The headings that sentences explain so, all of them but the first. Names that may be words of a sentence count where
/// they have a verb of their own: what stands behind a word may go on about anything. Nothing counts that is only said
/// to be `the same for` somebody else.
pub(super) fn explained(sentences: &[&Sentence], survey: &Survey) -> Vec<(usize, Explanation)> {
    let names: Vec<(usize, &str)> = survey
        .headings
        .iter()
        .enumerate()
        .map(|(index, heading)| (index, heading.text.trim()))
        .filter(|(_, name)| name.len() > 1)
        .collect();
    let told = sentences.iter().flat_map(|sentence| {
        let told = pieces(&sentence.text, &names).into_iter();
        told.filter_map(|(index, piece)| {
            let heading = survey.headings.get(index)?;
            if heading.explanation.is_some() {
                return None;
            }
            let own = Explanation::read(&heading.text, &[piece], sentence.at.clone())?;
            Some((
                index,
                Explanation {
                    from_key: true,
                    ..own
                },
            ))
        })
    });
    told.collect()
}

/// Whether a name is none of the words of a language: `C_TEN`, `TO2`, `GVI`.
fn is_sign(name: &str) -> bool {
    const SHORTEST: usize = 2;
    let joined = name.contains('_') || name.bytes().any(|byte| byte.is_ascii_digit());
    let capitals = name.bytes().all(|byte| byte.is_ascii_uppercase());
    name.len() >= SHORTEST && (joined || capitals) && !name.contains(' ')
}

/// What a sentence says of each name behind the first.
fn pieces<'t>(text: &'t str, names: &[(usize, &str)]) -> Vec<(usize, &'t str)> {
    const VERBS: [&str; 5] = [" is ", " shows ", " gives ", " means ", " holds "];
    const MOST_WORDS: usize = 30;
    const FEWEST_BEFORE: usize = 6;
    // Most sentences begin with none of them.
    let opens = |at: usize| {
        let text = text.get(at..).unwrap_or_default();
        names.iter().any(|(_, name)| text.starts_with(name))
    };
    if !opens(0)
        && !text
            .match_indices(": ")
            .any(|(at, mark)| opens(at + mark.len()))
    {
        return Vec::new();
    }
    let mut at: Vec<(usize, usize, usize)> = names
        .iter()
        .filter_map(|(index, name)| {
            let from = place(text, name)?;
            Some((from, from + name.len(), *index))
        })
        .collect();
    at.sort_unstable();
    let verb = |to: usize| {
        let behind = text.get(to..).unwrap_or_default();
        VERBS.iter().find(|verb| behind.starts_with(**verb))
    };
    // What is told of: names with a verb, and signs without.
    at.retain(|(from, to, _)| verb(*to).is_some() || text.get(*from..*to).is_some_and(is_sign));
    // `We deny that C_AGE is`, `C_AGE is not`: what is not said of the first is not said of those behind it.
    let begins = |(from, to, _): &(usize, usize, usize)| {
        let before = text.get(..*from).unwrap_or_default().trim_end();
        let behind = text.get(*to..).unwrap_or_default();
        let denied = [" is not ", " is no "]
            .iter()
            .any(|not| behind.starts_with(not));
        // `You wrote:`, `We deny this:`
        let leads = before.ends_with(':')
            && !before.starts_with("You")
            && before.split_whitespace().count() >= FEWEST_BEFORE;
        (before.is_empty() || leads) && verb(*to).is_some() && !denied
    };
    if !at.first().is_some_and(begins) || text.trim_end().ends_with('?') {
        return Vec::new();
    }
    let next = at.iter().skip(2).map(|(from, _, _)| *from);
    let ends = next.chain([text.len()]);
    let told = at.iter().skip(1).zip(ends);
    told.filter_map(|((from, to, index), end)| {
        let before = text.get(..*from)?;
        let joined = before.ends_with(", ") || before.ends_with(" and ");
        let own = verb(*to);
        let to = to + own.map_or(0, |verb| verb.len() - 1);
        let piece = text.get(to..end)?.strip_prefix(' ')?;
        let piece = piece.trim_end();
        let piece = piece.strip_suffix(" and").unwrap_or(piece);
        let piece = piece.trim_end_matches([',', '.', ';']);
        let begins = match own {
            Some(_) => ["the ", "a ", "an ", "how ", "whether ", "your ", "our "]
                .iter()
                .any(|word| piece.starts_with(word)),
            None => is_named(piece),
        };
        let is_short = piece.split_whitespace().count() <= MOST_WORDS;
        let says = joined && begins && is_short && !piece.starts_with("the same");
        says.then_some((*index, piece))
    })
    .collect()
}

/// Whether a piece without a verb says what something is, `how likely you are to vote`, `the tenure of your home`, and not
/// what somebody does with it: `C_TEN our supplier keeps secret`.
fn is_named(piece: &str) -> bool {
    let mut words = piece.split_whitespace();
    let relative = ["whose", "which", "that", "who"];
    match words.next() {
        Some("how" | "whether") => true,
        Some("the" | "a" | "an") => {
            let mut near = words.clone().take(3).skip(1);
            near.any(|word| matches!(word, "of" | "for"))
                && !words.any(|word| relative.contains(&word))
        }
        _ => false,
    }
}

/// Where a name stands in a text as a word of its own.
fn place(text: &str, name: &str) -> Option<usize> {
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    memchr::memmem::find_iter(text.as_bytes(), name).find(|at| {
        let before = text.get(..*at).and_then(|head| head.chars().next_back());
        let behind = text
            .get(at + name.len()..)
            .and_then(|tail| tail.chars().next());
        !before.is_some_and(joins) && !behind.is_some_and(joins)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_what_stands_up_to_the_next() {
        let names = [(0, "C_AGE"), (1, "C_TEN"), (2, "C_NEWS")];
        let text = "C_AGE is an age band, C_TEN the tenure of your home and C_NEWS the kind of newspaper you read.";
        let told = pieces(text, &names);
        assert_eq!(
            told,
            [
                (1, "the tenure of your home"),
                (2, "the kind of newspaper you read")
            ]
        );
    }

    #[test]
    fn a_word_that_has_a_verb_of_its_own_is_a_name_too() {
        let names = [(0, "ld_support"), (1, "turnout"), (2, "note")];
        let text = "ld_support is our estimate of how you vote and turnout is our estimate of whether you do; take note.";
        let told = pieces(text, &names);
        assert_eq!(told, [(1, "our estimate of whether you do; take note")]);
    }

    #[test]
    fn what_is_no_list_of_names_tells_nothing() {
        let names = [(0, "S_LD"), (1, "S_CON"), (2, "TO")];
        for text in [
            "S_LD is how likely you are to support us, S_CON the same for all others.",
            "S_LD and S_CON the party made itself.",
            "S_LD is made as S_CON the year before.",
            "We gave S_LD, TO your branch.",
            "S_LD is not a score, S_CON the kind of newspaper you read.",
            "We deny that S_LD is a score, S_CON the kind of newspaper you read.",
            "Is S_LD a score and S_CON is the kind of newspaper?",
            "S_LD is a score and S_CON our supplier keeps secret.",
            "S_LD is a score, S_CON the party never fills.",
            "You wrote: S_LD is a score and S_CON the kind of newspaper you read.",
            "We deny this: S_LD is a score and S_CON the kind of newspaper you read.",
            "S_LD is a score, S_CON a column whose meaning we do not know.",
        ] {
            assert_eq!(pieces(text, &names), [], "{text}");
        }
    }
}
