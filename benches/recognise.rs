//! Loading the knowledge, and recognising a thousand distinct headings.
//!
//! `cargo bench --bench recognise` prints medians. The bounds are 3 ms for the knowledge that every
//! run needs - words, phrases, the heads of parties and suppliers, the index of all books - and 20 ms
//! for the headings. The knowledge is read on two threads; the parts are shown one by one. The signals
//! of sentences are read only for a response that holds sentences.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use sar_decode::codebook::{Codebooks, Label};
use sar_decode::recognise::{Recogniser, Setting};
use sar_decode::statement::{Phrases, Signals};

const ROUNDS: usize = 40;

/// Loads what every run needs.
fn load() -> Codebooks {
    let books = Codebooks::embedded();
    black_box(books.prepare().is_ok());
    black_box(Phrases::load(&books).is_ok());
    black_box(books.parties().count());
    black_box(books.vendors().count());
    black_box(books.field_by_heading(&Label::new("no such heading"), None));
    books
}

/// Headings as parties, vendors and other trades write them, and the same with years.
fn headings() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/headings_lists");
    let mut headings: Vec<String> = Vec::new();
    for name in ["unseen_1.csv", "unseen_2.csv", "trades.csv"] {
        let mut reader = csv::Reader::from_path(folder.join(name)).expect("a list of headings");
        headings.extend(
            reader
                .records()
                .filter_map(Result::ok)
                .filter_map(|row| row.get(0).map(str::to_owned)),
        );
    }
    let dated: Vec<String> = headings
        .iter()
        .map(|heading| format!("{heading} 2031"))
        .collect();
    headings.extend(dated);
    headings.sort();
    headings.dedup();
    headings.truncate(1000);
    assert_eq!(headings.len(), 1000);
    headings
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn timed<T>(work: impl Fn() -> T) -> Duration {
    let times = (0..ROUNDS).map(|_| {
        let began = Instant::now();
        let made = black_box(work());
        let took = began.elapsed();
        // What was made is put away when the program ends, not when it starts.
        drop(made);
        took
    });
    median(times.collect())
}

fn main() {
    println!("the knowledge: {:.2?} (bound: 3 ms)", timed(load));
    type Part = (&'static str, fn(&Codebooks));
    let parts: [Part; 5] = [
        ("words", |books| {
            black_box(books.lexicon().is_ok());
        }),
        ("phrases", |books| {
            black_box(Phrases::load(books).is_ok());
        }),
        ("parties and suppliers", |books| {
            black_box(books.parties().count() + books.vendors().count());
        }),
        ("index", |books| {
            black_box(books.field_by_heading(&Label::new("no such heading"), None));
        }),
        ("signals, only for sentences", |books| {
            black_box(Signals::load(books).is_ok());
        }),
    ];
    for (part, load) in parts {
        println!("  {part}: {:.2?}", timed(|| load(&Codebooks::embedded())));
    }
    let headings = headings();
    let books = load();
    for setting in [Setting::Open, Setting::Political] {
        let took = timed(|| {
            let recogniser = Recogniser::new(&books, None, setting);
            let known = headings
                .iter()
                .filter(|heading| recogniser.recognise(heading).is_known());
            known.count()
        });
        println!("1,000 headings, {setting:?}: {took:.2?} (bound: 20 ms)");
    }
}
