//! Rich text as Outlook keeps it in a message: packed, and often around a page of HTML.

use crate::ingest::Limits;

use super::tokens::{Token, Tokens, code_page, text_of};

/// What the dictionary holds before the first byte is read.
const PRIMED: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

const WINDOW: usize = 4096;

/// Unpacks rich text; nothing where it is not packed in this way.
pub(crate) fn unpacked(packed: &[u8], limits: &Limits) -> Option<Vec<u8>> {
    let kind = packed.get(8..12)?;
    let content = packed.get(16..)?;
    match kind {
        b"MELA" => return Some(content.to_vec()),
        b"LZFu" => {}
        _ => return None,
    }
    let most = usize::try_from(limits.member_bytes).unwrap_or(usize::MAX);
    let mut window = [b' '; WINDOW];
    window.get_mut(..PRIMED.len())?.copy_from_slice(PRIMED);
    let mut at = PRIMED.len();
    let mut unpacked = Vec::new();
    let mut bytes = content.iter().copied();
    while unpacked.len() < most {
        let Some(flags) = bytes.next() else {
            return Some(unpacked);
        };
        for bit in 0..8 {
            let Some(first) = bytes.next() else {
                return Some(unpacked);
            };
            if flags >> bit & 1 == 0 {
                put(first, &mut window, &mut at, &mut unpacked);
                continue;
            }
            let Some(second) = bytes.next() else {
                return Some(unpacked);
            };
            let reference = usize::from(u16::from_be_bytes([first, second]));
            let (from, length) = (reference >> 4, (reference & 0xF).saturating_add(2));
            if from == at {
                return Some(unpacked);
            }
            for step in 0..length {
                let byte = window.get(from.saturating_add(step) % WINDOW).copied()?;
                put(byte, &mut window, &mut at, &mut unpacked);
            }
        }
    }
    Some(unpacked)
}

fn put(byte: u8, window: &mut [u8; WINDOW], at: &mut usize, unpacked: &mut Vec<u8>) {
    unpacked.push(byte);
    if let Some(place) = window.get_mut(*at) {
        *place = byte;
    }
    *at = at.saturating_add(1) % WINDOW;
}

/// The page of HTML around which rich text was written; nothing where there is none.
pub(crate) fn enclosed_page(rich: &[u8], limits: &Limits) -> Option<String> {
    let head = rich.get(..rich.len().min(2_000))?;
    memchr::memmem::find(head, b"\\fromhtml1")?;
    let mut page = Page::default();
    let most = usize::try_from(limits.member_bytes).unwrap_or(usize::MAX);
    for token in Tokens::new(rich) {
        page.take(token);
        if page.html.len() > most {
            break;
        }
    }
    page.flush();
    let html = page.html;
    (!html.trim().is_empty()).then_some(html)
}

/// What a group of rich text is to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    /// Text of the page, unless it is switched off.
    Text,
    /// A piece of the page as it was.
    Tag,
    /// None of it.
    Passed,
}

struct Page {
    html: String,
    groups: Vec<Group>,
    current: Group,
    /// `\*` was the last token.
    starred: bool,
    /// What follows is for readers of rich text alone.
    switched_off: bool,
    page: i32,
    bytes: Vec<u8>,
    /// Characters that stand for one that was given by number.
    to_skip: usize,
    skips: usize,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            html: String::new(),
            groups: Vec::new(),
            current: Group::Text,
            starred: false,
            switched_off: false,
            page: 1252,
            bytes: Vec::new(),
            to_skip: 0,
            skips: 1,
        }
    }
}

impl Page {
    fn take(&mut self, token: Token<'_>) {
        let starred = std::mem::replace(&mut self.starred, token == Token::Symbol(b'*'));
        match token {
            Token::Open => self.groups.push(self.current),
            Token::Close => self.current = self.groups.pop().unwrap_or(Group::Text),
            Token::Word("htmltag", _) if starred => self.current = Group::Tag,
            Token::Word("fonttbl" | "colortbl" | "stylesheet" | "info" | "pict", _) => {
                self.current = Group::Passed;
            }
            Token::Word(_, _) if starred => self.current = Group::Passed,
            Token::Word("htmlrtf", number) => self.switched_off = number != Some(0),
            Token::Word("ansicpg", Some(page)) => self.page = page,
            Token::Word("uc", Some(count)) => self.skips = usize::try_from(count).unwrap_or(1),
            Token::Word("u", Some(number)) => self.unicode(number),
            Token::Word("par", _) => self.write("\n"),
            Token::Byte(byte) => self.byte(byte),
            Token::Text(text) => text.iter().for_each(|byte| self.byte(*byte)),
            Token::Word(..) | Token::Symbol(_) => {
                if let Some(text) = text_of(token) {
                    self.write(text);
                }
            }
        }
    }

    fn is_wanted(&self) -> bool {
        match self.current {
            Group::Text => !self.switched_off,
            Group::Tag => true,
            Group::Passed => false,
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip = self.to_skip.saturating_sub(1);
        } else if self.is_wanted() {
            self.bytes.push(byte);
        }
    }

    fn unicode(&mut self, number: i32) {
        self.to_skip = self.skips;
        // Numbers over 32,767 are written as negative ones.
        let unit = number.rem_euclid(1 << 16);
        let letter = u32::try_from(unit).ok().and_then(char::from_u32);
        self.write(letter.map(String::from).as_deref().unwrap_or("\u{fffd}"));
    }

    fn write(&mut self, text: &str) {
        self.flush();
        if self.is_wanted() {
            self.html.push_str(text);
        }
    }

    fn flush(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        if !bytes.is_empty() {
            let text = code_page(self.page).decode_without_bom_handling(&bytes).0;
            self.html.push_str(&text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_text_is_unpacked_up_to_its_end() {
        // The example of the format's description.
        let packed = [
            0x2d, 0, 0, 0, 0x2b, 0, 0, 0, b'L', b'Z', b'F', b'u', 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0,
            0x0a, 0, b'r', b'c', b'p', b'g', b'1', b'2', b'5', 0x42, b'2', 0x0a, 0xf3, 0x20, b'h',
            b'e', b'l', 0x09, 0, 0x20, b'b', b'w', 0x05, 0xb0, b'l', b'd', b'}', 0x0a, 0x80, 0x0f,
            0xa0,
        ];
        let text = unpacked(&packed, &Limits::default());
        assert_eq!(
            text.as_deref(),
            Some(&b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"[..])
        );
        assert_eq!(unpacked(b"{\\rtf1", &Limits::default()), None);
    }

    #[test]
    fn the_page_inside_is_taken_out_and_what_is_for_rich_text_alone_is_not() {
        let rich = b"{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\fonttbl{\\f0 Arial;}}{\\*\\htmltag64 <p>}\\htmlrtf \\b \\htmlrtf0 Caf\\'e9 {\\*\\htmltag84 &nbsp;}\\htmlrtf\\'a0\\htmlrtf0 \\u8217 ?{\\*\\mhtmltag <img>}{\\*\\htmltag72 </p>}\\par}";
        assert_eq!(
            enclosed_page(rich, &Limits::default()).as_deref(),
            Some("<p>Caf\u{e9} &nbsp;\u{2019}</p>\n")
        );
        assert_eq!(enclosed_page(b"{\\rtf1 a}", &Limits::default()), None);
    }
}
