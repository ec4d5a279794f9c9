//! Structs in the shape of well-known ones are rewritten and compiled.

use std::fmt::Write as _;
use std::process::Command;

use tempfile::TempDir;

use super::support::request;
use crate::fix::Request;
use crate::fix::rewrite::rewrite;

const SHAPES: &str = include_str!("shapes.rs");
/// The structs to rewrite, each by its name and as a type.
const NAMES: &[(&str, &str)] = &[
    ("Parts", "Parts"),
    ("Uri", "Uri"),
    ("State", "State<'static, Vec<u8>>"),
    ("Header", "Header"),
    ("Cache", "Cache"),
    ("Inflate", "Inflate"),
    ("Page", "Page<u8>"),
];

/// A request for each struct: all fields the other way round, or every second one.
fn requests(source: &str, step: usize) -> Vec<Request> {
    let request = |(name, _): &(&str, &str)| {
        let mut request = request(source, name, &[]);
        request.order.reverse();
        if step == 2 {
            let (odd, even): (Vec<_>, Vec<_>) =
                request.declared.iter().cloned().enumerate().partition(|(at, _)| at % 2 == 1);
            request.order = odd.into_iter().chain(even).map(|(_, name)| name).collect();
            // What may be unsized has to be last.
            let last = request.order.iter().position(|name| name == "body");
            request.order[last.unwrap_or(0)..].rotate_left(usize::from(last.is_some()));
        }
        if name == &"State" && step == 1 {
            request.order.rotate_left(1);
        }
        request
    };
    NAMES.iter().map(request).collect()
}

/// Claims that the fields of each type lie in the order of its request.
fn claims(requests: &[Request]) -> String {
    let mut text = String::new();
    for (request, (_, ty)) in requests.iter().zip(NAMES) {
        for pair in request.order.windows(2) {
            let offset = |field| format!("core::mem::offset_of!({ty}, {field})");
            writeln!(text, "const _: () = assert!({} <= {});", offset(&pair[0]), offset(&pair[1])).unwrap();
        }
    }
    text
}

fn compile(source: &str) -> Result<(), String> {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("shapes.rs");
    std::fs::write(&file, source).unwrap();
    let rustc = std::env::var_os("RUSTC").unwrap_or("rustc".into());
    let output = Command::new(rustc)
        .args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--out-dir"])
        .args([directory.path(), &file])
        .output()
        .unwrap();
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

#[test]
fn known_shapes_compile_in_the_new_order() {
    compile(SHAPES).unwrap();
    for step in [1, 2] {
        let requests = requests(SHAPES, step);
        let rewritten = rewrite(SHAPES, &requests.iter().collect::<Vec<_>>());
        assert_eq!(rewritten.refused, []);
        assert_eq!(compile(&(rewritten.text.clone() + &claims(&requests))), Ok(()), "{}", rewritten.text);
        assert!(compile(&(SHAPES.to_string() + &claims(&requests))).is_err());
        let again = rewrite(&rewritten.text, &requests_again(&rewritten.text, &requests).iter().collect::<Vec<_>>());
        assert_eq!(again.text, rewritten.text);
    }
}

/// The same orders for the structs of another source.
fn requests_again(source: &str, requests: &[Request]) -> Vec<Request> {
    let again = |old: &Request| request(source, &old.ty, &old.order.iter().map(String::as_str).collect::<Vec<_>>());
    requests.iter().map(again).collect()
}
