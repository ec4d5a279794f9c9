//! Structs in the shape of well-known ones are rewritten and compiled.

use std::fmt::Write as _;
use std::process::Command;

use tempfile::TempDir;

use super::super::source::rewrite;
use super::super::wish::Wish;
use super::wish;

const SHAPES: &str = include_str!("shapes.rs");
const NAMES: [(&str, &str); 7] = [
    ("Parts", "Parts"),
    ("Uri", "Uri"),
    ("State", "State<'static, Vec<u8>>"),
    ("Header", "Header"),
    ("Cache", "Cache"),
    ("Inflate", "Inflate"),
    ("Page", "Page<u8>"),
];

/// A wish for each struct: all fields the other way round, or every second one.
fn wishes(source: &str, step: usize) -> Vec<Wish> {
    let wish = |(name, _): &(&str, &str)| {
        let mut wish = wish(source, name, &[]);
        wish.order.reverse();
        if step == 2 {
            let (odd, even): (Vec<_>, Vec<_>) =
                wish.declared.iter().cloned().enumerate().partition(|(at, _)| at % 2 == 1);
            wish.order = odd.into_iter().chain(even).map(|(_, name)| name).collect();
            // What may be unsized has to be last.
            let last = wish.order.iter().position(|name| name == "body");
            wish.order[last.unwrap_or(0)..].rotate_left(usize::from(last.is_some()));
        }
        if name == &"State" && step == 1 {
            wish.order.rotate_left(1);
        }
        wish
    };
    NAMES.iter().map(wish).collect()
}

/// Claims that the fields of each type lie in the order of its wish.
fn claims(wishes: &[Wish]) -> String {
    let mut text = String::new();
    for (wish, (_, ty)) in wishes.iter().zip(NAMES) {
        for pair in wish.order.windows(2) {
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
        let wishes = wishes(SHAPES, step);
        let rewritten = rewrite(SHAPES, &wishes.iter().collect::<Vec<_>>());
        assert_eq!(rewritten.refused, []);
        assert_eq!(compile(&(rewritten.text.clone() + &claims(&wishes))), Ok(()), "{}", rewritten.text);
        assert!(compile(&(SHAPES.to_string() + &claims(&wishes))).is_err());
        let again = rewrite(&rewritten.text, &wishes_again(&rewritten.text, &wishes).iter().collect::<Vec<_>>());
        assert_eq!(again.text, rewritten.text);
    }
}

/// The same orders for the structs of another source.
fn wishes_again(source: &str, wishes: &[Wish]) -> Vec<Wish> {
    let again = |old: &Wish| wish(source, &old.ty, &old.order.iter().map(String::as_str).collect::<Vec<_>>());
    wishes.iter().map(again).collect()
}
