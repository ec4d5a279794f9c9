//! Finds what has changed.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write;

use super::change::{Change, Verdict};
use super::difference::{Changed, Difference};
use super::holes;
use crate::document::{Document, FieldEntry, SCHEMA, TypeEntry};
use crate::draw::words::{count, thousands};
use crate::model::Heat;

/// What tells types apart: target, crate, file, module, name, and a number that counts types equal in all these.
type Key<'a> = ([&'a str; 5], usize);

impl Difference {
    /// What has changed between two reports of one target. A type that is no longer there is gone if it `is_selected`.
    #[must_use]
    pub fn between(before: &Document, now: &Document, is_selected: impl Fn(&TypeEntry) -> bool) -> Self {
        documents(before, now, is_selected)
    }
}

fn documents(before: &Document, now: &Document, is_selected: impl Fn(&TypeEntry) -> bool) -> Difference {
    let (old, new) = (by_key(before), by_key(now));
    let mut types = Vec::new();
    let mut same = 0;
    for (key, ty) in &new {
        let changes = match old.get(key) {
            Some(before) => changes(before, ty),
            None => vec![change(Verdict::Changed, format!("added, {}", count(ty.size, "byte")))],
        };
        same += usize::from(changes.is_empty());
        types.push(changed(ty, changes));
    }
    let missing = old.iter().filter(|(key, _)| !new.contains_key(*key)).map(|(_, ty)| *ty);
    let (gone, skipped): (Vec<_>, Vec<_>) = missing.partition(|ty| is_selected(ty));
    types.extend(gone.into_iter().map(|ty| changed(ty, vec![change(Verdict::Changed, "removed".to_string())])));
    types.retain(|ty| !ty.changes.is_empty());
    Difference { schema: SCHEMA, types, same, skipped: skipped.len() }
}

fn by_key(document: &Document) -> BTreeMap<Key<'_>, &TypeEntry> {
    let mut types: Vec<_> = document.types.iter().collect();
    types.sort_by_key(|ty| ty.line);
    let mut known = BTreeMap::new();
    for ty in types {
        let key = |n| ([&ty.target, &ty.krate, &ty.file, &ty.module, &ty.name].map(String::as_str), n);
        let of_one_name = known.range(key(0)..=key(usize::MAX)).count();
        known.insert(key(of_one_name), ty);
    }
    known
}

fn changed(ty: &TypeEntry, changes: Vec<Change>) -> Changed {
    Changed { path: ty.path(), target: ty.target.clone(), file: ty.file.clone(), line: ty.line, changes }
}

fn change(verdict: Verdict, text: String) -> Change {
    Change { verdict, text }
}

fn changes(before: &TypeEntry, now: &TypeEntry) -> Vec<Change> {
    let mut changes = Vec::new();
    changes.extend(size(before, now));
    changes.extend(holes::changes(before, now));
    if before.line_size == now.line_size {
        hot_lines(before, now, &mut changes);
        straddlers(before, now, &mut changes);
    } else {
        let text = format!("its cache lines have {} bytes instead of {}", now.line_size, before.line_size);
        changes.push(change(Verdict::Changed, text));
    }
    budget(before, now, &mut changes);
    fields(before, now, &mut changes);
    changes
}

fn less_is_better(before: usize, now: usize) -> Option<Verdict> {
    match now.cmp(&before) {
        Ordering::Less => Some(Verdict::Better),
        Ordering::Equal => None,
        Ordering::Greater => Some(Verdict::Worse),
    }
}

fn size(before: &TypeEntry, now: &TypeEntry) -> Option<Change> {
    let verdict = less_is_better(before.size, now.size)?;
    let verb = if verdict == Verdict::Worse { "grew" } else { "shrank" };
    let mut text = format!("{verb} from {} to {}", thousands(before.size), count(now.size, "byte"));
    let (old_tail, tail) = (holes::tail(before), holes::tail(now));
    if tail > old_tail {
        let _ = write!(text, ", its tail padding from {} to {}", thousands(old_tail), thousands(tail));
    }
    Some(change(verdict, text))
}

/// A hot field that moves to another line is no worse unless hot fields touch more lines: they may move together.
fn hot_lines(before: &TypeEntry, now: &TypeEntry, changes: &mut Vec<Change>) {
    let verdict = less_is_better(before.hot_lines, now.hot_lines);
    if let Some(verdict) = verdict {
        let now = count(now.hot_lines, "cache line");
        let text = format!("hot fields touch {now} instead of {}", thousands(before.hot_lines));
        changes.push(change(verdict, text));
    }
    let moved = if verdict == Some(Verdict::Worse) { Verdict::Worse } else { Verdict::Changed };
    for field in now.fields.iter().filter(|field| field.heat == Heat::Hot) {
        let same = before.fields.iter().find(|other| id(other) == id(field) && other.heat == Heat::Hot);
        let (Some(from), Some(to)) = (same.and_then(|field| line(before, field)), line(now, field)) else { continue };
        if from != to {
            changes.push(change(moved, format!("hot field `{}` moved from line {from} to line {to}", field.name)));
        }
    }
}

fn line(ty: &TypeEntry, field: &FieldEntry) -> Option<usize> {
    field.offset?.checked_div(ty.line_size)
}

fn straddlers(before: &TypeEntry, now: &TypeEntry, changes: &mut Vec<Change>) {
    for name in now.straddlers.iter().filter(|name| !straddles(before, now, name)) {
        changes.push(change(Verdict::Worse, format!("`{name}` is on more cache lines than it needs")));
    }
    for name in before.straddlers.iter().filter(|name| !straddles(now, before, name)) {
        changes.push(change(Verdict::Better, format!("`{name}` is no longer on more cache lines than it needs")));
    }
}

/// Whether a field that straddles in another report of the type straddles in this one: under the same name, or under
/// another name in the same bytes.
fn straddles(ty: &TypeEntry, other: &TypeEntry, name: &String) -> bool {
    let bytes = |field: &FieldEntry| (field.offset, field.size);
    let of_other = other.fields.iter().find(|field| field.name == *name).map(bytes);
    let is_there = |field: &FieldEntry| Some(bytes(field)) == of_other && ty.straddlers.contains(&field.name);
    ty.straddlers.contains(name) || ty.fields.iter().any(is_there)
}

fn budget(before: &TypeEntry, now: &TypeEntry, changes: &mut Vec<Change>) {
    for limit in now.over_budget.iter().filter(|limit| !before.over_budget.contains(limit)) {
        changes.push(change(Verdict::Worse, format!("breaks its budget `{limit}`")));
    }
    for limit in before.over_budget.iter().filter(|limit| !now.over_budget.contains(limit)) {
        changes.push(change(Verdict::Better, format!("no longer breaks a budget `{limit}`")));
    }
}

fn fields(before: &TypeEntry, now: &TypeEntry, changes: &mut Vec<Change>) {
    let names = |of: &TypeEntry, without: &TypeEntry| {
        let others: Vec<_> = without.fields.iter().map(id).collect();
        let names = of.fields.iter().filter(|field| !others.contains(&id(field)));
        names.map(|field| format!("`{}`", field.name)).collect::<Vec<_>>().join(", ")
    };
    for (what, names) in [("new", names(now, before)), ("gone", names(before, now))] {
        if !names.is_empty() {
            changes.push(change(Verdict::Changed, format!("fields that are {what}: {names}")));
        }
    }
}

fn id(field: &FieldEntry) -> (&str, &str) {
    (&field.variant, &field.name)
}
