//! The tokens of rich text, and the characters that its bytes stand for.

use encoding_rs::Encoding;

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A group begins.
    Open,
    /// A group ends.
    Close,
    /// A control word with its number.
    Word(&'a str, Option<i32>),
    /// A control symbol: `\~`, `\*`.
    Symbol(u8),
    /// A byte of text by its number.
    Byte(u8),
    /// Bytes of text as they stand.
    Text(&'a [u8]),
}

/// The tokens of a text; one that breaks off has fewer.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Takes so many bytes.
    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// What comes behind a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.rest.first()?;
        if !first.is_ascii_alphabetic() {
            self.take(1);
            return Some(match first {
                b'\'' => {
                    let digits = std::str::from_utf8(self.take(2)).unwrap_or_default();
                    Token::Byte(u8::from_str_radix(digits, 16).unwrap_or(b'?'))
                }
                b'\r' | b'\n' => Token::Word("par", None),
                other => Token::Symbol(other),
            });
        }
        let letters = self
            .rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic());
        let word = self.take(letters.count().min(64));
        let sign = usize::from(self.rest.first() == Some(&b'-'));
        let digits = self
            .rest
            .iter()
            .skip(sign)
            .take_while(|byte| byte.is_ascii_digit());
        let digits = digits.count().min(10);
        let number = if digits > 0 {
            let text = std::str::from_utf8(self.take(digits.saturating_add(sign)));
            text.ok().and_then(|text| text.parse().ok())
        } else {
            None
        };
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        let word = std::str::from_utf8(word).unwrap_or_default();
        if word == "bin" {
            let count = number.and_then(|number: i32| usize::try_from(number).ok());
            self.take(count.unwrap_or(0));
        }
        Some(Token::Word(word, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            match self.rest.first()? {
                b'{' => {
                    self.take(1);
                    return Some(Token::Open);
                }
                b'}' => {
                    self.take(1);
                    return Some(Token::Close);
                }
                b'\\' => {
                    self.take(1);
                    return self.control();
                }
                // The lines of the file are not those of the text.
                b'\r' | b'\n' | 0 => {
                    self.take(1);
                }
                _ => {
                    let is_text =
                        |byte: &&u8| !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
                    let length = self.rest.iter().take_while(is_text).count();
                    return Some(Token::Text(self.take(length)));
                }
            }
        }
    }
}

/// The text that a control word or symbol stands for.
pub(super) fn text_of(token: Token<'_>) -> Option<&'static str> {
    Some(match token {
        Token::Word(word, _) => match word {
            "tab" => "\t",
            "line" | "lbr" => "\n",
            "emdash" => "\u{2014}",
            "endash" => "\u{2013}",
            "lquote" => "\u{2018}",
            "rquote" => "\u{2019}",
            "ldblquote" => "\u{201c}",
            "rdblquote" => "\u{201d}",
            "bullet" => "\u{2022}",
            "emspace" => "\u{2003}",
            "enspace" => "\u{2002}",
            "qmspace" => "\u{2005}",
            _ => return None,
        },
        Token::Symbol(symbol) => match symbol {
            b'{' => "{",
            b'}' => "}",
            b'\\' => "\\",
            b'~' => "\u{a0}",
            b'_' => "-",
            b'-' => "",
            _ => return None,
        },
        Token::Open | Token::Close | Token::Byte(_) | Token::Text(_) => return None,
    })
}

/// The encoding of a Windows code page; the one of British office programs where it is not known.
pub(super) fn code_page(page: i32) -> &'static Encoding {
    let label = match page {
        65001 => "utf-8".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        page => format!("windows-{page}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
}

/// The code page of the charset of a font; nothing where it has none of its own.
pub(super) fn font_page(charset: i32) -> Option<i32> {
    Some(match charset {
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_words_symbols_and_text_are_told_apart() {
        let tokens: Vec<Token<'_>> = Tokens::new(b"{\\b1 a\\'e9\\~\\u-5 ?\r\nb\\par}").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", Some(1)),
                Token::Text(b"a"),
                Token::Byte(0xE9),
                Token::Symbol(b'~'),
                Token::Word("u", Some(-5)),
                Token::Text(b"?"),
                Token::Text(b"b"),
                Token::Word("par", None),
                Token::Close,
            ]
        );
    }

    #[test]
    fn binary_data_are_passed_over_and_what_breaks_off_ends() {
        let tokens: Vec<Token<'_>> = Tokens::new(b"\\bin3 {{{a\\'e").collect();
        assert_eq!(
            tokens,
            [
                Token::Word("bin", Some(3)),
                Token::Text(b"a"),
                Token::Byte(0xE)
            ]
        );
        assert_eq!(Tokens::new(b"a\\").count(), 1);
    }
}
