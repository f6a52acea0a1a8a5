//! What office files say of themselves, wherever their kind keeps it.

use crate::document::Property;
use crate::error::IngestError;
use crate::ingest::Limits;
use crate::ingest::package::Package;
use crate::ingest::trouble::Trouble;
use crate::ingest::xml::{Node, Xml, decode};

/// Where the properties of a kind of file are: the members that hold them, and what each is called here.
pub(crate) struct Where {
    /// The members.
    pub(crate) members: &'static [&'static str],
    /// The name of an element in them, and the name of the property.
    pub(crate) names: &'static [(&'static str, &'static str)],
}

/// What the document says of itself.
///
/// # Errors
///
/// Where a member is one that must not be read.
pub(crate) fn properties(
    package: &mut Package<'_>,
    place: &Where,
    limits: &Limits,
) -> Result<Vec<Property>, IngestError> {
    let mut properties = Vec::new();
    for part in place.members {
        let Some(member) = package.read(part) else {
            continue;
        };
        // What a damaged part says before it breaks off is kept: nothing rests on the rest.
        let outcome = read(&decode(member.bytes), place, limits, &mut properties);
        if let Err(trouble @ Trouble::Refused(_)) = outcome {
            return Err(trouble.fatal(part));
        }
    }
    properties.sort();
    Ok(properties)
}

fn read(
    text: &str,
    place: &Where,
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
        let known = place
            .names
            .iter()
            .find(|(element, _)| *element == tag.name());
        let Some((_, name)) = known else { continue };
        let value = xml.text()?.trim().to_owned();
        if !value.is_empty() {
            properties.push(Property {
                name: (*name).to_owned(),
                value,
            });
        }
    }
}
