//! The whole program on one person's workbook, against the same program asked for its version.
//!
//! `cargo bench --bench one_person` prints the medians of both, and their ratio, from runs that
//! take turns. The bound is 15 ms for the report; the version is the cost of starting a process.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 40;

fn timed(arguments: &[&str]) -> Duration {
    let began = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_sar-decode"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let took = began.elapsed();
    assert!(status.is_ok_and(|status| status.success()), "{arguments:?}");
    took
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn main() {
    let report = [
        "fixtures/labour-01/response.xlsx",
        "--party",
        "labour",
        "--format",
        "json",
    ];
    let version = ["--version"];
    let (mut reports, mut versions) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        reports.push(timed(&report));
        versions.push(timed(&version));
    }
    let (report, version) = (median(reports), median(versions));
    println!("one person's workbook to a JSON report: {report:.2?} (bound: 15 ms)");
    println!("the same program, asked for its version: {version:.2?} (bound: 5 ms)");
    println!("ratio: {:.1}", report.as_secs_f64() / version.as_secs_f64());
}
