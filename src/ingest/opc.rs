//! What all packages of Office Open XML have: relationships between their parts, and properties.

use std::collections::HashMap;

use crate::document::Property;
use crate::error::IngestError;
use crate::ingest::Limits;
use crate::ingest::package::{Package, relationships_of, resolve};
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

/// What the document says of itself.
pub(crate) fn properties(
    package: &mut Package<'_>,
    limits: &Limits,
) -> Result<Vec<Property>, IngestError> {
    let mut properties = Vec::new();
    for part in ["docProps/core.xml", "docProps/app.xml"] {
        let Some(member) = package.read(part) else {
            continue;
        };
        // What a damaged part says before it breaks off is kept: nothing rests on the rest.
        let outcome = read_properties(&decode(member.bytes), limits, &mut properties);
        if let Err(trouble @ Trouble::Refused(_)) = outcome {
            return Err(trouble.fatal(part));
        }
    }
    properties.sort();
    Ok(properties)
}

fn read_properties(
    text: &str,
    limits: &Limits,
    properties: &mut Vec<Property>,
) -> Result<(), Trouble> {
    let mut xml = Xml::new(text, limits);
    loop {
        let tag = match xml.next()? {
            Node::End => return Ok(()),
            Node::Close | Node::Text(_) => continue,
            Node::Open(tag) => tag,
        };
        let name = match tag.name() {
            "creator" => "creator",
            "lastModifiedBy" => "last-modified-by",
            "created" => "created",
            "modified" => "modified",
            "title" => "title",
            "subject" => "subject",
            "description" => "description",
            "keywords" => "keywords",
            "category" => "category",
            "lastPrinted" => "last-printed",
            "Application" => "application",
            "Company" => "company",
            "Manager" => "manager",
            _ => continue,
        };
        let value = xml.text()?.trim().to_owned();
        if !value.is_empty() {
            properties.push(Property {
                name: name.to_owned(),
                value,
            });
        }
    }
}
