//! Looks up what a code means, in every list that has it: without the list, a code means nothing.
//!
//! `cargo run --example decode_one_value -- G27`

use sar_decode::codebook::Codebooks;

fn main() {
    let code = std::env::args().nth(1).unwrap_or_else(|| "G27".to_owned());
    let books = Codebooks::embedded();
    for scheme in books.all_schemes() {
        let Some(list) = books.list(scheme) else {
            continue;
        };
        for found in list.by_code(scheme, &code) {
            println!(
                "{code} in {}, {}: {} ({})",
                scheme.title, found.row.version, found.row.label, found.row.source
            );
        }
    }
}
