//! What is printed at the head and the foot of the pages of a sheet.

/// The lines of a head or a foot as it is stored, without its layout: `&C&"Arial,Bold"&8Key: 1 = owned&RPage &P`. A line
/// without a word, such as the number of the page, is left out. (ECMA-376, part 1, 18.3.1.46.)
pub(super) fn lines(stored: &str) -> Vec<String> {
    let mut text = String::with_capacity(stored.len());
    let mut rest = stored.chars().peekable();
    while let Some(letter) = rest.next() {
        if letter != '&' {
            text.push(letter);
            continue;
        }
        match rest.next() {
            Some('&') => text.push('&'),
            // The left, the middle and the right.
            Some('L' | 'C' | 'R') => text.push('\n'),
            // The name of a type.
            Some('"') => rest.by_ref().take_while(|c| *c != '"').for_each(drop),
            // Its size.
            Some(size) if size.is_ascii_digit() => {
                while rest.next_if(char::is_ascii_digit).is_some() {}
            }
            // Its colour, by six figures or by the number of one with its shade.
            Some('K') => {
                const FIGURES: usize = 6;
                for _ in 0..FIGURES {
                    rest.next_if(|c| c.is_ascii_hexdigit() || matches!(c, '+' | '-'));
                }
            }
            // The page, the day, the file: as it will be printed.
            Some(_) | None => {}
        }
    }
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| says_something(line))
        .map(str::to_owned)
        .collect()
}

/// Whether a line has more than one word, tells nobody what to do, and is more than `Page  of ` around what was left out.
fn says_something(line: &str) -> bool {
    const FILLERS: [&str; 6] = ["page", "of", "printed", "on", "at", "tudalen"];
    // What to do with the sheet says nothing of the data.
    let lower = line.to_lowercase();
    if lower.contains("please ") || lower.contains("do not ") {
        return false;
    }
    let words = line.split(|c: char| !c.is_alphanumeric());
    let own = words.filter(|word| {
        word.contains(char::is_alphabetic) && !FILLERS.contains(&word.to_lowercase().as_str())
    });
    own.count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_kept_and_the_layout_is_not() {
        for (stored, kept) in [
            (
                "&CHT (home type): 1 = owned, 2 = rented",
                &["HT (home type): 1 = owned, 2 = rented"][..],
            ),
            (
                "&L&\"Arial,Bold\"&8Marks && letters&C&KFF0000V voted here&RPage &P of &N",
                &["Marks & letters", "V voted here"][..],
            ),
            ("&CPage &P of &N", &[][..]),
            ("&R&D &T", &[][..]),
            ("&CPlease shred after polling day", &[][..]),
        ] {
            assert_eq!(lines(stored), kept, "{stored}");
        }
    }
}
