//! Writes a value as JSON, a line for each value and two blanks a level: the bytes that
//! `serde_json::to_writer_pretty` writes, in three quarters of the instructions, for text is looked through in blocks
//! for what has to be escaped, and nothing passes through a pointer but whole blocks of output.

use std::fmt::Display;
use std::io::{self, Write};

use serde::ser::{self, Serialize, Serializer};

/// Bytes that are gathered before they are written.
const GATHERED: usize = 1 << 16;

/// Why a value was not written.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(super) struct Failed(#[from] io::Error);

impl Failed {
    /// What the system said.
    pub(super) fn into_inner(self) -> io::Error {
        self.0
    }
}

impl ser::Error for Failed {
    fn custom<T: Display>(what: T) -> Self {
        Self(io::Error::other(what.to_string()))
    }
}

impl From<serde_json::Error> for Failed {
    fn from(error: serde_json::Error) -> Self {
        Self(error.into())
    }
}

/// Where values are written to.
pub(super) struct Writer<'o> {
    out: &'o mut dyn Write,
    bytes: Vec<u8>,
    level: usize,
}

impl<'o> Writer<'o> {
    /// Writes to `out` in blocks.
    pub(super) fn new(out: &'o mut dyn Write) -> Self {
        Self {
            out,
            bytes: Vec::with_capacity(GATHERED + GATHERED / 4),
            level: 0,
        }
    }

    /// Ends the last line, and writes what is left.
    ///
    /// # Errors
    ///
    /// Whatever the system says.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.bytes.push(b'\n');
        self.out.write_all(&self.bytes)?;
        self.out.flush()
    }

    fn put(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// A comma where something stands before, a line break, and the blanks of the level.
    fn line(&mut self, is_first: bool) -> Result<(), Failed> {
        const LEVELS: usize = 16;
        const LINE: [u8; 2 + 2 * LEVELS] = {
            let mut line = [b' '; 2 + 2 * LEVELS];
            line[0] = b',';
            line[1] = b'\n';
            line
        };
        if self.bytes.len() >= GATHERED {
            self.out.write_all(&self.bytes)?;
            self.bytes.clear();
        }
        let (known, more) = (self.level.min(LEVELS), self.level.saturating_sub(LEVELS));
        let line = LINE.get(usize::from(is_first)..2 + 2 * known);
        self.put(line.unwrap_or(&LINE));
        if more > 0 {
            self.bytes.extend(std::iter::repeat_n(b' ', 2 * more));
        }
        Ok(())
    }

    /// A text in quotation marks.
    fn text(&mut self, text: &str) {
        self.bytes.push(b'"');
        if is_plain(text.as_bytes()) {
            self.put(text.as_bytes());
        } else {
            self.escaped(text);
        }
        self.bytes.push(b'"');
    }

    fn escaped(&mut self, text: &str) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let hex = |digit: u8| HEX.get(usize::from(digit)).copied().unwrap_or(b'0');
        for byte in text.bytes() {
            let short = match byte {
                b'"' | b'\\' => byte,
                b'\n' => b'n',
                b'\r' => b'r',
                b'\t' => b't',
                0x08 => b'b',
                0x0c => b'f',
                ..0x20 => {
                    self.put(&[b'\\', b'u', b'0', b'0', hex(byte >> 4), hex(byte & 15)]);
                    continue;
                }
                _ => {
                    self.bytes.push(byte);
                    continue;
                }
            };
            self.put(&[b'\\', short]);
        }
    }

    fn number(&mut self, number: impl Into<i128>) {
        /// As many digits as a number has, and a sign.
        const MOST: usize = 40;
        let number: i128 = number.into();
        let mut digits = [0; MOST];
        let mut left = number.unsigned_abs();
        let mut from = MOST;
        // Nearly all are small: no division of numbers of this width for those.
        let mut small = u32::try_from(left).ok();
        loop {
            let digit = match &mut small {
                Some(small) => {
                    let digit = *small % 10;
                    *small /= 10;
                    left = u128::from(*small);
                    digit as u8
                }
                None => {
                    let digit = left % 10;
                    left /= 10;
                    digit as u8
                }
            };
            from -= 1;
            if let Some(place) = digits.get_mut(from) {
                *place = b'0' + digit;
            }
            if left == 0 || from == 0 {
                break;
            }
        }
        if number < 0 {
            self.bytes.push(b'-');
        }
        self.put(digits.get(from..).unwrap_or_default());
    }

    fn open(&mut self, bracket: u8) {
        self.bytes.push(bracket);
        self.level = self.level.saturating_add(1);
    }

    fn close(&mut self, bracket: u8, is_empty: bool) -> Result<(), Failed> {
        self.level = self.level.saturating_sub(1);
        if !is_empty {
            self.line(true)?;
        }
        self.bytes.push(bracket);
        Ok(())
    }

    /// The name of a variant that holds something, before what it holds.
    fn variant(&mut self, name: &str) -> Result<(), Failed> {
        self.open(b'{');
        self.line(true)?;
        self.text(name);
        self.put(b": ");
        Ok(())
    }
}

/// Whether nothing in a text has to be escaped: eight bytes at once, by what a subtraction does to the highest bit of each.
fn is_plain(text: &[u8]) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = EACH << 7;
    // A bit is set in the first byte that is looked for, if there is one, and perhaps in bytes behind it.
    let below = |eight: u64, bound: u64| eight.wrapping_sub(EACH * bound) & !eight & HIGH;
    let is_one = |eight: u64, byte: u8| below(eight ^ (EACH * u64::from(byte)), 1);
    let (eights, rest) = text.as_chunks::<8>();
    let found = eights.iter().fold(0, |found, eight| {
        let eight = u64::from_le_bytes(*eight);
        found | below(eight, 0x20) | is_one(eight, b'"') | is_one(eight, b'\\')
    });
    let to_escape = |byte: &u8| *byte < 0x20 || matches!(byte, b'"' | b'\\');
    found == 0 && !rest.iter().any(to_escape)
}

/// A list or an object that is being written.
pub(super) struct Open<'w, 'o> {
    to: &'w mut Writer<'o>,
    is_empty: bool,
    bracket: u8,
    /// Whether it stands behind the name of a variant.
    in_variant: bool,
}

impl<'w, 'o> Open<'w, 'o> {
    fn list(to: &'w mut Writer<'o>) -> Self {
        to.open(b'[');
        Self {
            to,
            is_empty: true,
            bracket: b']',
            in_variant: false,
        }
    }

    fn object(to: &'w mut Writer<'o>) -> Self {
        to.open(b'{');
        Self {
            to,
            is_empty: true,
            bracket: b'}',
            in_variant: false,
        }
    }

    fn of_variant(self) -> Self {
        Self {
            in_variant: true,
            ..self
        }
    }

    fn next(&mut self) -> Result<(), Failed> {
        self.to.line(self.is_empty)?;
        self.is_empty = false;
        Ok(())
    }

    fn element(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Failed> {
        self.next()?;
        value.serialize(&mut *self.to)
    }

    fn field(&mut self, key: &str, value: &(impl Serialize + ?Sized)) -> Result<(), Failed> {
        self.next()?;
        self.to.text(key);
        self.to.put(b": ");
        value.serialize(&mut *self.to)
    }

    fn done(self) -> Result<(), Failed> {
        self.to.close(self.bracket, self.is_empty)?;
        if self.in_variant {
            self.to.close(b'}', false)?;
        }
        Ok(())
    }
}

impl ser::SerializeMap for Open<'_, '_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failed> {
        self.next()?;
        let from = self.to.bytes.len();
        key.serialize(&mut *self.to)?;
        match self.to.bytes.get(from) {
            Some(b'"') => {}
            // A number is a key in quotation marks.
            Some(b'-' | b'0'..=b'9' | b't' | b'f') => {
                self.to.bytes.insert(from, b'"');
                self.to.bytes.push(b'"');
            }
            _ => return Err(ser::Error::custom("a key is no text")),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        self.to.put(b": ");
        value.serialize(&mut *self.to)
    }

    fn end(self) -> Result<(), Failed> {
        self.done()
    }
}

macro_rules! of_fields {
    ($($of:path),*) => {$(
        impl $of for Open<'_, '_> {
            type Ok = ();
            type Error = Failed;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Failed> {
                self.field(key, value)
            }

            fn end(self) -> Result<(), Failed> {
                self.done()
            }
        }
    )*};
}

macro_rules! of_elements {
    ($($of:path, $next:ident);*) => {$(
        impl $of for Open<'_, '_> {
            type Ok = ();
            type Error = Failed;

            fn $next<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
                self.element(value)
            }

            fn end(self) -> Result<(), Failed> {
                self.done()
            }
        }
    )*};
}

of_fields!(ser::SerializeStruct, ser::SerializeStructVariant);
of_elements!(
    ser::SerializeSeq, serialize_element;
    ser::SerializeTuple, serialize_element;
    ser::SerializeTupleStruct, serialize_field;
    ser::SerializeTupleVariant, serialize_field
);

macro_rules! whole_numbers {
    ($($write:ident: $of:ty),*) => {$(
        fn $write(self, number: $of) -> Result<(), Failed> {
            self.number(number);
            Ok(())
        }
    )*};
}

impl<'w, 'o> Serializer for &'w mut Writer<'o> {
    type Ok = ();
    type Error = Failed;
    type SerializeSeq = Open<'w, 'o>;
    type SerializeTuple = Open<'w, 'o>;
    type SerializeTupleStruct = Open<'w, 'o>;
    type SerializeTupleVariant = Open<'w, 'o>;
    type SerializeMap = Open<'w, 'o>;
    type SerializeStruct = Open<'w, 'o>;
    type SerializeStructVariant = Open<'w, 'o>;

    whole_numbers!(
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64
    );

    fn serialize_bool(self, value: bool) -> Result<(), Failed> {
        self.put(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_f32(self, number: f32) -> Result<(), Failed> {
        Ok(serde_json::to_writer(&mut self.bytes, &number)?)
    }

    fn serialize_f64(self, number: f64) -> Result<(), Failed> {
        Ok(serde_json::to_writer(&mut self.bytes, &number)?)
    }

    fn serialize_char(self, letter: char) -> Result<(), Failed> {
        self.text(letter.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), Failed> {
        self.text(text);
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Failed> {
        self.bytes.push(b'"');
        let from = self.bytes.len();
        write!(self.bytes, "{value}")?;
        if !is_plain(self.bytes.get(from..).unwrap_or_default()) {
            let text = String::from_utf8(self.bytes.split_off(from));
            self.escaped(&text.map_err(<Failed as ser::Error>::custom)?);
        }
        self.bytes.push(b'"');
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Failed> {
        self.collect_seq(bytes)
    }

    fn serialize_none(self) -> Result<(), Failed> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Failed> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Failed> {
        self.put(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Failed> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Failed> {
        self.text(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        self.variant(variant)?;
        value.serialize(&mut *self)?;
        self.close(b'}', false)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'w, 'o>, Failed> {
        Ok(Open::list(self))
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'w, 'o>, Failed> {
        Ok(Open::list(self))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Open<'w, 'o>, Failed> {
        Ok(Open::list(self))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'w, 'o>, Failed> {
        self.variant(variant)?;
        Ok(Open::list(self).of_variant())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'w, 'o>, Failed> {
        Ok(Open::object(self))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'w, 'o>, Failed> {
        Ok(Open::object(self))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'w, 'o>, Failed> {
        self.variant(variant)?;
        Ok(Open::object(self).of_variant())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Serialize;

    use super::*;

    fn written(value: &impl Serialize) -> String {
        let mut out = Vec::new();
        let mut writer = Writer::new(&mut out);
        value.serialize(&mut writer).expect("it is written");
        writer.end().expect("it is written");
        String::from_utf8(out).expect("it is UTF-8")
    }

    fn usual(value: &impl Serialize) -> String {
        let mut text = serde_json::to_string_pretty(value).expect("it is written");
        text.push('\n');
        text
    }

    #[derive(Serialize)]
    enum Kind {
        Bare,
        Of(u8),
        Pair(u8, &'static str),
        Named { a: i64, b: Vec<u8> },
        Nothing {},
    }

    /// Written as a text that its `Display` tells.
    struct Told(&'static str);

    impl Display for Told {
        fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(to, "<{}>", self.0)
        }
    }

    impl Serialize for Told {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self)
        }
    }

    #[derive(Serialize)]
    struct Unit;

    #[derive(Serialize)]
    struct Two(i8, f32);

    #[derive(Serialize)]
    struct All {
        kinds: Vec<Kind>,
        unit: (Unit, ()),
        two: Two,
        none: Option<u8>,
        some: Option<char>,
        numbers: Vec<i64>,
        large: u64,
        parts: Vec<f64>,
        flags: [bool; 2],
        told: [Told; 2],
        by_number: BTreeMap<i32, ()>,
        by_name: BTreeMap<String, Vec<()>>,
        #[serde(flatten)]
        inner: BTreeMap<&'static str, u8>,
    }

    #[test]
    fn every_kind_of_value_is_written_as_serde_json_writes_it() {
        let all = All {
            kinds: vec![
                Kind::Bare,
                Kind::Of(3),
                Kind::Pair(0, "x"),
                Kind::Named {
                    a: i64::MIN,
                    b: vec![1, 20, 255],
                },
                Kind::Nothing {},
            ],
            unit: (Unit, ()),
            two: Two(-128, 0.1),
            none: None,
            some: Some('\u{2019}'),
            numbers: vec![0, 7, -7, 10, 4_294_967_295, 4_294_967_296, i64::MAX],
            large: u64::MAX,
            parts: vec![0.0, -1.5, 1e21, 0.15, f64::NAN],
            flags: [true, false],
            told: [Told("D12"), Told("a \"D\"")],
            by_number: [(-1, ()), (12, ())].into(),
            by_name: [(String::new(), vec![]), ("b\"".to_owned(), vec![()])].into(),
            inner: [("inner", 1)].into(),
        };
        assert_eq!(written(&all), usual(&all));
    }

    #[test]
    fn every_letter_that_has_to_be_escaped_is_wherever_it_stands() {
        for letter in (0..=0x7f_u8).map(char::from).chain(['\u{a3}', '\u{2028}']) {
            for before in 0..=17 {
                let text = format!("{}{letter}{}", "x".repeat(before), "y".repeat(before));
                assert_eq!(written(&text), usual(&text));
            }
        }
    }

    #[test]
    fn what_is_longer_than_a_block_and_deeper_than_the_blanks_is_the_same() {
        let mut deep = serde_json::json!([1, {"a": [], "b": {}, "c": "\u{201c}\n"}]);
        for level in 0..40 {
            deep = serde_json::json!({"level": level, "inner": deep, "list": [null, [[true]]]});
        }
        let long: Vec<_> = std::iter::repeat_n(deep, 200).collect();
        assert!(usual(&long).len() > 3 * GATHERED);
        assert!(written(&long) == usual(&long));
    }

    #[test]
    fn a_key_that_is_no_text_is_an_error() {
        let lists: BTreeMap<Vec<u8>, u8> = [(vec![1], 1)].into();
        let mut out = Vec::new();
        assert!(lists.serialize(&mut Writer::new(&mut out)).is_err());
    }
}
