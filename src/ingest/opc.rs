//! What all packages of Office Open XML have: relationships between their parts, and properties.

use std::collections::HashMap;

use crate::ingest::Limits;
use crate::ingest::package::{Package, relationships_of, resolve};
use crate::ingest::properties::Where;
use crate::ingest::trouble::Trouble;
use crate::ingest::xml::{Node, Xml, decode};

/// A relationship: the last word of its type, and the member it leads to.
#[derive(Debug, Clone)]
pub(crate) struct Relationship {
    pub(crate) kind: String,
    pub(crate) target: String,
}

/// The relationships of a part, by id.
pub(crate) type Relationships = HashMap<String, Relationship>;

/// The relationships of a part; `""` is the package itself.
pub(crate) fn relationships(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
) -> Result<Relationships, Trouble> {
    let mut found = Relationships::new();
    let Some(member) = package.read(&relationships_of(part)) else {
        return Ok(found);
    };
    let text = decode(member.bytes);
    let mut xml = Xml::new(&text, limits);
    loop {
        match xml.next()? {
            Node::End => return Ok(found),
            Node::Open(tag) if tag.name() == "Relationship" => {
                let (Some(id), Some(target)) = (tag.attr("Id"), tag.attr("Target")) else {
                    continue;
                };
                let kind = tag.attr("Type").unwrap_or_default();
                let external = tag.attr("TargetMode").as_deref() == Some("External");
                let target = if external {
                    target.into_owned()
                } else {
                    resolve(part, &target)
                };
                let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
                found.insert(id.into_owned(), Relationship { kind, target });
            }
            _ => {}
        }
    }
}

/// Where the properties are.
pub(crate) const PROPERTIES: Where = Where {
    members: &["docProps/core.xml", "docProps/app.xml"],
    names: &[
        ("creator", "creator"),
        ("lastModifiedBy", "last-modified-by"),
        ("created", "created"),
        ("modified", "modified"),
        ("title", "title"),
        ("subject", "subject"),
        ("description", "description"),
        ("keywords", "keywords"),
        ("category", "category"),
        ("lastPrinted", "last-printed"),
        ("Application", "application"),
        ("Company", "company"),
        ("Manager", "manager"),
    ],
};
