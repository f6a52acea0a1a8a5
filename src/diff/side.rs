//! One of the two responses, from a report: one that was just made or one that was saved.

use serde_json::Value;

use super::{PartDigest, SideLine};
use crate::codebook::Label;
use crate::report::{Report, SCHEMA_ID};

/// A response as it is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    case: String,
    party: Option<String>,
    parts: Vec<PartDigest>,
    /// The data points, in reading order.
    pub points: Vec<SidePoint>,
    /// The rule of each finding, and its name.
    pub(super) findings: Vec<(String, String)>,
}

/// A data point as it is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct SidePoint {
    /// Whose it is.
    pub person: u64,
    /// The heading as written.
    pub label: String,
    /// The heading in the form in which headings are compared.
    pub(super) key: String,
    /// The field of a codebook.
    pub field: Option<String>,
    /// What the heading says.
    pub title: Option<String>,
    /// What kind of data.
    pub category: String,
    /// The value as a reader sees it.
    pub value: Option<String>,
    stored: Option<String>,
    /// Whether the value was masked when the report was saved.
    pub(super) masked: bool,
    pub(super) status: String,
    basis: String,
    pub(super) meaning: String,
    origin: String,
    pub(super) inferred: bool,
    pub(super) special: Option<String>,
    pub(super) at: Value,
    pub(super) place: String,
}

/// A text that is no saved report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("is no report of this program: {what}")]
pub struct SideError {
    what: String,
}

impl Side {
    /// From a report that was just made.
    ///
    /// # Errors
    ///
    /// [`SideError`] where the report cannot be put into its JSON form.
    pub fn of(report: &Report) -> Result<Self, SideError> {
        let value = serde_json::to_value(report).map_err(|error| SideError {
            what: error.to_string(),
        })?;
        Self::read(&value)
    }

    /// From the JSON form of a report. Keys that are not known are passed over.
    ///
    /// # Errors
    ///
    /// [`SideError`] where it has another schema, or lacks what every report has.
    pub fn read(report: &Value) -> Result<Self, SideError> {
        let wrong = |what: &str| SideError {
            what: what.to_owned(),
        };
        let schema = report.get("schema").and_then(Value::as_str);
        if schema != Some(SCHEMA_ID) {
            return Err(wrong(&format!("its `schema` is not `{SCHEMA_ID}`")));
        }
        let list = |key: &str| report.get(key).and_then(Value::as_array);
        let points = list("data_points").ok_or_else(|| wrong("it has no data points"))?;
        let parts = list("parts").ok_or_else(|| wrong("it has no parts"))?;
        let case = report.get("case");
        let case = |key: &str| case.and_then(|case| text(case, key));
        Ok(Self {
            case: case("id").unwrap_or_default(),
            party: case("party"),
            points: points
                .iter()
                .map(|point| SidePoint::read(point, parts))
                .collect(),
            parts: parts
                .iter()
                .map(|part| PartDigest {
                    path: text(part, "path").unwrap_or_default(),
                    sha256: text(part, "sha256").unwrap_or_default(),
                })
                .collect(),
            findings: list("findings")
                .into_iter()
                .flatten()
                .filter_map(|finding| Some((text(finding, "rule")?, text(finding, "name")?)))
                .collect(),
        })
    }

    /// The headings that hold a value.
    pub fn filled(&self) -> impl Iterator<Item = &str> {
        let held = self.points.iter().filter(|point| point.is_held());
        held.map(|point| point.label.as_str())
    }

    pub(super) fn line(&self) -> SideLine {
        SideLine {
            case: self.case.clone(),
            party: self.party.clone(),
            parts: self.parts.clone(),
            data_points: self.points.len(),
        }
    }
}

impl SidePoint {
    fn read(point: &Value, parts: &[Value]) -> Self {
        let meaning = point.get("meaning").unwrap_or(&Value::Null);
        let label = text(point, "label").unwrap_or_default();
        let at = point.get("at").cloned().unwrap_or(Value::Null);
        Self {
            person: point.get("person").and_then(Value::as_u64).unwrap_or(1),
            key: Label::new(&label).key().to_owned(),
            label,
            field: text(point, "field"),
            title: text(point, "title"),
            category: text(point, "category").unwrap_or_default(),
            value: text(point, "value"),
            stored: text(point, "stored"),
            masked: text(point, "masked").is_some(),
            status: text(meaning, "status").unwrap_or_default(),
            basis: text(meaning, "basis").unwrap_or_default(),
            meaning: text(meaning, "text").unwrap_or_default(),
            origin: text(point, "origin").unwrap_or_default(),
            inferred: point
                .get("inferred")
                .and_then(Value::as_bool)
                .unwrap_or(false),
            special: text(point, "special_category"),
            place: place(&at, parts),
            at,
        }
    }

    /// Whether it holds a value: neither blank nor a code that says that there is none.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.value.is_some() && self.status != "absent" && self.status != "declared-missing"
    }

    /// Whether another has the same value: the same text apart from white space, the same number, or
    /// the same as it is stored.
    pub(super) fn has_value_of(&self, other: &Self) -> bool {
        let tidy = |value: &Option<String>| {
            let value = value.as_deref()?;
            Some(value.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let (one, two) = (tidy(&self.value), tidy(&other.value));
        if one == two {
            return true;
        }
        let number = |value: &Option<String>| value.as_deref().and_then(|v| v.parse::<f64>().ok());
        let same_number = number(&one)
            .zip(number(&two))
            .is_some_and(|(one, two)| one.total_cmp(&two).is_eq());
        let leading_zero = [&one, &two]
            .into_iter()
            .flatten()
            .any(|value| value.len() > 1 && value.starts_with('0') && !value.starts_with("0."));
        (same_number && !leading_zero) || (self.stored.is_some() && self.stored == other.stored)
    }

    /// Whether another is read in the same way. Words that quote the value count only where the value
    /// is written in the same way.
    pub(super) fn reads_as(&self, other: &Self) -> bool {
        let read = |point: &Self| {
            [
                Some(point.status.clone()),
                Some(point.basis.clone()),
                point.field.clone(),
                Some(point.origin.clone()),
            ]
        };
        read(self) == read(other) && (self.value != other.value || self.meaning == other.meaning)
    }
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned)
}

/// A place for people: `response.xlsx, Voter!D17`; the file only where there is more than one.
fn place(at: &Value, parts: &[Value]) -> String {
    let number = |key: &str| at.get(key).and_then(Value::as_u64);
    let inside = match (text(at, "sheet"), text(at, "cell")) {
        (Some(sheet), Some(cell)) => format!("{sheet}!{cell}"),
        (Some(sheet), None) => format!("sheet {sheet}"),
        _ => {
            let parts = ["page", "line", "column", "table", "row", "col"];
            let parts = parts.iter().filter_map(|key| Some((key, number(key)?)));
            let parts: Vec<String> = parts.map(|(key, n)| format!("{key} {n}")).collect();
            parts.join(", ")
        }
    };
    let part = parts.iter().find(|part| part.get("id") == at.get("part"));
    let file = part.and_then(|part| text(part, "path"));
    match (file, parts.len(), inside.is_empty()) {
        (Some(file), _, true) => file,
        (Some(file), 2.., false) => format!("{file}, {inside}"),
        _ => inside,
    }
}
