//! The styles of a workbook: for each, its number format, and whether its text can be seen.

use std::collections::HashMap;

use super::super::format::Format;
use super::super::reading::{Ink, Look};
use super::super::trouble::Trouble;
use super::super::xml::{Node, Tag, Xml};
use crate::ingest::Limits;

/// The colour of white paper.
const WHITE: &str = "FFFFFF";
const BLACK: &str = "000000";

/// What has been read of the styles so far.
#[derive(Default)]
struct Styles {
    codes: HashMap<u32, String>,
    /// The colour of each font; none is black.
    fonts: Vec<Option<String>>,
    /// The background of each fill; none where it is no plain colour.
    fills: Vec<Option<String>>,
    looks: Vec<Look>,
}

/// Reads `styles.xml`. What was read before trouble is given with it.
pub(super) fn read(text: &str, limits: &Limits) -> (Vec<Look>, Option<Trouble>) {
    let mut styles = Styles::default();
    let trouble = styles.read(text, limits).err();
    (styles.looks, trouble)
}

impl Styles {
    fn read(&mut self, text: &str, limits: &Limits) -> Result<(), Trouble> {
        let mut xml = Xml::new(text, limits);
        let mut section = String::new();
        let mut section_depth = 0;
        loop {
            match xml.next()? {
                Node::End => return Ok(()),
                Node::Close if xml.depth() < section_depth => section.clear(),
                Node::Close | Node::Text(_) => {}
                Node::Open(tag) if section.is_empty() => {
                    if matches!(
                        tag.name(),
                        "numFmts"
                            | "fonts"
                            | "fills"
                            | "cellXfs"
                            | "cellStyleXfs"
                            | "dxfs"
                            | "borders"
                    ) {
                        section = tag.name().to_owned();
                        section_depth = xml.depth();
                    }
                }
                Node::Open(tag) => self.element(&section, &tag),
            }
        }
    }

    fn element(&mut self, section: &str, tag: &Tag<'_>) {
        match (section, tag.name()) {
            ("numFmts", "numFmt") => {
                if let (Some(id), Some(code)) = (number(tag, "numFmtId"), tag.attr("formatCode")) {
                    self.codes.insert(id, code.into_owned());
                }
            }
            ("fonts", "font") => self.fonts.push(None),
            ("fonts", "color") => {
                if let Some(font) = self.fonts.last_mut() {
                    *font = colour(tag);
                }
            }
            ("fills", "fill") => self.fills.push(Some(WHITE.to_owned())),
            ("fills", "patternFill") => {
                let plain = tag.attr("patternType").is_none_or(|kind| kind == "none");
                if let (false, Some(fill)) = (plain, self.fills.last_mut()) {
                    *fill = None;
                }
                if tag.attr("patternType").as_deref() == Some("solid")
                    && let Some(fill) = self.fills.last_mut()
                {
                    *fill = Some("solid".to_owned());
                }
            }
            ("fills", "gradientFill") => {
                if let Some(fill) = self.fills.last_mut() {
                    *fill = None;
                }
            }
            ("fills", "fgColor") => {
                if let Some(fill) = self.fills.last_mut()
                    && fill.as_deref() == Some("solid")
                {
                    *fill = colour(tag);
                }
            }
            ("cellXfs", "xf") => self.look(tag),
            _ => {}
        }
    }

    fn look(&mut self, tag: &Tag<'_>) {
        let id = number(tag, "numFmtId").unwrap_or(0);
        let code = self
            .codes
            .get(&id)
            .map(String::as_str)
            .or_else(|| Format::builtin(id))
            .unwrap_or("General");
        let index = |name: &str| {
            number(tag, name)
                .and_then(|id| usize::try_from(id).ok())
                .unwrap_or(0)
        };
        let font = self.fonts.get(index("fontId")).and_then(Option::as_deref);
        let fill = self
            .fills
            .get(index("fillId"))
            .map_or(Some(WHITE), Option::as_deref);
        let ink = Ink::of(font, fill, &BLACK);
        self.looks.push(Look::new(Format::parse(code), ink));
    }
}

fn number(tag: &Tag<'_>, name: &str) -> Option<u32> {
    tag.attr(name)?.trim().parse().ok()
}

/// A colour in a form that can be compared.
fn colour(tag: &Tag<'_>) -> Option<String> {
    if let Some(rgb) = tag.attr("rgb") {
        let from = rgb.len().checked_sub(6)?;
        return Some(rgb.get(from..)?.to_ascii_uppercase());
    }
    let tint = tag.attr("tint").filter(|tint| tint.parse() != Ok(0.0_f64));
    if let Some(theme) = number(tag, "theme") {
        return Some(match (theme, tint) {
            (0, None) => WHITE.to_owned(),
            (1, None) => BLACK.to_owned(),
            (theme, tint) => format!("theme {theme} {}", tint.as_deref().unwrap_or("")),
        });
    }
    Some(match number(tag, "indexed")? {
        1 | 9 | 65 => WHITE.to_owned(),
        0 | 8 | 64 => BLACK.to_owned(),
        index => format!("indexed {index}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_text_on_white_or_on_its_own_colour_is_camouflaged() {
        let text = r#"<styleSheet><fonts><font/><font><color rgb="FFFFFFFF"/></font><font><color theme="0"/></font>
            <font><color rgb="FF112233"/></font><font><color theme="1"/></font></fonts>
            <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
            <fill><patternFill patternType="solid"><fgColor rgb="FF112233"/></patternFill></fill>
            <fill><patternFill patternType="solid"><fgColor rgb="FF000000"/></patternFill></fill></fills>
            <cellXfs><xf fontId="0" fillId="0"/><xf fontId="1" fillId="0"/><xf fontId="2" fillId="0"/>
            <xf fontId="1" fillId="2"/><xf fontId="3" fillId="2"/><xf fontId="1" fillId="1"/>
            <xf fontId="4" fillId="3"/><xf fontId="1" fillId="3"/><xf fontId="0" fillId="3"/></cellXfs></styleSheet>"#;
        let (looks, trouble) = read(text, &Limits::default());
        assert_eq!(trouble, None);
        let inks: Vec<Ink> = looks.iter().map(|look| look.ink).collect();
        let (seen, same, black) = (Ink::Seen, Ink::Camouflaged, Ink::BlackedOut);
        // Black letters on black are blacked out; letters of no colour of their own may be shown in white.
        assert_eq!(
            inks,
            [seen, same, same, seen, same, seen, black, seen, seen]
        );
    }

    #[test]
    fn a_format_of_the_file_goes_before_a_built_in_one() {
        let text = r#"<styleSheet><numFmts><numFmt numFmtId="165" formatCode="dd/mm/yyyy"/></numFmts>
            <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
        let (looks, _) = read(text, &Limits::default());
        let dates: Vec<bool> = looks.iter().map(|look| look.format.is_moment()).collect();
        assert_eq!(dates, [false, true, true]);
    }
}
