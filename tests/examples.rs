//! Every example runs to its end and says something.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Where cargo puts the examples: beside the folder of this test.
fn built(name: &str) -> Option<PathBuf> {
    let test = std::env::current_exe().ok()?;
    let folder = test.parent()?.parent()?.join("examples");
    let program = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    program.exists().then_some(program)
}

#[test]
fn every_example_runs_and_says_something() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = std::fs::read_dir(root.join("examples"))
        .expect("the folder of examples")
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let rust = path.extension()? == "rs";
            rust.then(|| {
                path.file_stem()
                    .map(|stem| stem.to_string_lossy().into_owned())
            })?
        })
        .collect();
    names.sort();
    assert!(!names.is_empty());
    for name in names {
        let Some(program) = built(&name) else {
            // `cargo test --test examples` alone does not build them; `cargo test` does.
            eprintln!("skipped: the example {name} is not built; run the whole of `cargo test`");
            continue;
        };
        let output = Command::new(program)
            .current_dir(root)
            .output()
            .expect("an example that starts");
        assert!(output.status.success(), "{name}: {}", output.status);
        assert!(!output.stdout.is_empty(), "{name} says nothing");
    }
}
