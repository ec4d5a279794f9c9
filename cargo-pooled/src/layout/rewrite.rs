//! `--fix` and `--diff`: definitions in the suggested order.

use std::io::{self, Write};

use super::unless_closed;
use crate::draw::Shown;
use crate::error::{Error, REFUSED};
use crate::fix::{self, Plan, Refusal, Wish};
use crate::model::Type;
use crate::opts::Layout;
use crate::report::Workspace;

/// Rewrites the definitions of the chosen types, or shows how. What all types want is heard: instantiations have one definition.
pub(super) fn run(opts: &Layout, all: &[Type], chosen: &[Type], workspace: &Workspace) -> Result<u8, Error> {
    let is_chosen = |ty: &&Type| chosen.iter().any(|of| (&of.file, of.line) == (&ty.file, ty.line));
    let chosen: Vec<_> = all.iter().filter(is_chosen).cloned().map(Shown::new).collect();
    let spoilt: Vec<_> = chosen.iter().filter(|shown| is_spoilt(shown)).map(|shown| &shown.ty).collect();
    let is_spared = |shown: &&Shown| !spoilt.iter().any(|of| (&of.file, of.line) == (&shown.ty.file, shown.ty.line));
    let wishes: Vec<_> = chosen.iter().filter(is_spared).map(wish).collect();
    let options = fix::Options {
        root: workspace.root.clone(),
        target: workspace.target_directory.clone(),
        allow_dirty: opts.fix.allow_dirty,
        allow_no_vcs: opts.fix.allow_no_vcs,
        dry_run: opts.fix.diff,
    };
    let mut plan = fix::plan(&wishes, &options);
    plan.refused.extend(spoilt.into_iter().map(refusal));
    if !opts.fix.diff {
        plan.write().map_err(|error| Error::new(error.to_string()))?;
    }
    unless_closed(say(opts, &plan))?;
    for refusal in &plan.refused {
        anstream::eprintln!("refused: {refusal}");
    }
    if !plan.obstacles.is_empty() {
        return Err(Error::new(format!("nothing was written: {}", plan.obstacles)));
    }
    Ok(if plan.refused.is_empty() { 0 } else { REFUSED })
}

/// Whether the suggested order has fields across lines where the type has none. The objective counts hot ones only, but a budget
/// counts all: the definition might no longer compile.
fn is_spoilt(shown: &Shown) -> bool {
    let has_straddlers = |ty: &Type| ty.straddlers().next().is_some();
    !has_straddlers(&shown.ty) && shown.then().as_ref().is_some_and(has_straddlers)
}

fn refusal(ty: &Type) -> Refusal {
    let reason = "the suggested order would put a field across cache lines, and no field is now".to_string();
    Refusal { ty: ty.name.clone(), file: ty.file.clone(), line: ty.line, reason }
}

fn wish(shown: &Shown) -> Wish {
    Wish::new(&shown.ty, &shown.suggestion.order, shown.suggestion.improves)
}

fn say(opts: &Layout, plan: &Plan) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    if plan.files.is_empty() && plan.refused.is_empty() && plan.obstacles.is_empty() {
        anstream::eprintln!("note: no order of fields would be better");
    } else if opts.fix.diff {
        out.write_all(plan.diff().as_bytes())?;
    } else {
        for change in &plan.files {
            for (ty, notes) in &change.notes {
                writeln!(out, "fixed: {}: `{ty}`", change.file)?;
                notes.iter().try_for_each(|note| writeln!(out, "  {note}"))?;
            }
        }
    }
    out.flush()
}
