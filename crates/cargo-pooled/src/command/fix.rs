//! `--fix` and `--diff`: definitions in the suggested order.
//!
//! A type changes if a type inside it changes. So what was written is compiled again, until no order would be better.

use std::collections::BTreeSet;

use super::filter::chosen;
use super::fix_messages::{
    Definition, definitions, say_broken, say_fixed, say_nothing_better, say_refused, write_difference,
};
use super::output::unless_closed;
use crate::discover::{self, Found, Workspace};
use crate::error::Error;
use crate::fix::{self, Directories, Instance, Plan, SourceFile, WriteRules};
use crate::model::Type;
use crate::opts::LayoutOpts;

/// The most rounds. Each goes one level of nested types further. No program is known that needs more.
const ROUNDS: usize = 16;

/// Shows how the definitions of the chosen types would be rewritten; returns the exit code.
pub(super) fn show(opts: &LayoutOpts, all: &[Type], workspace: &Workspace) -> Result<u8, Error> {
    let plan = Rounds::new(opts, workspace).plan(all);
    if plan.files.is_empty() && plan.refused.is_empty() {
        say_nothing_better();
    }
    unless_closed(write_difference(&plan))?;
    if plan.notes().any(|(name, _)| all.iter().any(|ty| contains(ty, name))) {
        anstream::eprintln!("note: types that have these in them change with them, which `--fix` looks at as well");
    }
    Ok(say_refused(&plan))
}

/// Whether the type of a field names this type.
fn contains(ty: &Type, name: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    ty.fields.iter().any(|field| field.ty.split(|letter| !is_letter(letter)).any(|word| word == name))
}

/// Rewrites the definitions of the chosen types; returns the exit code.
pub(super) fn run(opts: &LayoutOpts, all: &[Type], workspace: &Workspace) -> Result<u8, Error> {
    let (mut rounds, mut types) = (Rounds::new(opts, workspace), all.to_vec());
    for _ in 0..ROUNDS {
        let plan = rounds.plan(&types);
        rounds.write(&plan)?;
        if plan.files.is_empty() {
            let code = say_refused(&plan).max(say_broken(all, &types));
            return rounds.end(&plan).map(|()| code);
        }
        Found { types, .. } = discover::find(opts)?;
    }
    anstream::eprintln!("note: after {ROUNDS} rounds there still is a better order: do it again");
    Ok(say_broken(all, &types))
}

/// What is done in one round after the other.
struct Rounds<'a> {
    opts: &'a LayoutOpts,
    rules: WriteRules,
    /// The definitions that were rewritten.
    done: BTreeSet<Definition>,
}

impl<'a> Rounds<'a> {
    fn new(opts: &'a LayoutOpts, workspace: &Workspace) -> Self {
        let build = workspace.build_directories(opts);
        let rules = WriteRules {
            directories: Directories::new(&workspace.root, &workspace.packages(), &build),
            allow_dirty: opts.rewrite.allow_dirty,
            allow_no_vcs: opts.rewrite.allow_no_vcs,
            dry_run: opts.rewrite.diff,
            written: BTreeSet::new(),
        };
        Self { opts, rules, done: BTreeSet::new() }
    }

    /// What is to be done in this round.
    fn plan(&self, all: &[Type]) -> Plan {
        let instances = instances(all, &chosen(self.opts, all), &self.rules.directories);
        let (mut requests, refused) = fix::requests(instances);
        for request in &mut requests {
            request.again = self.done.contains(&(request.file.clone(), request.definition()));
        }
        let mut plan = fix::plan(&requests, &self.rules);
        plan.refused.extend(refused);
        plan
    }

    /// Writes the files of a plan and says so.
    fn write(&mut self, plan: &Plan) -> Result<(), Error> {
        plan.write().map_err(|error| Error::new(error.to_string()))?;
        unless_closed(say_fixed(plan, &self.done))?;
        self.rules.written.extend(plan.files.iter().map(|change| change.file.clone()));
        self.done.extend(plan.files.iter().flat_map(definitions));
        Ok(())
    }

    /// Says why no file changes in this plan, unless that has been said.
    fn end(&self, plan: &Plan) -> Result<(), Error> {
        let what = if self.done.is_empty() { "nothing" } else { "nothing more" };
        if !plan.obstacles.is_empty() {
            return Err(Error::new(format!("{what} was written: {}", plan.obstacles)));
        }
        if self.done.is_empty() && plan.refused.is_empty() {
            say_nothing_better();
        }
        Ok(())
    }
}

/// The chosen types, and all others that have the same definitions: an order has to suit all of them.
fn instances(all: &[Type], chosen: &[Type], directories: &Directories) -> Vec<Instance> {
    let place = |ty: &Type| (SourceFile::of(&ty.file, directories), ty.line);
    let chosen: BTreeSet<_> = chosen.iter().map(place).collect();
    let placed = all.iter().map(|ty| (ty, place(ty))).filter(|(_, place)| chosen.contains(place));
    placed.map(|(ty, (file, _))| Instance::new(ty.clone(), file)).collect()
}
