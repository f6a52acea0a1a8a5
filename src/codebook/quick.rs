//! Reads TOML that is known to be in order, fast.
//!
//! Codebooks are read at every start and are nearly always in order, so they are read by a parser
//! that keeps a tree in one arena. What it does not read, for whatever reason, is read again by the
//! parser that says what is wrong and where: [`load::parse`](super::load::parse).

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{self, DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_spanned::de::{SpannedDeserializer, is_spanned};
use toml_spanner::{Arena, Item, Key, Value};

/// What a text says; none where it is not in order.
#[must_use]
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let arena = Arena::new();
    let document = toml_spanner::parse(text, &arena).ok()?;
    T::deserialize(Node(document.table().as_item())).ok()
}

/// A part of the tree.
#[derive(Clone, Copy)]
struct Node<'a, 'd>(&'a Item<'d>);

/// Something was not as it has to be; what, the other parser says.
#[derive(Debug)]
struct Amiss;

impl fmt::Display for Amiss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not in order")
    }
}

impl std::error::Error for Amiss {}

impl de::Error for Amiss {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl<'de, 'a> IntoDeserializer<'de, Amiss> for Node<'a, '_>
where
    'a: 'de,
{
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de, 'a> Deserializer<'de> for Node<'a, '_>
where
    'a: 'de,
{
    type Error = Amiss;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Amiss> {
        match self.0.value() {
            Value::String(text) => visitor.visit_str(text),
            Value::Integer(number) => visitor.visit_i64(number.as_i64().ok_or(Amiss)?),
            Value::Float(number) => visitor.visit_f64(*number),
            Value::Boolean(is) => visitor.visit_bool(*is),
            Value::DateTime(_) => Err(Amiss),
            Value::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.iter().map(Node))),
            Value::Table(table) => {
                let entries = table.entries().iter().map(|(key, item)| {
                    let key: &Key<'_> = key;
                    (key.as_str(), Node(item))
                });
                visitor.visit_map(MapDeserializer::new(entries))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Amiss> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Amiss> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Amiss> {
        // Words of a set; variants that hold something are not used in codebooks.
        let word: StrDeserializer<'_, Amiss> = self.0.as_str().ok_or(Amiss)?.into_deserializer();
        visitor.visit_enum(word)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Amiss> {
        if !is_spanned(name) {
            return self.deserialize_any(visitor);
        }
        let span = self.0.span();
        let offset = |at: u32| usize::try_from(at).map_err(|_| Amiss);
        let span = offset(span.start)?..offset(span.end)?;
        visitor.visit_map(SpannedDeserializer::new(self, span))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}
