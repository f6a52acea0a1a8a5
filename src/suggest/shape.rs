//! What a value looks like, without what it is.

/// The shape of a value: `A9` for `K7`, `0.99` for `0.35`, `99/99/9999` for a date, `Aa+ Aa+` for two
/// names. Digits are counted up to four, letters up to two; what is longer has a `+`.
#[must_use]
pub fn shape(value: &str) -> String {
    const LONGEST: usize = 40;
    let characters: Vec<char> = value.chars().collect();
    let mut shape = String::new();
    let mut at = 0;
    while let Some(&first) = characters.get(at) {
        let class = class(first);
        let rest = characters.get(at..).unwrap_or_default();
        let run = rest
            .iter()
            .take_while(|c| self::class(**c) == class)
            .count();
        let most = match class {
            '9' => 4,
            'A' | 'a' => 2,
            _ => run,
        };
        if first == '0' && run == 1 && rest.get(1) == Some(&'.') {
            shape.push('0');
        } else if run > most {
            shape.extend([class, '+']);
        } else {
            shape.extend(std::iter::repeat_n(class, run));
        }
        at += run;
    }
    if shape.chars().count() > LONGEST {
        let head: String = shape.chars().take(LONGEST).collect();
        return format!("{head}\u{2026}");
    }
    shape
}

/// The class of a character: a digit, a capital, a letter; signs stand for themselves.
fn class(c: char) -> char {
    match c {
        _ if c.is_numeric() => '9',
        _ if c.is_uppercase() => 'A',
        _ if c.is_alphabetic() => 'a',
        _ if c.is_whitespace() => ' ',
        _ if c.is_ascii() => c,
        _ => '?',
    }
}

/// What kind of field values of this look make, without saying more than they show: numbers are codes
/// until a source says what they measure.
pub fn kind(values: &[&str]) -> &'static str {
    const WORDS: usize = 4;
    let all =
        |test: &dyn Fn(&str) -> bool| !values.is_empty() && values.iter().all(|value| test(value));
    let is_flag = |value: &str| {
        let value = value.to_lowercase();
        matches!(value.as_str(), "y" | "n" | "yes" | "no" | "true" | "false")
    };
    let is_date = |value: &str| {
        let shape = shape(value);
        let day = shape.split(' ').next().unwrap_or_default();
        matches!(
            day,
            "99/99/9999"
                | "9/9/9999"
                | "99/9/9999"
                | "9/99/9999"
                | "9999-99-99"
                | "99-99-9999"
                | "99.99.9999"
        )
    };
    if all(&is_flag) {
        "flag"
    } else if all(&is_date) {
        "date"
    } else if all(&|value| value.split_whitespace().count() > WORDS) {
        "note"
    } else {
        "code"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_shows_the_look_and_not_the_value() {
        for (value, wanted) in [
            ("K7", "A9"),
            ("0.35", "0.99"),
            ("0.1534217", "0.9+"),
            ("12/05/2017", "99/99/9999"),
            ("Casey Dummyfield", "Aa+ Aa+"),
            ("07700 900123", "9+ 9+"),
            ("-4.2", "-9.9"),
            ("", ""),
        ] {
            assert_eq!(shape(value), wanted, "{value}");
        }
    }

    #[test]
    fn a_number_is_no_more_than_a_code() {
        assert_eq!(kind(&["0.35", "0.7"]), "code");
        assert_eq!(kind(&["Y", "no"]), "flag");
        assert_eq!(kind(&["12/05/2017"]), "date");
        assert_eq!(kind(&["spoke at the door in May"]), "note");
        assert_eq!(kind(&[]), "code");
    }
}
