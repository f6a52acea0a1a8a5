//! The fonts that a PDF names and does not bring.
//!
//! Of the fourteen standard fonts the engine knows the widths and the letters by heart. It asks for the font itself to
//! draw with: takes one apart for every file that names it, and measures every letter by how much it has to be
//! stretched. Nothing is drawn here, so it is handed a font with no letters in it.

use std::sync::{Arc, LazyLock};

use hayro_interpret::InterpreterSettings;
use hayro_interpret::font::FontData;

/// How pages are gone through: without the outlines of letters of fonts that are not in the file.
pub(super) fn settings() -> InterpreterSettings {
    InterpreterSettings {
        font_resolver: Arc::new(|_| Some((Arc::clone(&EMPTY) as FontData, 0))),
        ..InterpreterSettings::default()
    }
}

/// A TrueType font of one glyph, the one that stands for those that are missing, which is empty and has no width: the
/// engine stretches nothing that has none.
static EMPTY: LazyLock<Arc<Vec<u8>>> = LazyLock::new(|| {
    // Version, the dates and what is not asked for are 0; the places are those of the OpenType specification.
    let mut head = [0; 54];
    put(&mut head, 0, &[0, 1]);
    put(&mut head, 12, &[0x5f, 0x0f, 0x3c, 0xf5]);
    put(&mut head, 18, &1000_u16.to_be_bytes());
    let mut hhea = [0; 36];
    put(&mut hhea, 0, &[0, 1]);
    put(&mut hhea, 34, &[0, 1]);
    let hmtx = [0; 4];
    let maxp = [0, 0, 0x50, 0, 0, 1];
    let tables: [(&[u8; 4], &[u8]); 4] = [
        (b"head", &head),
        (b"hhea", &hhea),
        (b"hmtx", &hmtx),
        (b"maxp", &maxp),
    ];
    let mut font = vec![0, 1, 0, 0, 0, 4, 0, 64, 0, 2, 0, 0];
    let mut at = 12 + 16 * 4;
    for (tag, table) in &tables {
        font.extend_from_slice(*tag);
        font.extend_from_slice(&[0; 4]);
        font.extend_from_slice(&number(at));
        font.extend_from_slice(&number(table.len()));
        at += table.len().next_multiple_of(4);
    }
    for (_, table) in &tables {
        font.extend_from_slice(table);
        font.resize(font.len().next_multiple_of(4), 0);
    }
    Arc::new(font)
});

fn put(table: &mut [u8], at: usize, bytes: &[u8]) {
    let places = table.iter_mut().skip(at);
    places.zip(bytes).for_each(|(place, byte)| *place = *byte);
}

fn number(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes()
}
