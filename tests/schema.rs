//! The schema of the report is true: each report fits it, and its words are those of the program.

mod fixture;

use regex::Regex;
use sar_decode::codebook::party::{NoticeVerb, UsageRole};
use sar_decode::codebook::{self, Codebooks};
use sar_decode::day::Day;
use sar_decode::diff::{self, Side};
use sar_decode::report::{OtherPeople, SCHEMA};
use sar_decode::request::Request;
use sar_decode::vocabulary::{
    Basis, Category, InferredFrom, Level, Origin, ResponseKind, SpecialCategory, Status,
};
use serde_json::Value;

fn schema() -> Value {
    serde_json::from_str(SCHEMA).expect("the schema is JSON")
}

/// Something that is done to a report.
type Damage = fn(&mut Value);

/// What of a value does not fit a schema, by the part of JSON Schema that this schema uses. A key
/// that the check does not know is itself wrong, so that nothing passes unchecked.
struct Check<'s> {
    root: &'s Value,
    wrongs: Vec<String>,
}

impl<'s> Check<'s> {
    fn value(&mut self, at: &str, value: &Value, schema: &'s Value) {
        let Some(rules) = schema.as_object() else {
            return;
        };
        for (rule, asked) in rules {
            if let Some(wrong) = self.rule(at, value, schema, rule, asked) {
                self.wrongs.push(format!("{at}: {wrong}"));
            }
        }
    }

    fn rule(
        &mut self,
        at: &str,
        value: &Value,
        schema: &'s Value,
        rule: &str,
        asked: &'s Value,
    ) -> Option<String> {
        match rule {
            "$schema" | "$id" | "$defs" | "title" | "description" => None,
            "$ref" => {
                let name = asked.as_str()?.strip_prefix("#")?;
                match self.root.pointer(name) {
                    Some(target) => {
                        self.value(at, value, target);
                        None
                    }
                    None => Some(format!("{name} is not in the schema")),
                }
            }
            "type" => (!is_of_type(value, asked)).then(|| format!("is no {asked}")),
            "const" => (value != asked).then(|| format!("is not {asked}")),
            "enum" => {
                let allowed = asked.as_array()?;
                (!allowed.contains(value)).then(|| format!("{value} is not in {asked}"))
            }
            "minimum" => {
                let small = value.as_f64()? < asked.as_f64()?;
                small.then(|| format!("{value} is less than {asked}"))
            }
            "minItems" => {
                let few = value.as_array()?.len() < usize::try_from(asked.as_u64()?).ok()?;
                few.then(|| "has too few items".to_owned())
            }
            "maxItems" => {
                let many = value.as_array()?.len() > usize::try_from(asked.as_u64()?).ok()?;
                many.then(|| "has too many items".to_owned())
            }
            "pattern" => {
                let pattern = Regex::new(asked.as_str()?).expect("a pattern");
                let fits = pattern.is_match(value.as_str()?);
                (!fits).then(|| format!("{value} does not fit {asked}"))
            }
            "required" => {
                let object = value.as_object()?;
                let keys = asked.as_array()?.iter().filter_map(Value::as_str);
                let missing: Vec<&str> = keys.filter(|key| !object.contains_key(*key)).collect();
                (!missing.is_empty()).then(|| format!("lacks {}", missing.join(", ")))
            }
            "dependentRequired" => {
                let object = value.as_object()?;
                asked.as_object()?.iter().find_map(|(key, needs)| {
                    let needs = needs.as_array()?.iter().filter_map(Value::as_str);
                    let mut missing = needs.filter(|need| !object.contains_key(*need));
                    let missing = object.contains_key(key).then(|| missing.next())??;
                    Some(format!("has {key} without {missing}"))
                })
            }
            "propertyNames" => {
                for key in value.as_object()?.keys() {
                    self.value(at, &Value::String(key.clone()), asked);
                }
                None
            }
            "properties" => {
                let object = value.as_object()?;
                for (key, asked) in asked.as_object()? {
                    if let Some(inner) = object.get(key) {
                        self.value(&format!("{at}/{key}"), inner, asked);
                    }
                }
                None
            }
            "additionalProperties" => {
                let named = schema.get("properties").and_then(Value::as_object);
                let known = |key: &str| named.is_some_and(|named| named.contains_key(key));
                for (key, inner) in value.as_object()?.iter().filter(|(key, _)| !known(key)) {
                    if *asked == Value::Bool(false) {
                        return Some(format!("has {key}, which is not described"));
                    }
                    self.value(&format!("{at}/{key}"), inner, asked);
                }
                None
            }
            "items" => {
                for (index, item) in value.as_array()?.iter().enumerate() {
                    self.value(&format!("{at}/{index}"), item, asked);
                }
                None
            }
            "anyOf" => {
                let fits = asked.as_array()?.iter().any(|one| {
                    let mut inner = Check {
                        root: self.root,
                        wrongs: Vec::new(),
                    };
                    inner.value(at, value, one);
                    inner.wrongs.is_empty()
                });
                (!fits).then(|| "fits none of those allowed".to_owned())
            }
            other => Some(format!(
                "the schema uses {other}, which this test does not check"
            )),
        }
    }
}

fn is_of_type(value: &Value, asked: &Value) -> bool {
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        _ => false,
    };
    match asked {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

fn wrongs(value: &Value) -> Vec<String> {
    wrongs_by(value, &schema())
}

fn wrongs_by(value: &Value, root: &Value) -> Vec<String> {
    let mut check = Check {
        root,
        wrongs: Vec::new(),
    };
    check.value("", value, root);
    check.wrongs
}

#[test]
fn every_codebook_fits_the_schema_for_editors() {
    let root: Value = serde_json::from_str(codebook::SCHEMA).expect("the schema is JSON");
    let books = Codebooks::embedded();
    for path in books.files().filter(|path| path.ends_with("/book.toml")) {
        let text = books.file(path).unwrap_or_default();
        let book: Value = toml::from_str(text).expect("a book is TOML");
        let wrongs = wrongs_by(&book, &root);
        assert!(wrongs.is_empty(), "{path}\n{}", wrongs.join("\n"));
    }
}

#[test]
fn the_schema_for_editors_finds_what_does_not_fit() {
    let root: Value = serde_json::from_str(codebook::SCHEMA).expect("the schema is JSON");
    let head = "format = 1\nid = \"x\"\nversion = \"1\"\ntitle = \"X\"\n";
    for (rest, wanted) in [
        ("kind = \"party\"\ncolour = 1\n", "colour"),
        ("kind = \"club\"\n", "/kind"),
        ("kind = \"party\"\n[[field]]\nid = \"A b\"\n", "/field/0"),
        (
            "kind = \"party\"\n[[notice]]\nnotice = \"n\"\nsays = \"keeps\"\nwhat = \"x\"\n",
            "/notice/0/says",
        ),
    ] {
        let book: Value = toml::from_str(&format!("{head}{rest}")).expect("TOML");
        let wrongs = wrongs_by(&book, &root);
        assert!(
            wrongs.iter().any(|wrong| wrong.contains(wanted)),
            "{rest}: {wrongs:?}"
        );
    }
}

#[test]
fn the_words_of_the_schema_for_editors_are_those_of_the_program() {
    let root: Value = serde_json::from_str(codebook::SCHEMA).expect("the schema is JSON");
    let field = "/properties/field/items/properties";
    let category: Vec<&str> = Category::ALL.iter().map(|word| word.as_str()).collect();
    let origin: Vec<&str> = Origin::ALL.iter().map(|word| word.as_str()).collect();
    let special: Vec<&str> = SpecialCategory::ALL.iter().map(|w| w.as_str()).collect();
    let says: Vec<&str> = NoticeVerb::ALL.iter().map(|word| word.as_str()).collect();
    let role: Vec<&str> = UsageRole::ALL.iter().map(|word| word.as_str()).collect();
    for (pointer, known) in [
        (format!("{field}/category/enum"), category),
        (format!("{field}/origin/enum"), origin),
        (format!("{field}/special/enum"), special),
        (
            "/properties/notice/items/properties/says/enum".to_owned(),
            says,
        ),
        (
            "/properties/uses/items/properties/role/enum".to_owned(),
            role,
        ),
    ] {
        let listed = root.pointer(&pointer).and_then(Value::as_array);
        let listed: Vec<&str> = listed
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(listed, known, "{pointer}");
    }
}

#[test]
fn a_comparison_fits_its_schema() {
    let root: Value = serde_json::from_str(diff::SCHEMA).expect("the schema is JSON");
    let books = Codebooks::embedded();
    let sides: Vec<Side> = fixture::all()
        .iter()
        .take(2)
        .map(|fixture| Side::of(&fixture.report(&books)).expect("a report"))
        .collect();
    let request = Request {
        erasure_asked: Day::parse("2020-01-01").ok(),
        ..Request::default()
    };
    let found = diff::diff(&sides[0], &sides[1], &request, OtherPeople::Masked);
    let value = serde_json::to_value(&found).expect("JSON");
    let wrongs = wrongs_by(&value, &root);
    assert!(wrongs.is_empty(), "{}", wrongs.join("\n"));
    assert!(!found.changes.is_empty());
}

#[test]
fn every_report_fits_the_schema() {
    let books = Codebooks::embedded();
    for fixture in fixture::all() {
        let report = serde_json::to_value(fixture.report(&books)).expect("a report is JSON");
        let wrongs = wrongs(&report);
        assert!(wrongs.is_empty(), "{}\n{}", fixture.name, wrongs.join("\n"));
    }
}

#[test]
fn every_key_of_a_report_is_described() {
    let root = schema();
    let books = Codebooks::embedded();
    for fixture in fixture::all() {
        let report = serde_json::to_value(fixture.report(&books)).expect("a report is JSON");
        for (pointer, keys) in [
            ("/properties", &report),
            ("/$defs/data_point/properties", &report["data_points"][0]),
            ("/$defs/finding/properties", &report["findings"][0]),
            ("/$defs/part/properties", &report["parts"][0]),
            ("/properties/summary/properties", &report["summary"]),
        ] {
            for key in keys.as_object().into_iter().flat_map(|keys| keys.keys()) {
                let described = root.pointer(&format!("{pointer}/{key}")).is_some();
                assert!(described, "{}: {pointer}/{key}", fixture.name);
            }
        }
    }
}

#[test]
fn a_report_that_does_not_fit_is_found_out() {
    let books = Codebooks::embedded();
    let fixtures = fixture::all();
    let good = serde_json::to_value(fixtures[0].report(&books)).expect("a report is JSON");
    let breaks: [(&str, Damage); 4] = [
        ("/schema", |r| r["schema"] = "sar-decode/report/2".into()),
        ("lacks summary", |r| {
            r.as_object_mut().map(|r| r.remove("summary"));
        }),
        ("/data_points/0/at", |r| {
            r["data_points"][0]["at"]["row"] = 1.into();
        }),
        ("/data_points/0/category", |r| {
            r["data_points"][0]["category"] = "colour".into();
        }),
    ];
    for (expected, damage) in breaks {
        let mut bad = good.clone();
        damage(&mut bad);
        let found = wrongs(&bad);
        assert!(
            found.iter().any(|wrong| wrong.contains(expected)),
            "{expected}: {found:?}"
        );
    }
}

#[test]
fn the_words_of_the_schema_are_those_of_the_program() {
    let root = schema();
    let words = |pointer: &str| -> Vec<String> {
        let listed = root.pointer(pointer).and_then(Value::as_array);
        let listed = listed.unwrap_or_else(|| panic!("{pointer} is not in the schema"));
        let texts = listed.iter().filter_map(Value::as_str);
        texts.map(str::to_owned).collect()
    };
    let point = "/$defs/data_point/properties";
    let category: Vec<&str> = Category::ALL.iter().map(|word| word.as_str()).collect();
    let origin: Vec<&str> = Origin::ALL.iter().map(|word| word.as_str()).collect();
    let level: Vec<&str> = Level::ALL.iter().map(|word| word.as_str()).collect();
    let special: Vec<&str> = SpecialCategory::ALL.iter().map(|w| w.as_str()).collect();
    let from: Vec<&str> = InferredFrom::ALL.iter().map(|word| word.as_str()).collect();
    let status: Vec<&str> = Status::ALL.iter().map(|word| word.as_str()).collect();
    let basis: Vec<&str> = Basis::ALL.iter().map(|word| word.as_str()).collect();
    let kind: Vec<&str> = ResponseKind::ALL.iter().map(|word| word.as_str()).collect();
    for (pointer, known) in [
        (format!("{point}/category/enum"), category),
        (format!("{point}/origin/enum"), origin),
        (format!("{point}/level/enum"), level),
        (format!("{point}/special_category/enum"), special),
        (format!("{point}/inferred_from/items/enum"), from),
        ("/$defs/meaning/properties/status/enum".to_owned(), status),
        ("/$defs/basis/enum".to_owned(), basis),
        (
            "/properties/case/properties/response_kind/enum".to_owned(),
            kind,
        ),
    ] {
        assert_eq!(words(&pointer), known, "{pointer}");
    }
}
