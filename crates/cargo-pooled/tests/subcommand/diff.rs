//! Reports compared with baselines.

use cargo_pooled::diff::{self, Baseline, Difference};
use cargo_pooled::document::Document;
use cargo_pooled::draw::Shown;
use cargo_pooled::model::{Heat, Type};

use crate::support::{Shape, samples, structure};

fn document(types: Vec<Type>) -> Document {
    Document::new("x86_64", None, &types.into_iter().map(Shown::new).collect::<Vec<_>>())
}

fn of(shapes: &[Shape]) -> Document {
    document(vec![structure(shapes, 64)])
}

fn between(before: &Document, now: &Document) -> Difference {
    Difference::between(before, now, |_| true)
}

fn text(difference: &Difference) -> String {
    let mut out = anstream::StripStream::new(Vec::new());
    difference.write(&mut out).unwrap();
    String::from_utf8(out.into_inner()).unwrap()
}

const BEFORE: [Shape; 4] = [(8, 8, Heat::Hot), (24, 8, Heat::Warm), (8, 8, Heat::Hot), (16, 8, Heat::Cold)];

#[test]
fn nothing_has_changed() {
    let difference = between(&document(samples::all()), &document(samples::all()));
    assert_eq!((text(&difference).as_str(), difference.is_worse()), ("Nothing has changed: 8 types.\n", false));
}

#[test]
fn a_field_in_front_makes_it_grow_and_tears_hot_fields_apart() {
    let now = [(8, 8, Heat::Hot), (48, 8, Heat::Warm), (12, 8, Heat::Hot), (16, 8, Heat::Cold)];
    let difference = between(&of(&BEFORE), &of(&now));
    let expected = "shapes::T  src/lib.rs:1
  worse   grew from 56 to 88 bytes
  worse   new hole of 4 bytes at offset 68, behind `c`
  worse   hot fields touch 2 cache lines instead of 1
  worse   `c` is on more cache lines than it needs
1 type changed, worse in something: 1, better in something: 0; 0 types the same.
";
    assert_eq!((text(&difference).as_str(), difference.is_worse()), (expected, true));
    let back = between(&of(&now), &of(&BEFORE));
    assert!(!back.is_worse(), "{}", text(&back));
    assert!(text(&back).contains("better  shrank from 88 to 56 bytes"), "{}", text(&back));
}

/// A report is a file, which somebody may have changed.
#[test]
fn numbers_that_do_not_add_up_are_compared() {
    let holed = [(8, 8, Heat::Warm), (1, 1, Heat::Warm), (8, 8, Heat::Warm), (1, 1, Heat::Warm)];
    let mut now = of(&holed);
    assert_eq!(now.types[0].holes.len(), 2);
    now.types[0].holes.iter_mut().for_each(|hole| hole.size = usize::MAX);
    let difference = between(&of(&holed[..1]), &now);
    assert!(
        text(&difference).contains("its tail padding from 0 to 18,446,744,073,709,551,615"),
        "{}",
        text(&difference)
    );
}

#[test]
fn a_hole_is_known_again_when_fields_are_renamed_put_into_it_or_shift_it() {
    const W: Heat = Heat::Warm;
    let holed = [(8, 8, W), (1, 1, W), (8, 8, W), (1, 1, W)];
    let mut renamed = of(&holed);
    renamed.types[0].fields[1].name = "done".to_string();
    let shifted = [(8, 8, W), (8, 8, W), (1, 1, W), (8, 8, W), (1, 1, W)];
    let filled = [(8, 8, W), (1, 1, W), (2, 2, W), (8, 8, W), (1, 1, W)];
    let behind = [(8, 8, W), (1, 1, W), (8, 8, W), (1, 1, W), (4, 4, W)];
    for now in [renamed, of(&shifted), of(&filled), of(&behind)] {
        let difference = between(&of(&holed), &now);
        assert!(!text(&difference).contains("hole"), "{}", text(&difference));
    }
    let tail = between(&of(&holed[..1]), &of(&holed[..2]));
    assert!(!text(&tail).contains("hole"), "{}", text(&tail));
    assert!(
        text(&tail).contains("  worse   grew from 8 to 16 bytes, its tail padding from 0 to 7\n"),
        "{}",
        text(&tail)
    );
}

#[test]
fn a_hole_that_is_new_or_larger_is_worse() {
    const W: Heat = Heat::Warm;
    let before = of(&[(2, 2, W), (2, 2, W), (4, 4, W), (8, 8, W)]);
    let new = between(&before, &of(&[(2, 2, W), (1, 1, W), (4, 4, W), (8, 8, W)]));
    assert!(text(&new).contains("  worse   new hole of 1 byte at offset 3, behind `b`\n"), "{}", text(&new));
    let mut now = of(&[(1, 1, W), (8, 8, W)]);
    now.types[0].fields[0].name = "flag".to_string();
    let larger = between(&of(&[(4, 4, W), (8, 8, W)]), &now);
    assert!(text(&larger).contains("  worse   the hole behind `flag` grew from 4 to 7 bytes\n"), "{}", text(&larger));
}

#[test]
fn numbers_are_as_in_the_table() {
    const W: Heat = Heat::Warm;
    let difference = between(&of(&[(1, 1, W), (1, 1, W)]), &of(&[(1, 1, W), (2_048, 1_024, W)]));
    let text = text(&difference);
    for row in ["  worse   grew from 2 to 3,072 bytes\n", "new hole of 1,023 bytes at offset 1, behind `a`\n"] {
        assert!(text.contains(row), "{text}");
    }
    let back = between(&of(&[(1, 1, W)]), &of(&[]));
    assert!(self::text(&back).contains("  better  shrank from 1 to 0 bytes\n"), "{}", self::text(&back));
}

#[test]
fn a_straddling_field_that_is_renamed_is_no_worse() {
    let shapes = [(60, 4, Heat::Warm), (12, 4, Heat::Warm)];
    let mut renamed = of(&shapes);
    renamed.types[0].fields[1].name = "body".to_string();
    renamed.types[0].straddlers = vec!["body".to_string()];
    let difference = between(&of(&shapes), &renamed);
    assert!(!text(&difference).contains("cache lines"), "{}", text(&difference));
}

#[test]
fn hot_fields_that_move_are_worse_if_they_touch_more_lines() {
    let of =
        |first, between| of(&[(first, 8, Heat::Cold), (8, 8, Heat::Hot), (between, 8, Heat::Cold), (8, 8, Heat::Hot)]);
    let before = of(64, 8);
    for (first, line) in [(128, 2), (8, 0)] {
        let together = text(&between(&before, &of(first, 8)));
        for name in ["b", "d"] {
            let row = format!("  changed hot field `{name}` moved from line 1 to line {line}\n");
            assert!(together.contains(&row), "{together}");
        }
    }
    assert!(!between(&of(64, 8), &of(8, 8)).is_worse());
    let apart = text(&between(&before, &of(64, 64)));
    assert!(apart.contains("  worse   hot field `d` moved from line 1 to line 2\n"), "{apart}");
    let back = text(&between(&of(64, 64), &before));
    assert!(back.contains("  changed hot field `d` moved from line 2 to line 1\n"), "{back}");
}

#[test]
fn a_budget_that_breaks_is_worse() {
    let mut over = of(&BEFORE);
    over.types[0].over_budget = vec!["max_size".to_string()];
    let difference = between(&of(&BEFORE), &over);
    assert!(difference.is_worse() && text(&difference).contains("  worse   breaks its budget `max_size`\n"));
    assert!(text(&between(&over, &of(&BEFORE))).contains("  better  no longer breaks a budget `max_size`\n"));
}

#[test]
fn types_and_fields_come_and_go() {
    let (mut before, mut now) = (of(&BEFORE), of(&BEFORE[..3]));
    before.types.extend(document(vec![samples::good()]).types);
    now.types.extend(document(vec![samples::message()]).types);
    let difference = between(&before, &now);
    let text = text(&difference);
    for row in [
        "  changed fields that are gone: `d`\n",
        "Queue<Job>  src/request.rs:40\n  changed removed\n",
        "  changed added, 32 bytes\n",
    ] {
        assert!(text.contains(row), "{text}");
    }
    assert!(!difference.is_worse());
}

#[test]
fn a_file_is_a_baseline_or_one_line_says_why_not() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("baseline.json");
    assert!(Baseline::read(&path).unwrap_err().starts_with("can't read `"));
    diff::save(&path, &of(&BEFORE)).unwrap();
    let compare = |now: &Document| Baseline::read(&path).unwrap().compare(now, |_| true);
    assert_eq!(compare(&of(&BEFORE)).map(|difference| difference.types.len()), Ok(0));
    let other = Document { target: "wasm32".to_string(), ..of(&BEFORE) };
    let error = compare(&other).unwrap_err();
    assert!(
        error.contains("is of the target x86_64, and this report of wasm32: pass `--target x86_64`, or "),
        "{error}"
    );
    let wide = Document { line: Some(128), ..of(&BEFORE) };
    let error = compare(&wide).unwrap_err();
    assert!(
        error.contains(" was saved with no `--line`, and this report has `--line 128`: pass no `--line`, or "),
        "{error}"
    );
    let said = "` is no baseline: it is no layout report; save one with `--save`";
    for text in ["{}", "", "[]", "{\"schema\": 1}"] {
        std::fs::write(&path, text).unwrap();
        assert!(Baseline::read(&path).unwrap_err().ends_with(said), "{text}");
    }
    assert!(diff::save(directory.path(), &other).unwrap_err().starts_with("can't write `"));
}
