//! The plain cell, which nearly all are: `<c r="A1" s="1" t="s"><v>12</v></c>`, or blank.
//!
//! Taking it as a whole saves five events of the XML reader and a third of the time. Whatever is
//! written in any other way is left to that reader, and a test holds that both read the same.

/// A plain cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plain<'a> {
    pub(super) place: Option<&'a str>,
    pub(super) style: Option<&'a str>,
    pub(super) kind: Option<&'a str>,
    /// The text of its value; none where it is blank.
    pub(super) value: Option<&'a str>,
    /// The bytes that it takes.
    pub(super) length: usize,
}

/// More attributes than any program writes on a cell.
const MOST_ATTRIBUTES: usize = 8;

/// The plain cell that the bytes begin with, if they do.
pub(super) fn plain_cell(bytes: &[u8]) -> Option<Plain<'_>> {
    let mut rest = bytes.strip_prefix(b"<c")?;
    let mut plain = Plain {
        place: None,
        style: None,
        kind: None,
        value: None,
        length: 0,
    };
    for _ in 0..MOST_ATTRIBUTES {
        let Some(attribute) = rest.strip_prefix(b" ") else {
            break;
        };
        let (name, after) = until(attribute, b'=')?;
        let (value, after) = until(after.strip_prefix(b"\"")?, b'"')?;
        let value = std::str::from_utf8(value).ok()?;
        match name {
            b"r" => plain.place = Some(value),
            b"s" => plain.style = Some(value),
            b"t" => plain.kind = Some(value),
            _ => return None,
        }
        rest = after;
    }
    if let Some(after) = rest
        .strip_prefix(b"/>")
        .or_else(|| rest.strip_prefix(b"></c>"))
    {
        plain.length = bytes.len().checked_sub(after.len())?;
        return Some(plain);
    }
    let (value, after) = until(rest.strip_prefix(b"><v>")?, b'<')?;
    // Entities and line ends are for the XML reader to resolve.
    if value.iter().any(|byte| matches!(byte, b'&' | b'\r')) {
        return None;
    }
    let after = after.strip_prefix(b"/v></c>")?;
    plain.value = Some(std::str::from_utf8(value).ok()?);
    plain.length = bytes.len().checked_sub(after.len())?;
    Some(plain)
}

/// The bytes up to a byte, and those after it.
fn until(bytes: &[u8], end: u8) -> Option<(&[u8], &[u8])> {
    let at = bytes.iter().position(|byte| *byte == end)?;
    let (before, after) = bytes.split_at_checked(at)?;
    Some((before, after.get(1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_cell_is_taken_as_a_whole() {
        let text = "<c r=\"B7\" s=\"2\" t=\"s\"><v>12</v></c><c/>";
        let plain = plain_cell(text.as_bytes());
        let expected = Plain {
            place: Some("B7"),
            style: Some("2"),
            kind: Some("s"),
            value: Some("12"),
            length: text.len() - 4,
        };
        assert_eq!(plain, Some(expected));
    }

    #[test]
    fn anything_else_is_left_to_the_xml_reader() {
        for text in [
            "<c r=\"A1\"><f>1</f><v>1</v></c>",
            "<c r='A1'><v>1</v></c>",
            "<c r=\"A1\"><v>a&amp;b</v></c>",
            "<c r=\"A1\"><v>1</v>",
            "<c r=\"A1\"",
            "<col min=\"1\"/>",
            "<c r=\"A1\" vm=\"1\"><v>1</v></c>",
            "<c r=\"A1\"><v xml:space=\"preserve\">1</v></c>",
            "",
        ] {
            assert_eq!(plain_cell(text.as_bytes()), None, "{text}");
        }
    }
}
