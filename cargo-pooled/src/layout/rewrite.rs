//! `--fix` and `--diff`: definitions in the suggested order.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::unless_closed;
use crate::error::{Error, REFUSED};
use crate::fix::{self, Directories, Instance, Plan, RealFile};
use crate::model::Type;
use crate::opts::Layout;
use crate::report::Workspace;

/// Rewrites the definitions of the chosen types, or shows how.
pub(super) fn run(opts: &Layout, all: &[Type], chosen: &[Type], workspace: &Workspace) -> Result<u8, Error> {
    let directories = Directories::new(&workspace.root, &workspace.packages(), &workspace.made(opts));
    let (wishes, refused) = fix::wishes(instances(all, chosen, &directories));
    let options = fix::Options {
        directories,
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

/// The chosen types and all that have their definitions: what all of them want is heard.
fn instances(all: &[Type], chosen: &[Type], directories: &Directories) -> Vec<Instance> {
    let place = |ty: &Type| (RealFile::of(&ty.file, directories), ty.line);
    let chosen: BTreeSet<_> = chosen.iter().map(place).collect();
    let placed = all.iter().map(|ty| (ty, place(ty))).filter(|(_, place)| chosen.contains(place));
    placed.map(|(ty, (file, _))| Instance::new(ty.clone(), file)).collect()
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
                writeln!(out, "fixed: {}: `{ty}`", change.file.name())?;
                notes.iter().try_for_each(|note| writeln!(out, "  {note}"))?;
            }
        }
    }
    out.flush()
}
