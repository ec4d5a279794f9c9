//! `--fix` and `--diff`: definitions in the suggested order.
//!
//! A type changes if a type inside it changes. So what was written is compiled again, until no order would be better.
//! A fix is a transaction: if the crate does not compile in the end, all files are put back as they were.

use std::collections::BTreeSet;

use super::filter::chosen;
use super::fix_messages::{
    Definition, definitions, in_order, say_broken, say_fixed, say_nothing_better, say_refused, write_difference,
};
use super::output::unless_closed;
use crate::discover::{self, Workspace};
use crate::error::Error;
use crate::fix::{self, Directories, Instance, Plan, Request, SourceFile, WriteRules};
use crate::model::Type;
use crate::opts::LayoutOpts;

/// The most rounds. Each goes one level of nested types further. No program is known that needs more.
const ROUNDS: usize = 16;

/// Shows how the definitions of the chosen types would be rewritten; returns the exit code.
pub(super) fn show(opts: &LayoutOpts, all: &[Type], workspace: &Workspace) -> Result<u8, Error> {
    let (_, plan) = Rounds::new(opts, workspace).plan(all);
    if plan.files.is_empty() && plan.refused.is_empty() {
        say_nothing_better();
    }
    unless_closed(write_difference(&plan))?;
    if plan.notes().any(|(path, _)| all.iter().any(|ty| contains(ty, last_name(path)))) {
        anstream::eprintln!("note: types that have these in them change with them, which `--fix` looks at as well");
    }
    Ok(say_refused(&plan))
}

/// The name at the end of a path.
fn last_name(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Whether the type of a field names this type.
fn contains(ty: &Type, name: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    ty.fields.iter().any(|field| field.ty.split(|letter| !is_letter(letter)).any(|word| word == name))
}

/// Rewrites the definitions of the chosen types; returns the exit code. If the crate does not compile afterwards, all
/// files are as they were.
pub(super) fn run(opts: &LayoutOpts, all: &[Type], workspace: &Workspace) -> Result<u8, Error> {
    let (mut rounds, mut types) = (Rounds::new(opts, workspace), all.to_vec());
    for _ in 0..ROUNDS {
        let (requests, plan) = rounds.plan(&types);
        if plan.files.is_empty() {
            let code = say_refused(&plan);
            let end = rounds.end(&plan, all, &types);
            return end.map(|()| code);
        }
        rounds.write(plan)?;
        types = rounds.compile(&requests)?;
    }
    rounds.accept(all, &types)?;
    anstream::eprintln!("note: after {ROUNDS} rounds there still is a better order: do it again");
    Ok(0)
}

/// What is done in one round after the other.
struct Rounds<'a> {
    opts: &'a LayoutOpts,
    workspace: &'a Workspace,
    rules: WriteRules,
    /// The definitions that were rewritten.
    done: BTreeSet<Definition>,
    /// What was written, round by round.
    written: Vec<Plan>,
}

impl<'a> Rounds<'a> {
    fn new(opts: &'a LayoutOpts, workspace: &'a Workspace) -> Self {
        let build = workspace.build_directories(opts);
        let rules = WriteRules {
            directories: Directories::new(&workspace.root, &workspace.packages(), &build),
            allow_dirty: opts.rewrite.allow_dirty,
            allow_no_vcs: opts.rewrite.allow_no_vcs,
            dry_run: opts.rewrite.diff,
            written: BTreeSet::new(),
        };
        Self { opts, workspace, rules, done: BTreeSet::new(), written: Vec::new() }
    }

    /// What is to be done in this round, as requests and as a plan.
    fn plan(&self, all: &[Type]) -> (Vec<Request>, Plan) {
        let instances = instances(all, &chosen(self.opts, all), &self.rules.directories);
        let (mut requests, refused) = fix::requests(instances);
        for request in &mut requests {
            request.again = self.done.contains(&(request.file.clone(), request.path()));
            request.allow_repr_c = self.opts.rewrite.allow_repr_c;
        }
        let mut plan = fix::plan(&requests, &self.rules);
        plan.refused.extend(refused);
        (requests, plan)
    }

    /// Writes the files of a plan.
    fn write(&mut self, plan: Plan) -> Result<(), Error> {
        let result = plan.write();
        self.rules.written.extend(plan.files.iter().map(|change| change.file.clone()));
        self.done.extend(plan.files.iter().flat_map(definitions));
        self.written.push(plan);
        result.map_err(|error| self.undo(&error.to_string()))
    }

    /// Compiles what the last round wrote; returns the types.
    fn compile(&self, requests: &[Request]) -> Result<Vec<Type>, Error> {
        discover::find(self.opts).map(|found| found.types).map_err(|error| {
            let Some(plan) = self.written.last().filter(|_| error.is_silent()) else {
                return self.undo(&error.to_string());
            };
            let culprit = self.culprit(requests, plan);
            let definitions =
                culprit.map_or_else(|| plan.files.iter().flat_map(definitions).collect(), |one| vec![one]);
            self.undo(&format!("the crate does not compile with {}", in_order(&definitions)))
        })
    }

    /// Finds a definition with which the crate does not compile, though it compiles with those before it. The files are
    /// as the plan left them, before and afterwards.
    fn culprit(&self, requests: &[Request], plan: &Plan) -> Option<Definition> {
        let written: Vec<_> = plan.files.iter().flat_map(definitions).collect();
        let definition = |request: &Request| (request.file.clone(), request.path());
        let requests: Vec<_> =
            requests.iter().filter(|request| written.contains(&definition(request))).cloned().collect();
        let (mut good, mut bad) = (0, requests.len());
        while bad > good + 1 {
            let middle = usize::midpoint(good, bad);
            if self.compiles_with(&requests[..middle], plan)? {
                good = middle;
            } else {
                bad = middle;
            }
        }
        requests.get(good).map(definition)
    }

    /// Whether the crate compiles with some requests of a plan; `None` if the files can't be written.
    fn compiles_with(&self, requests: &[Request], plan: &Plan) -> Option<bool> {
        plan.undo().ok()?;
        let part = fix::plan(requests, &self.rules);
        let compiles = part.write().is_ok() && discover::compiles(self.opts, self.workspace);
        part.undo().and_then(|()| plan.write()).ok()?;
        Some(compiles)
    }

    /// Ends the rounds with a plan in which no file changes.
    fn end(&self, plan: &Plan, all: &[Type], types: &[Type]) -> Result<(), Error> {
        self.accept(all, types)?;
        let what = if self.done.is_empty() { "nothing" } else { "nothing more" };
        if !plan.obstacles.is_empty() {
            return Err(Error::new(format!("{what} was written: {}", plan.obstacles)));
        }
        if self.done.is_empty() && plan.refused.is_empty() {
            say_nothing_better();
        }
        Ok(())
    }

    /// Says what was done, if the crate compiles with it. Else all files are as they were.
    fn accept(&self, all: &[Type], types: &[Type]) -> Result<(), Error> {
        if self.done.is_empty() {
            return Ok(());
        }
        let done: Vec<_> = self.done.iter().cloned().collect();
        if say_broken(all, types) {
            return Err(self.undo(&format!("a type breaks its budget with {}", in_order(&done))));
        }
        // A budget that was broken before is an error of the compiler, whatever was done.
        let is_broken = types.iter().any(|ty| !ty.over_budget.is_empty());
        if !is_broken && !discover::check(self.opts) {
            return Err(self.undo(&format!("the crate does not compile with {}", in_order(&done))));
        }
        let mut before = BTreeSet::new();
        for plan in &self.written {
            unless_closed(say_fixed(plan, &before))?;
            before.extend(plan.files.iter().flat_map(definitions));
        }
        Ok(())
    }

    /// Puts all files back; returns the error to end with.
    fn undo(&self, reason: &str) -> Error {
        let failed: Vec<_> = self.written.iter().rev().filter_map(|plan| plan.undo().err()).collect();
        let state = match failed.first() {
            None => "all files are as they were".to_string(),
            Some(error) => format!("and a file could not be put back: {error}"),
        };
        Error::new(format!("{reason}: {state}"))
    }
}

/// The chosen types, and all others that have the same definitions: an order has to suit all of them.
fn instances(all: &[Type], chosen: &[Type], directories: &Directories) -> Vec<Instance> {
    let place = |ty: &Type| (SourceFile::of(&ty.file, directories), ty.line);
    let chosen: BTreeSet<_> = chosen.iter().map(place).collect();
    let placed = all.iter().map(|ty| (ty, place(ty))).filter(|(_, place)| chosen.contains(place));
    placed.map(|(ty, (file, _))| Instance::new(ty.clone(), file)).collect()
}
