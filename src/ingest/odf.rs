//! What all packages of OpenDocument have: properties.

use crate::document::Property;
use crate::error::IngestError;
use crate::ingest::Limits;
use crate::ingest::package::Package;
use crate::ingest::trouble::Trouble;
use crate::ingest::xml::{Node, Xml, decode};

/// What the document says of itself.
pub(crate) fn properties(
    package: &mut Package<'_>,
    limits: &Limits,
) -> Result<Vec<Property>, IngestError> {
    let mut properties = Vec::new();
    let Some(member) = package.read("meta.xml") else {
        return Ok(properties);
    };
    // What a damaged part says before it breaks off is kept: nothing rests on the rest.
    let outcome = read_properties(&decode(member.bytes), limits, &mut properties);
    if let Err(trouble @ Trouble::Refused(_)) = outcome {
        return Err(trouble.fatal("meta.xml"));
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
            "initial-creator" => "creator",
            "creator" => "last-modified-by",
            "creation-date" => "created",
            "date" => "modified",
            "title" => "title",
            "subject" => "subject",
            "description" => "description",
            "generator" => "application",
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
