//! The program. Everything it does is in [`cli`]; everything it knows is in the library.

#![forbid(unsafe_code)]

mod cli;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::guarded(|| {
        cli::run(
            std::env::args_os(),
            &mut std::io::stdin().lock(),
            &mut std::io::BufWriter::new(std::io::stdout().lock()),
            &mut std::io::stderr().lock(),
        )
    })
}
