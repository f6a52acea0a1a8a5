//! Number formats: what a spreadsheet program shows for a stored value.
//!
//! Pure: a format code and a value go in, text comes out. Dates that the format leaves to the
//! reader's country (built-in 14 and 22) are shown as in the United Kingdom, names of months and
//! days in English. Three things are not shown and fall back to the stored text: fractions
//! (`# ?/?`), the narrowing of General to eleven digits (the stored digits are the more faithful),
//! and values that a program would fill with `#####`.

mod code;
mod date;
mod number;
mod parse;

pub(super) use code::Format;
pub(super) use date::{Epoch, duration_text, moment_text, serial_of_iso};

use code::{Class, Section};

/// What a format makes of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shown {
    /// The stored text, as it stands.
    AsStored,
    /// This text.
    Text(String),
}

impl Format {
    /// What is shown for a number that is no date.
    pub(super) fn show_number(&self, value: f64, epoch: Epoch) -> Shown {
        let Some((index, section)) = self.section_for(value) else {
            return Shown::AsStored;
        };
        match section.class {
            Class::General | Class::Fallback => Shown::AsStored,
            Class::Text => Shown::AsStored,
            Class::Moment => date::show(section, value, epoch).map_or(Shown::AsStored, Shown::Text),
            Class::Number => {
                let signed = value < 0.0 && !self.sign_is_implied(index);
                number::show(section, value, signed).map_or(Shown::AsStored, Shown::Text)
            }
        }
    }

    /// What is shown for text.
    pub(super) fn show_text(&self, text: &str) -> Shown {
        let Some(section) = self.text_section().filter(|_| !text.is_empty()) else {
            // Padding around nothing is nothing.
            return Shown::AsStored;
        };
        let shown = section.with_text(text);
        if shown == text {
            Shown::AsStored
        } else {
            Shown::Text(shown)
        }
    }

    /// Whether nothing is shown for this number: `;;;`.
    pub(super) fn hides_number(&self, value: f64) -> bool {
        self.section_for(value)
            .is_some_and(|(_, section)| section.is_empty())
    }

    /// Whether nothing is shown for text.
    pub(super) fn hides_text(&self) -> bool {
        self.text_section().is_some_and(Section::is_empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, value: f64) -> String {
        match Format::parse(code).show_number(value, Epoch::Y1900) {
            Shown::Text(text) => text,
            Shown::AsStored => format!("stored {value}"),
        }
    }

    #[test]
    fn numbers_are_shown_as_their_format_says() {
        for (code, value, text) in [
            ("0", 0.4, "0"),
            ("0", 2.5, "3"),
            ("0", -2.5, "-3"),
            ("0.00", 1.005, "1.01"),
            ("0.00", 0.285, "0.29"),
            ("0.00", 1e15, "1000000000000000.00"),
            ("#,##0", 1234567.0, "1,234,567"),
            ("#,##0.00", 1234.5, "1,234.50"),
            ("#,##0", 12.0, "12"),
            ("00000", 42.0, "00042"),
            ("0%", 0.15, "15%"),
            ("0.0%", 0.1234, "12.3%"),
            ("0.00E+00", 12345.0, "1.23E+04"),
            ("0.00E-00", 0.00012, "1.20E-04"),
            ("##0.0E+0", 12345.0, "12.3E+3"),
            ("#", 0.0, ""),
            ("#.##", 5.0, "5."),
            ("0.##", 5.1, "5.1"),
            ("0.0#", 5.0, "5.0"),
            ("?0", 5.0, " 5"),
            ("#,##0,", 1234567.0, "1,235"),
            ("0.0,,\"M\"", 2_500_000.0, "2.5M"),
            ("\"ref \"0", 7.0, "ref 7"),
            ("0\\x", 7.0, "7x"),
            ("000-00-0000", 123456789.0, "123-45-6789"),
            ("(000) 000-0000", 1234567890.0, "(123) 456-7890"),
            ("[$£-809]#,##0.00", 1234.5, "£1,234.50"),
            ("\"£\"#,##0.00;[Red]-\"£\"#,##0.00", -3.5, "-£3.50"),
            ("0;(0)", -3.0, "(3)"),
            ("0;-0;\"none\"", 0.0, "none"),
            ("[<100]\"low\";[>=500]\"high\";\"mid\"", 50.0, "low"),
            ("[<100]\"low\";[>=500]\"high\";\"mid\"", 500.0, "high"),
            ("[<100]\"low\";[>=500]\"high\";\"mid\"", 200.0, "mid"),
            ("[Red][<0]0;0", -4.0, "-4"),
            (";;;", 4.0, ""),
            (
                "_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-",
                1234.5,
                " 1,234.50 ",
            ),
            ("0.000", -0.0001, "-0.000"),
            ("0", 1e20, "100000000000000000000"),
        ] {
            assert_eq!(shown(code, value), text, "{code} of {value}");
        }
    }

    #[test]
    fn dates_and_times_are_shown_as_their_format_says() {
        let moment = 42867.4375; // 12 May 2017, 10:30
        for (code, value, text) in [
            ("dd/mm/yyyy", moment, "12/05/2017"),
            ("d mmm yyyy", moment, "12 May 2017"),
            ("dddd, d mmmm yyyy", moment, "Friday, 12 May 2017"),
            ("ddd", moment, "Fri"),
            ("mmmmm", moment, "M"),
            ("[$-809]dd mmmm yyyy;@", moment, "12 May 2017"),
            (
                "[$-F800]dddd, mmmm dd, yyyy",
                moment,
                "Friday, May 12, 2017",
            ),
            ("yy-m-d", moment, "17-5-12"),
            ("hh:mm", moment, "10:30"),
            ("h:mm:ss AM/PM", moment, "10:30:00 AM"),
            ("h:mm AM/PM", 0.75, "6:00 PM"),
            ("h:mm A/P", 0.0, "12:00 A"),
            ("dd/mm/yyyy hh:mm", moment, "12/05/2017 10:30"),
            ("mm:ss", 0.000_706_018_518_518_518_5, "01:01"),
            ("mm:ss.0", 0.000_706_018_518_518_518_5, "01:01.0"),
            ("[h]:mm", 1.104_166_666_666_666_7, "26:30"),
            ("[mm]:ss", 0.0625, "90:00"),
            ("[s]", 0.001, "86"),
            ("yyyy\"-\"mm\\-dd", moment, "2017-05-12"),
            ("dd/mm/yyyy", 0.5, "00/01/1900"),
            ("dd/mm/yyyy", 1.0, "01/01/1900"),
            ("dd/mm/yyyy", 59.0, "28/02/1900"),
            ("dd/mm/yyyy", 60.0, "29/02/1900"),
            ("dd/mm/yyyy", 61.0, "01/03/1900"),
        ] {
            assert_eq!(shown(code, value), text, "{code} of {value}");
        }
    }

    #[test]
    fn a_date_of_the_1904_system_is_four_years_and_a_day_later() {
        let format = Format::parse("dd/mm/yyyy");
        assert_eq!(
            format.show_number(0.0, Epoch::Y1904),
            Shown::Text("01/01/1904".to_owned())
        );
    }

    #[test]
    fn a_date_past_the_year_9999_is_not_shown() {
        let format = Format::parse("dd/mm/yyyy");
        assert_eq!(
            format.show_number(2_958_465.0, Epoch::Y1904),
            Shown::AsStored
        );
        assert_eq!(
            format.show_number(2_958_465.999_999_9, Epoch::Y1900),
            Shown::AsStored
        );
    }

    #[test]
    fn general_and_fractions_leave_the_stored_text() {
        for code in ["General", "@", "# ?/?", "GENERAL", ""] {
            assert_eq!(
                Format::parse(code).show_number(0.1 + 0.2, Epoch::Y1900),
                Shown::AsStored,
                "{code}"
            );
        }
    }

    #[test]
    fn text_is_shown_through_the_fourth_section() {
        assert_eq!(
            Format::parse("0;0;0;\"Note: \"@").show_text("abc"),
            Shown::Text("Note: abc".to_owned())
        );
        assert_eq!(Format::parse("0.00").show_text("abc"), Shown::AsStored);
        assert_eq!(
            Format::parse("@\" (sic)\"").show_text("abc"),
            Shown::Text("abc (sic)".to_owned())
        );
        assert_eq!(Format::parse("0;0;0;_-@_-").show_text(""), Shown::AsStored);
        assert!(Format::parse(";;;").hides_text());
        assert!(!Format::parse("0;0").hides_text());
    }

    #[test]
    fn three_semicolons_hide_every_number() {
        let format = Format::parse(";;;");
        assert!(format.hides_number(1.0) && format.hides_number(-1.0) && format.hides_number(0.0));
        assert!(!Format::parse("0;;").hides_number(1.0));
        assert!(Format::parse("0;;").hides_number(0.0));
    }

    #[test]
    fn what_is_a_date_is_told_by_the_first_section() {
        for (code, date) in [
            ("dd/mm/yyyy", true),
            ("[h]:mm", true),
            ("0.00", false),
            ("[Red]0", false),
            ("\"day\" 0", false),
            ("0\\d", false),
            ("0_d", false),
            ("General", false),
            ("0;dd/mm", false),
            ("[$-409]d-mmm-yy;@", true),
            ("[$-F400]h:mm:ss\\ AM/PM", true),
            ("@", false),
            ("#,##0 Kcs", false),
            ("ss.00", true),
        ] {
            assert_eq!(Format::parse(code).is_moment(), date, "{code}");
        }
    }

    #[test]
    fn no_code_and_no_number_make_it_panic() {
        let codes = [
            "[",
            "]",
            "\"",
            "\\",
            "_",
            "*",
            ";;;;;;",
            "[<",
            "[<a]",
            "0E",
            "E+",
            "0/",
            ".",
            ",",
            "%",
            "[$",
            "[$-",
            "0.0.0",
            "dd[h",
            "AM/P",
            "[h]:[m]:[s]",
            "yyyyyyyyyyyy",
            "sssssss.00000000000",
            "0,,,,,,,,,,,,",
            "é",
        ];
        let values = [
            0.0,
            -0.0,
            1e308,
            -1e308,
            5e-324,
            f64::NAN,
            f64::INFINITY,
            -1.0,
            2_958_466.0,
        ];
        for code in codes {
            for value in values {
                let _ = Format::parse(code).show_number(value, Epoch::Y1904);
                let _ = Format::parse(code).show_text("x");
            }
        }
    }
}
