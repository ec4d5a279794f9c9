//! Sentences and numbers that several formats use; comparisons and `--deny` use some of them too.

use pooled_layout::budget::Limit;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Shown;
use crate::model::{Field, Kind, Type, target_after};
use crate::search::Suggestion;

/// `1 line`, `2 lines`.
pub(crate) fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{} {what}s", thousands(number)) }
}

/// `1,048,576`.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Where a type is: its module, its file and line; its target if the report is of several.
pub(super) fn place(ty: &Type) -> String {
    format!("{}, {}:{}{}", ty.module, ty.file, ty.line, target_after(", on ", &ty.target))
}

/// The figures of a type.
pub(super) fn figures(ty: &Type) -> String {
    let mut parts = vec![count(ty.size, "byte"), format!("align {}", ty.align)];
    parts.push(format!("{} of {}", count(ty.lines(), "line"), ty.line_size));
    if ty.has_places() {
        parts.extend(padding(ty));
    }
    parts.join(", ")
}

/// The holes, and separately the tail, which perhaps no order can avoid.
fn padding(ty: &Type) -> Vec<String> {
    let sizes: Vec<usize> = ty.holes().map(|hole| hole.size).collect();
    let together = if sizes.len() > 1 { " together" } else { "" };
    let bytes = count(sizes.iter().sum(), "byte");
    let holes = (!sizes.is_empty()).then(|| format!("{} of {bytes}{together}", count(sizes.len(), "hole")));
    let tail = ty.tail().map(|tail| format!("tail padding of {}", count(tail.size, "byte")));
    let parts: Vec<String> = holes.into_iter().chain(tail).collect();
    if parts.is_empty() { vec!["no padding".to_string()] } else { parts }
}

/// What is suggested, or that nothing is.
pub(super) fn advice(shown: &Shown) -> String {
    let (ty, suggestion) = (&shown.ty, &shown.suggestion);
    match ty.kind {
        Kind::Enum => return "The compiler does not say where the fields of an enum lie.".to_string(),
        Kind::TaggedEnum => return "The fields of each variant lie behind the tag, in the same bytes.".to_string(),
        Kind::Struct | Kind::Tuple | Kind::Unit => {}
    }
    if !suggestion.improves() {
        return match (suggestion.exact, ty.fields.len()) {
            (_, 0 | 1) => "There is nothing to reorder.".to_string(),
            (true, _) => "No order of the fields is better.".to_string(),
            (false, _) => "No better order of the fields was found.".to_string(),
        };
    }
    let (before, after) = changes(shown);
    let proof =
        if suggestion.exact { "No order is better than this one." } else { "A better one than this may exist." };
    format!("{before} With #[repr(C)] and this order {after}.{} {proof}", straddlers_then(shown))
}

/// Which fields straddle in the suggested order. If some straddle today and none then, it says so.
fn straddlers_then(shown: &Shown) -> String {
    let then = shown.suggestion.apply(&shown.ty);
    let straddlers: Vec<&str> = then.straddlers().map(|field| field.name.as_str()).collect();
    if !straddlers.is_empty() {
        format!(" On more lines than they need will be: {}.", listed(&straddlers))
    } else if shown.ty.straddlers().next().is_some() {
        " No field will be on more lines than it needs.".to_string()
    } else {
        String::new()
    }
}

fn changes(Shown { ty, suggestion }: &Shown) -> (String, String) {
    let Suggestion { now, then, .. } = suggestion;
    let size = format!("the size is {}", thousands(then.size));
    let has_hot = ty.fields.iter().any(|field| field.heat.is_hot());
    let is_only_warm = (now.hot_lines, now.hot_straddles, now.size) == (then.hot_lines, then.hot_straddles, then.size);
    if has_hot && !is_only_warm {
        let before =
            format!("The hot fields touch {}{}.", count(now.hot_lines, "line"), with_straddles(now.hot_straddles));
        return (before, format!("they touch {}{}, and {size}", then.hot_lines, with_straddles(then.hot_straddles)));
    }
    let before = format!("The fields that are not cold touch {}.", count(now.warm_lines, "line"));
    (before, format!("they touch {}, and {size}", then.warm_lines))
}

fn with_straddles(straddles: usize) -> String {
    match straddles {
        0 => String::new(),
        1 => " (one field lies on more lines than it needs)".to_string(),
        _ => format!(" ({straddles} fields lie on more lines than they need)"),
    }
}

/// What is worth a look: a broken budget, straddlers, contended fields next to hot ones, what can't be measured, and
/// elements that a reset frees.
pub(super) fn notes(ty: &Type) -> Vec<String> {
    let mut notes = Vec::new();
    if !ty.over_budget.is_empty() {
        let limits: Vec<String> = ty.over_budget.iter().map(|&limit| over(ty, limit)).collect();
        notes.push(format!("The budget is broken: {}.", limits.join(", ")));
    }
    let straddlers: Vec<&str> = ty.straddlers().map(|field| field.name.as_str()).collect();
    if !straddlers.is_empty() {
        notes.push(format!("On more lines than they need: {}.", listed(&straddlers)));
    }
    let disturbers: Vec<&str> = ty.disturbers().map(|field| field.name.as_str()).collect();
    if !disturbers.is_empty() {
        notes.push(format!("Several threads write to {} on a line of hot fields.", listed(&disturbers)));
    }
    let unmeasured: Vec<String> = ty.unmeasured().map(full_name).collect();
    if !unmeasured.is_empty() {
        let names: Vec<&str> = unmeasured.iter().map(String::as_str).collect();
        notes.push(format!(
            "Not measured: {}. What they own does not count towards the budget of idle bytes: implement `Reset` with \
             `retained_bytes` for their types.",
            listed(&names)
        ));
    }
    let freeing: Vec<String> = ty.frees_elements().map(full_name).collect();
    if !freeing.is_empty() {
        let names: Vec<&str> = freeing.iter().map(String::as_str).collect();
        notes.push(format!(
            "A reset frees what the elements own of: {}. A container that keeps them, such as `ReuseVec`, saves their \
             allocations.",
            listed(&names)
        ));
    }
    notes
}

/// A broken limit, and the present value of what it limits, on the lines by which the budget was judged.
fn over(ty: &Type, limit: Limit) -> String {
    let ty = &Type { line_size: ty.budget_line, ..ty.clone() };
    let now = match limit {
        Limit::MaxSize => format!("it is {}", thousands(ty.size)),
        Limit::MaxLines => format!("it is {}", thousands(ty.lines())),
        Limit::HotLines => format!("it is {}", thousands(ty.hot_lines())),
        Limit::NoStraddle => count(ty.straddlers().count(), "field"),
    };
    format!("{limit} ({now})")
}

/// The name of a field; in an enum behind that of its variant.
pub(super) fn full_name(field: &Field) -> String {
    let dot = if field.variant.is_empty() { "" } else { "." };
    format!("{}{dot}{}", field.variant, field.name)
}

/// A list, cut when it is long.
fn listed(names: &[&str]) -> String {
    const SHOWN: usize = 8;
    let mut text = names.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    if names.len() > SHOWN {
        text = format!("{text} and {} more", names.len() - SHOWN);
    }
    text
}

/// The text, or as much of it as fits, with a sign that it is cut.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_string();
    }
    let (mut cut, mut columns) = (String::new(), 1);
    for letter in text.chars() {
        columns += letter.width().unwrap_or(0);
        if columns > width {
            break;
        }
        cut.push(letter);
    }
    cut.push('…');
    cut
}

/// Breaks text at spaces into rows of a width.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    for word in text.split(' ').map(|word| cut(word, width)) {
        let row = rows.last_mut().expect("there is always one");
        if row.is_empty() {
            row.push_str(&word);
        } else if row.width() + 1 + word.width() <= width {
            row.push(' ');
            row.push_str(&word);
        } else {
            rows.push(word);
        }
    }
    rows
}
