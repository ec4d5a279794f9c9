//! What is said about a fix: what was done, what was refused, and what no longer holds.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::error::REFUSED;
use crate::fix::{FileChange, Plan, SourceFile};
use crate::model::Type;

/// A definition: its file, and its path in the crate.
pub(super) type Definition = (SourceFile, String);

/// The definitions that are rewritten in a file.
pub(super) fn definitions(change: &FileChange) -> impl Iterator<Item = Definition> {
    change.notes.iter().map(|(path, _)| (change.file.clone(), path.clone()))
}

/// Definitions in the suggested order, as a message says it: `` `a::S` (src/a.rs) in the suggested order ``.
pub(super) fn in_order(definitions: &[Definition]) -> String {
    let names: Vec<_> = definitions.iter().map(|(file, path)| format!("`{path}` ({})", file.name())).collect();
    format!("{} in the suggested order", names.join(" and "))
}

/// Says that nothing is to be done.
pub(super) fn say_nothing_better() {
    anstream::eprintln!("note: no order of fields would be better");
}

/// Writes the difference of all files to standard output.
pub(super) fn write_difference(plan: &Plan) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(plan.diff().as_bytes())?;
    out.flush()
}

/// Says which definitions were rewritten, and what else changes. Those in `done` were rewritten before.
pub(super) fn say_fixed(plan: &Plan, done: &BTreeSet<Definition>) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    for change in &plan.files {
        for ((ty, notes), definition) in change.notes.iter().zip(definitions(change)) {
            let again = if done.contains(&definition) { " again, as a type in it has changed" } else { "" };
            writeln!(out, "fixed: {}: `{ty}`{again}", change.file.name())?;
            notes.iter().try_for_each(|note| writeln!(out, "  {note}"))?;
        }
    }
    out.flush()
}

/// Says what was refused; returns the exit code.
pub(super) fn say_refused(plan: &Plan) -> u8 {
    for refusal in &plan.refused {
        anstream::eprintln!("refused: {refusal}");
    }
    if plan.refused.is_empty() { 0 } else { REFUSED }
}

/// Says which budgets were kept before and are broken now, because a type inside has changed; returns whether there
/// is one.
pub(super) fn say_broken(before: &[Type], after: &[Type]) -> bool {
    let path = |ty: &Type| (ty.unit.clone(), ty.target.clone(), ty.module.clone(), ty.name.clone());
    let held = |ty: &Type, limit| before.iter().any(|old| path(old) == path(ty) && !old.over_budget.contains(limit));
    let mut found = false;
    for ty in after {
        for limit in ty.over_budget.iter().filter(|limit| held(ty, limit)) {
            let name = ty.name_on_target();
            anstream::eprintln!("broken: {}:{}: {name} no longer keeps its budget `{limit}`", ty.file, ty.line);
            found = true;
        }
    }
    found
}
