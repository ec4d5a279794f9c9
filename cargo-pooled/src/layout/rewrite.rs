//! `--fix` and `--diff`: definitions in the suggested order.

use std::io::{self, Write};

use super::unless_closed;
use crate::draw::Shown;
use crate::error::{Error, REFUSED};
use crate::fix::{self, Plan};
use crate::model::Type;
use crate::opts::Layout;
use crate::report::Workspace;

/// Rewrites the definitions of the chosen types, or shows how. What all types want is heard: instantiations have one definition.
pub(super) fn run(opts: &Layout, all: &[Type], chosen: &[Type], workspace: &Workspace) -> Result<u8, Error> {
    let is_chosen = |ty: &&Type| chosen.iter().any(|of| (&of.file, of.line) == (&ty.file, ty.line));
    let chosen: Vec<_> = all.iter().filter(is_chosen).cloned().map(Shown::new).collect();
    let instances: Vec<_> = chosen.iter().map(|shown| (&shown.ty, &shown.suggestion)).collect();
    let (wishes, refused) = fix::wishes(&instances);
    let options = fix::Options {
        root: workspace.root.clone(),
        target: workspace.target_directory.clone(),
        allow_dirty: opts.fix.allow_dirty,
        allow_no_vcs: opts.fix.allow_no_vcs,
        dry_run: opts.fix.diff,
    };
    let mut plan = fix::plan(&wishes, &options);
    plan.refused.extend(refused);
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
