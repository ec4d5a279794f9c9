//! `--fix` and `--diff`: definitions in the suggested order.
//!
//! A type changes with those in it, so what was written is compiled again, until no order would be better.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::{chosen, unless_closed};
use crate::discover::{self, Found, Workspace};
use crate::error::{Error, REFUSED};
use crate::fix::{self, Directories, Instance, Options, Plan, RealFile};
use crate::model::Type;
use crate::opts::LayoutOpts;

/// So deep types are nested that all come to rest. Nothing is known that needs more.
const ROUNDS: usize = 16;

/// Shows how the definitions of the chosen types would be rewritten.
pub(super) fn show(opts: &LayoutOpts, all: &[Type], workspace: &Workspace) -> Result<u8, Error> {
    let plan = Fix::new(opts, workspace).plan(all);
    if plan.files.is_empty() && plan.refused.is_empty() {
        nothing();
    }
    unless_closed(show_difference(&plan))?;
    if plan.notes().any(|(name, _)| all.iter().any(|ty| contains(ty, name))) {
        anstream::eprintln!("note: types that have these in them change with them, which `--fix` looks at as well");
    }
    Ok(say_refused(&plan))
}

/// Rewrites the definitions of the chosen types.
pub(super) fn run(opts: &LayoutOpts, all: &[Type], workspace: &Workspace) -> Result<u8, Error> {
    let (mut fix, mut types) = (Fix::new(opts, workspace), all.to_vec());
    for _ in 0..ROUNDS {
        let plan = fix.plan(&types);
        fix.write(&plan)?;
        if plan.files.is_empty() {
            let code = say_refused(&plan).max(say_broken(all, &types));
            return fix.end(&plan).map(|()| code);
        }
        Found { types, .. } = discover::find(opts)?;
    }
    anstream::eprintln!("note: after {ROUNDS} rounds there still is a better order: do it again");
    Ok(say_broken(all, &types))
}

/// What is done in several rounds.
struct Fix<'a> {
    opts: &'a LayoutOpts,
    options: Options,
    /// The definitions that were rewritten.
    done: BTreeSet<(RealFile, String)>,
}

impl<'a> Fix<'a> {
    fn new(opts: &'a LayoutOpts, workspace: &Workspace) -> Self {
        let options = Options {
            directories: Directories::new(&workspace.root, &workspace.packages(), &workspace.build_directories(opts)),
            allow_dirty: opts.rewrite.allow_dirty,
            allow_no_vcs: opts.rewrite.allow_no_vcs,
            dry_run: opts.rewrite.diff,
            ours: BTreeSet::new(),
        };
        Self { opts, options, done: BTreeSet::new() }
    }

    /// What is to be done in this round.
    fn plan(&self, all: &[Type]) -> Plan {
        let instances = instances(all, &chosen(self.opts, all), &self.options.directories);
        let (mut wishes, refused) = fix::wishes(instances);
        for wish in &mut wishes {
            wish.again = self.done.contains(&(wish.file.clone(), wish.definition()));
        }
        let mut plan = fix::plan(&wishes, &self.options);
        plan.refused.extend(refused);
        plan
    }

    fn write(&mut self, plan: &Plan) -> Result<(), Error> {
        plan.write().map_err(|error| Error::new(error.to_string()))?;
        unless_closed(say_fixed(plan, &self.done))?;
        self.options.ours.extend(plan.files.iter().map(|change| change.file.clone()));
        self.done.extend(plan.files.iter().flat_map(definitions));
        Ok(())
    }

    /// Says why no file changes in this plan, if that is not clear.
    fn end(&self, plan: &Plan) -> Result<(), Error> {
        let what = if self.done.is_empty() { "nothing" } else { "nothing more" };
        if !plan.obstacles.is_empty() {
            return Err(Error::new(format!("{what} was written: {}", plan.obstacles)));
        }
        if self.done.is_empty() && plan.refused.is_empty() {
            nothing();
        }
        Ok(())
    }
}

/// The chosen types and all that have their definitions: what all of them want is heard.
fn instances(all: &[Type], chosen: &[Type], directories: &Directories) -> Vec<Instance> {
    let place = |ty: &Type| (RealFile::of(&ty.file, directories), ty.line);
    let chosen: BTreeSet<_> = chosen.iter().map(place).collect();
    let placed = all.iter().map(|ty| (ty, place(ty))).filter(|(_, place)| chosen.contains(place));
    placed.map(|(ty, (file, _))| Instance::new(ty.clone(), file)).collect()
}

fn definitions(change: &fix::Change) -> impl Iterator<Item = (RealFile, String)> {
    change.notes.iter().map(|(name, _)| (change.file.clone(), name.clone()))
}

/// Whether the type of a field names this type.
fn contains(ty: &Type, name: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    ty.fields.iter().any(|field| field.ty.split(|letter| !is_letter(letter)).any(|word| word == name))
}

fn nothing() {
    anstream::eprintln!("note: no order of fields would be better");
}

fn show_difference(plan: &Plan) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(plan.diff().as_bytes())?;
    out.flush()
}

fn say_fixed(plan: &Plan, done: &BTreeSet<(RealFile, String)>) -> io::Result<()> {
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
fn say_refused(plan: &Plan) -> u8 {
    for refusal in &plan.refused {
        anstream::eprintln!("refused: {refusal}");
    }
    if plan.refused.is_empty() { 0 } else { REFUSED }
}

/// Says which budgets no longer hold, as a type in another has changed; returns the exit code.
fn say_broken(before: &[Type], after: &[Type]) -> u8 {
    let path = |ty: &Type| (ty.unit.clone(), ty.module.clone(), ty.name.clone());
    let held = |ty: &Type, limit| before.iter().any(|old| path(old) == path(ty) && !old.over_budget.contains(limit));
    let mut code = 0;
    for ty in after {
        for limit in ty.over_budget.iter().filter(|limit| held(ty, limit)) {
            anstream::eprintln!("broken: {}:{}: `{}` no longer keeps its budget `{limit}`", ty.file, ty.line, ty.name);
            code = REFUSED;
        }
    }
    code
}
