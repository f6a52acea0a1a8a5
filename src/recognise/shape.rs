//! What the form of values says about the scale that they may be on. It checks a reading and offers
//! candidates; it never says what a value means.

use crate::codebook::Codebooks;
use crate::vocabulary::Category;

/// The form of the values under a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// Nothing but 0 and 1.
    ZeroOrOne,
    /// Numbers with decimals from 0 to 1.
    Unit,
    /// Numbers with a percent sign.
    Percent,
    /// Whole numbers up to 5.
    UpToFive,
    /// Whole numbers up to 10.
    UpToTen,
    /// Numbers up to 100.
    UpToHundred,
    /// Numbers of which some are below 0.
    Signed,
    /// Whole numbers of which some are above 100, as no percentage is.
    Large,
    /// Two different values, neither of them a number.
    TwoValued,
    /// Single letters.
    Letters,
    /// Short runs of capitals and digits.
    Codes,
    /// Words, dates, identifiers and whatever else.
    Other,
}

/// The values under one heading, taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Their form.
    pub shape: Shape,
    /// How many there are.
    pub values: usize,
}

/// What a value of some form may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// In words, without "possibly".
    pub text: String,
    /// What it rests on: the form of one value, or of so many.
    pub rests_on: String,
}

impl Column {
    /// The form of values. None where there are none.
    #[must_use]
    pub fn of(values: &[&str]) -> Option<Self> {
        let values: Vec<&str> = values
            .iter()
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
            .collect();
        (!values.is_empty()).then(|| Self {
            shape: shape(&values),
            values: values.len(),
        })
    }

    /// Whether a model must have made the numbers, for no scale that people are asked to answer on
    /// has them: above 10, below 0, or with decimals.
    #[must_use]
    pub fn is_beyond_answers(&self) -> bool {
        matches!(
            self.shape,
            Shape::Unit | Shape::Percent | Shape::UpToHundred | Shape::Signed | Shape::Large
        )
    }

    /// Whether the values are words or letters.
    #[must_use]
    pub fn is_words(&self) -> bool {
        matches!(
            self.shape,
            Shape::Letters | Shape::TwoValued | Shape::Codes | Shape::Other
        )
    }

    /// What values of this form may be, the more usual first.
    #[must_use]
    pub fn candidates(&self) -> Vec<Candidate> {
        let texts: &[&str] = match self.shape {
            Shape::ZeroOrOne => &["yes (1) or no (0)"],
            Shape::Unit => &["a share or probability from 0 to 1"],
            Shape::Percent => &["a percentage"],
            Shape::UpToFive => &["a place on a scale of 1 to 5", "a place in an order"],
            Shape::UpToTen => &[
                "a place on a scale of 1 to 10 or 0 to 10",
                "a decile, which is one of ten groups of equal size",
                "a place in an order",
            ],
            Shape::UpToHundred => &[
                "a percentage or a score out of 100",
                "a percentile, which is one of a hundred groups of equal size",
                "a place in an order",
            ],
            Shape::Signed => &[
                "a difference between two scores",
                "a score around an average of 0",
            ],
            Shape::Large => &["a place in an order, for it is larger than any percentage"],
            Shape::TwoValued => &["one of two answers"],
            Shape::Letters => &["a letter of a list of codes"],
            Shape::Codes | Shape::Other => &[],
        };
        let rests_on = match self.values {
            1 => "the form of the value alone".to_owned(),
            many => format!("the form of the {many} values under the heading"),
        };
        texts
            .iter()
            .map(|text| Candidate {
                text: (*text).to_owned(),
                rests_on: rests_on.clone(),
            })
            .collect()
    }
}

/// The commercial classifications that have a code of this form, and this very code. Letters and
/// numbers alone are codes of too many lists to say anything, and a value under a heading that is known
/// for another kind of data (a ward, a district) is none of theirs.
#[must_use]
pub fn code_lists(value: &str, category: Category, books: &Codebooks) -> Vec<Candidate> {
    let value = value.trim();
    let telling = value.bytes().any(|b| b.is_ascii_digit())
        && value.bytes().any(|b| b.is_ascii_uppercase())
        && (2..=6).contains(&value.len())
        && value.bytes().all(|b| b.is_ascii_alphanumeric());
    if !telling {
        return Vec::new();
    }
    let mut titles: Vec<&str> = books
        .all_schemes()
        .filter(|scheme| scheme.distinctive && scheme.party.is_none())
        .filter(|scheme| category == Category::Unknown || scheme.category == category)
        .filter(|scheme| books.list(scheme).is_some_and(|list| list.holds(value)))
        .map(|scheme| scheme.title.as_str())
        .collect();
    titles.sort_unstable();
    titles.dedup();
    titles
        .into_iter()
        .map(|title| Candidate {
            text: format!("a code of {title}"),
            rests_on: "the form of the code, which that list has too".to_owned(),
        })
        .collect()
}

fn shape(values: &[&str]) -> Shape {
    let numbers: Option<Vec<f64>> = values.iter().map(|value| number(value)).collect();
    match numbers {
        Some(numbers) => of_numbers(&numbers, values),
        None => of_texts(values),
    }
}

fn of_numbers(numbers: &[f64], values: &[&str]) -> Shape {
    const LONGEST: usize = 6;
    let digits = |value: &&str| value.bytes().filter(u8::is_ascii_digit).count();
    let padded = |value: &&str| {
        value.len() > 1 && value.starts_with('0') && value.bytes().all(|b| b.is_ascii_digit())
    };
    let whole = values.iter().all(|value| {
        value
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b',' || b == b'-')
    });
    let most = numbers.iter().copied().fold(f64::MIN, f64::max);
    let least = numbers.iter().copied().fold(f64::MAX, f64::min);
    if values.iter().any(|value| value.contains('%')) {
        return Shape::Percent;
    }
    // `00` and `07` are codes, years are dates, and long numbers identify.
    let years = whole
        && numbers
            .iter()
            .all(|number| (1900.0..2100.0).contains(number));
    if values.iter().any(padded) || years || (whole && values.iter().any(|v| digits(v) > LONGEST)) {
        return Shape::Other;
    }
    match (least, most) {
        (least, _) if least < 0.0 => Shape::Signed,
        (_, most) if whole && most <= 1.0 => Shape::ZeroOrOne,
        (_, most) if !whole && most <= 1.0 => Shape::Unit,
        (_, most) if whole && most <= 5.0 && values.len() > 4 => Shape::UpToFive,
        (_, most) if whole && most <= 10.0 => Shape::UpToTen,
        (_, most) if most <= 100.0 => Shape::UpToHundred,
        _ if whole => Shape::Large,
        _ => Shape::Other,
    }
}

fn of_texts(values: &[&str]) -> Shape {
    const LEAST: usize = 4;
    const LONGEST: usize = 6;
    let letter =
        |value: &&str| value.chars().count() == 1 && value.chars().all(char::is_alphabetic);
    let code = |value: &&str| {
        value.len() <= LONGEST
            && value
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    let mut different: Vec<&str> = values.to_vec();
    different.sort_unstable();
    different.dedup();
    if values.len() >= LEAST && different.len() == 2 {
        Shape::TwoValued
    } else if values.iter().all(letter) {
        Shape::Letters
    } else if values.iter().all(code) {
        Shape::Codes
    } else {
        Shape::Other
    }
}

/// A number as it is shown: `15%`, `0.15`, `-4.2`, `1,234`.
#[must_use]
pub fn number(value: &str) -> Option<f64> {
    let text = value.trim().trim_end_matches('%').trim_end();
    // Most values begin with a letter; `inf` is no number either.
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | ',')) {
        return None;
    }
    let number: f64 = match text.contains(',') {
        true => text.replace(',', "").parse().ok()?,
        false => text.parse().ok()?,
    };
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str]) -> Option<Shape> {
        Column::of(values).map(|column| column.shape)
    }

    #[test]
    fn one_value_has_a_form() {
        for (value, shape) in [
            ("0.73", Shape::Unit),
            ("15%", Shape::Percent),
            ("7", Shape::UpToTen),
            ("71", Shape::UpToHundred),
            ("71.4", Shape::UpToHundred),
            ("-4.2", Shape::Signed),
            ("1423", Shape::Large),
            ("1", Shape::ZeroOrOne),
            ("L", Shape::Letters),
            ("G27", Shape::Codes),
            ("07", Shape::Other),
            ("2019", Shape::Other),
            ("40312877", Shape::Other),
            ("Strong", Shape::Other),
        ] {
            assert_eq!(of(&[value]), Some(shape), "{value}");
        }
        assert_eq!(of(&[" "]), None);
    }

    #[test]
    fn many_values_say_more_than_one() {
        assert_eq!(of(&["7", "71", "3"]), Some(Shape::UpToHundred));
        assert_eq!(of(&["7", "-3"]), Some(Shape::Signed));
        assert_eq!(of(&["1", "5", "2", "4", "1"]), Some(Shape::UpToFive));
        assert_eq!(of(&["1", "5"]), Some(Shape::UpToTen));
        assert_eq!(of(&["Yes", "No", "No", "Yes"]), Some(Shape::TwoValued));
        assert_eq!(of(&["0.1", "0.95", "1"]), Some(Shape::Unit));
        assert_eq!(of(&["12", "430", "7"]), Some(Shape::Large));
        assert_eq!(of(&["12", "n/a"]), Some(Shape::Other));
    }

    #[test]
    fn candidates_say_what_they_rest_on_and_never_a_meaning() {
        let one = Column::of(&["71"]).map(|column| column.candidates());
        let one = one.unwrap_or_default();
        assert!(one.len() >= 2);
        assert!(
            one.iter()
                .all(|candidate| candidate.rests_on.contains("alone"))
        );
        let many = Column::of(&["71", "12"]).map(|column| column.candidates());
        assert!(
            many.unwrap_or_default()
                .iter()
                .all(|c| c.rests_on.contains("2 values"))
        );
        assert!(Column::of(&["Strong"]).is_some_and(|c| c.candidates().is_empty()));
    }

    #[test]
    fn a_letter_or_a_number_alone_is_a_code_of_no_list_in_particular() {
        let books = Codebooks::embedded();
        let lists = |value, category| code_lists(value, category, &books);
        assert!(lists("7", Category::Unknown).is_empty());
        assert!(lists("L", Category::Unknown).is_empty());
        assert!(!lists("G27", Category::Unknown).is_empty());
        assert!(!lists("G27", Category::Segment).is_empty());
        assert!(lists("G27", Category::Area).is_empty());
        assert!(lists("ZZ99", Category::Unknown).is_empty());
    }
}
