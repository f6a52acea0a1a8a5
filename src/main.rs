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
            &mut std::io::BufWriter::new(output()),
            &mut std::io::stderr().lock(),
        )
    })
}

/// Standard output without the buffer of the library, which ends at every line: an answer of a worker
/// would come in two pieces, and wake whoever waits for it twice.
fn output() -> Box<dyn std::io::Write> {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd as _;
        if let Ok(own) = std::io::stdout().as_fd().try_clone_to_owned() {
            return Box::new(std::fs::File::from(own));
        }
    }
    Box::new(std::io::stdout().lock())
}
