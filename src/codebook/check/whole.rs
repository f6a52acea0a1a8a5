//! What can only be seen across books: ids and headings that collide, names that nobody declares,
//! schemes and files that nobody reads.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::codebook::check::table::Sheet;
use crate::codebook::check::{Flaw, Problem};
use crate::codebook::label::key_of;
use crate::codebook::layer::Codebooks;

/// All books together.
pub fn check(sheets: &[Sheet<'_>], books: &Codebooks, problems: &mut Vec<Problem>) {
    let known = Known::of(sheets);
    for sheet in sheets {
        aliases(sheet, &known, problems);
        names(sheet, &known, problems);
    }
    ids(sheets, problems);
    unused(sheets, problems);
    strays(sheets, books, problems);
}

/// What the books declare.
struct Known<'s> {
    fields: BTreeSet<&'s str>,
    vendors: BTreeSet<&'s str>,
    schemes: BTreeMap<&'s str, BTreeSet<&'s str>>,
    /// The headings of common books, and the fields that they name.
    common: HashMap<String, &'s str>,
    only: BTreeSet<&'s str>,
}

impl<'s> Known<'s> {
    fn of(sheets: &'s [Sheet<'_>]) -> Self {
        let mut known = Self {
            fields: BTreeSet::new(),
            vendors: BTreeSet::new(),
            schemes: BTreeMap::new(),
            common: HashMap::new(),
            only: BTreeSet::new(),
        };
        for sheet in sheets {
            known.only.insert(&sheet.book.id);
            if sheet.book.vendor.is_some() {
                known.vendors.insert(&sheet.book.id);
            }
            for field in &sheet.book.fields {
                known.fields.insert(&field.id.0);
                if sheet.file.starts_with("common/") {
                    let keys = field.aliases.iter().map(|alias| key_of(alias));
                    known
                        .common
                        .extend(keys.map(|key| (key, field.id.0.as_str())));
                }
            }
            for scheme in &sheet.book.schemes {
                let versions = scheme.versions.iter().chain(&scheme.fallback);
                let of_it = known.schemes.entry(&scheme.id).or_default();
                of_it.extend(versions.map(String::as_str));
            }
        }
        known
    }

    fn has_field(&self, named: &str, book: &str) -> bool {
        self.fields.contains(named) || self.fields.contains(format!("{book}/{named}").as_str())
    }
}

/// Headings that are listed twice in a book, or that the common book always takes first.
fn aliases(sheet: &Sheet<'_>, known: &Known<'_>, problems: &mut Vec<Problem>) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for (n, field) in sheet.book.fields.iter().enumerate() {
        for alias in &field.aliases {
            let quoted = format!("\"{alias}\"");
            let line = sheet.line_of_field(n, &quoted);
            let key = key_of(alias);
            if key.is_empty() {
                let what = format!("`{alias}` has neither letters nor digits");
                problems.push(sheet.problem(line, Flaw::UnreachableAlias, what));
                continue;
            }
            if let Some(first) = seen.insert(key.clone(), &field.id.0) {
                let what = format!("`{alias}` is listed under `{first}` already");
                problems.push(sheet.problem(line, Flaw::DuplicateAlias, what));
                seen.insert(key, first);
                continue;
            }
            let vendor = sheet.file.starts_with("vendors/");
            if let (true, Some(first)) = (vendor, known.common.get(&key)) {
                let what = format!("`{alias}` is always read as `{first}`");
                problems.push(sheet.problem(line, Flaw::UnreachableAlias, what));
            }
        }
    }
}

/// Names of fields, schemes, versions and vendors that nobody declares.
fn names(sheet: &Sheet<'_>, known: &Known<'_>, problems: &mut Vec<Problem>) {
    let book = sheet.book.id.as_str();
    let mut unknown = |line: u32, kind: &str, name: &str| {
        let what = format!("no book declares the {kind} `{name}`");
        problems.push(sheet.problem(line, Flaw::UnknownName, what));
    };
    for (n, field) in sheet.book.fields.iter().enumerate() {
        for named in &field.codes {
            let (id, version) = named
                .split_once('@')
                .map_or((named.as_str(), None), |(id, v)| (id, Some(v)));
            match (known.schemes.get(id), version) {
                (None, _) => unknown(sheet.line_of_field(n, "codes"), "scheme", id),
                (Some(versions), Some(version)) if !versions.contains(version) => {
                    unknown(sheet.line_of_field(n, "codes"), "version", named);
                }
                _ => {}
            }
        }
        if let Some(supplier) = field
            .supplier
            .as_deref()
            .filter(|id| !known.vendors.contains(id))
        {
            unknown(sheet.line_of_field(n, "supplier"), "vendor", supplier);
        }
        if let Some(only) = field.only.as_deref().filter(|id| !known.only.contains(id)) {
            unknown(sheet.line_of_field(n, "only"), "party", only);
        }
    }
    for (n, scheme) in sheet.book.schemes.iter().enumerate() {
        if let Some(id) = scheme
            .supplier
            .as_deref()
            .filter(|id| !known.vendors.contains(id))
        {
            unknown(sheet.line_of_scheme(n, "supplier"), "vendor", id);
        }
        if let Some(party) = scheme
            .party
            .as_ref()
            .filter(|id| !known.only.contains(id.0.as_str()))
        {
            unknown(sheet.line_of_scheme(n, "party"), "party", &party.0);
        }
    }
    for (n, expected) in sheet.book.expects.iter().enumerate() {
        for field in expected
            .fields
            .iter()
            .filter(|field| !known.has_field(field, book))
        {
            unknown(sheet.line_of_expects(n, "fields"), "field", field);
        }
    }
    for (n, fact) in sheet.book.notices.iter().enumerate() {
        for field in fact
            .fields
            .iter()
            .filter(|field| !known.has_field(field, book))
        {
            unknown(sheet.line_of_notice(n, "fields"), "field", field);
        }
    }
    for (n, usage) in sheet.book.uses.iter().enumerate() {
        if let Some(id) = usage
            .vendor
            .as_deref()
            .filter(|id| !known.vendors.contains(id))
        {
            unknown(sheet.line_of_uses(n, "vendor"), "vendor", id);
        }
    }
}

/// Ids of books, fields and schemes that are used twice: the second is never found.
fn ids(sheets: &[Sheet<'_>], problems: &mut Vec<Problem>) {
    let mut books: BTreeMap<&str, &str> = BTreeMap::new();
    let mut schemes: BTreeMap<&str, &str> = BTreeMap::new();
    for sheet in sheets {
        if let Some(first) = books.insert(&sheet.book.id, sheet.file) {
            let what = format!("the id `{}` is that of {first}", sheet.book.id);
            let line = sheet.line_of_head("\nid").saturating_add(1);
            problems.push(sheet.problem(line, Flaw::DuplicateId, what));
        }
        let mut fields: BTreeSet<&str> = BTreeSet::new();
        for (n, field) in sheet.book.fields.iter().enumerate() {
            if !fields.insert(&field.id.0) {
                let what = format!("`{}` is declared above", field.id);
                problems.push(sheet.problem(sheet.line_of_field(n, "id"), Flaw::DuplicateId, what));
            }
        }
        for (n, scheme) in sheet.book.schemes.iter().enumerate() {
            if let Some(first) = schemes.insert(&scheme.id, sheet.file) {
                let what = format!("the scheme `{}` is declared in {first}", scheme.id);
                problems.push(sheet.problem(
                    sheet.line_of_scheme(n, "id"),
                    Flaw::DuplicateId,
                    what,
                ));
            }
        }
    }
}

/// Schemes that no field reads and whose labels do not count by themselves.
fn unused(sheets: &[Sheet<'_>], problems: &mut Vec<Problem>) {
    let named: BTreeSet<&str> = sheets
        .iter()
        .flat_map(|sheet| &sheet.book.fields)
        .flat_map(|field| &field.codes)
        .map(|named| named.split('@').next().unwrap_or(named))
        .collect();
    for sheet in sheets {
        for (n, scheme) in sheet.book.schemes.iter().enumerate() {
            if !named.contains(scheme.id.as_str()) && !scheme.distinctive && !scheme.reference {
                let what = format!("no field reads `{}`", scheme.id);
                problems.push(sheet.problem(
                    sheet.line_of_scheme(n, "id"),
                    Flaw::UnusedScheme,
                    what,
                ));
            }
        }
    }
}

/// Lists that no scheme names: nothing in them is ever read.
fn strays(sheets: &[Sheet<'_>], books: &Codebooks, problems: &mut Vec<Problem>) {
    let named: BTreeSet<&str> = sheets
        .iter()
        .flat_map(|sheet| &sheet.book.schemes)
        .map(|scheme| scheme.file.as_str())
        .collect();
    for path in books.files() {
        if path.ends_with(".csv")
            && !path.starts_with("law/")
            && !path.starts_with("export/")
            && !named.contains(path)
        {
            problems.push(Problem {
                file: path.to_owned(),
                line: 1,
                flaw: Flaw::StrayFile,
                what: "no scheme of a book names this file".to_owned(),
            });
        }
    }
}
