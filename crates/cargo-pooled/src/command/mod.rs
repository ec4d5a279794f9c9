//! `cargo pooled layout`: finds the types, then shows them, judges them by `--deny`, or rewrites them.
//!
//! | module | what it is |
//! |---|---|
//! | `baseline` | `--save`, `--against` |
//! | `deny` | `--deny` |
//! | `fix` | `--fix`, `--diff` |
//! | `show` | `--format` |

mod baseline;
mod deny;
mod fix;
mod show;

use std::cmp::Reverse;
use std::io;

use clap::ColorChoice;

use crate::discover::{self, Found};
use crate::draw::Shown;
use crate::error::Error;
use crate::model::Type;
use crate::opts::{LayoutOpts, Sort};

/// Does what the command line says; returns the exit code.
///
/// # Errors
/// If the request can't be met, or cargo fails.
pub fn run(opts: &LayoutOpts) -> Result<u8, Error> {
    set_color(opts.color);
    let against = baseline::read(opts)?;
    let Found { target, types, scope, workspace } = discover::find(opts)?;
    if types.is_empty() {
        anstream::eprintln!("note: there are no pooled types here: nothing derives `Pooled` or `Reset`");
    }
    let mut chosen = chosen(opts, &types);
    let unknown = opts.filter.as_deref().filter(|_| chosen.is_empty() && !types.is_empty());
    if let (Some(filter), None) = (unknown, &against) {
        return Err(no_type(filter));
    }
    if opts.rewrite.diff {
        return fix::show(opts, &types, &workspace);
    }
    if opts.rewrite.fix {
        return fix::run(opts, &types, &workspace);
    }
    sort(&mut chosen, opts.sort);
    let shown: Vec<Shown> = chosen.into_iter().map(Shown::new).collect();
    let is_worse = if opts.save.is_some() || against.is_some() {
        baseline::run(opts, against.as_ref(), &target, &scope, &shown, unknown)?
    } else {
        unless_closed(show::run(opts, &target, &shown))?;
        false
    };
    Ok(deny::run(&opts.deny, &shown, is_worse))
}

/// The types that the filter lets through.
fn chosen(opts: &LayoutOpts, types: &[Type]) -> Vec<Type> {
    let fits = |filter: &String, ty: &Type| format!("{}::{}", ty.module, ty.name).contains(filter);
    let is_chosen = |ty: &&Type| opts.filter.as_ref().is_none_or(|filter| fits(filter, ty));
    types.iter().filter(is_chosen).cloned().collect()
}

fn no_type(filter: &str) -> Error {
    Error::new(format!("no pooled type has `{filter}` in its path"))
}

fn set_color(choice: ColorChoice) {
    match choice {
        ColorChoice::Auto => {}
        ColorChoice::Always => anstream::ColorChoice::Always.write_global(),
        ColorChoice::Never => anstream::ColorChoice::Never.write_global(),
    }
}

/// A reader that has enough, such as `head`, is no error.
fn unless_closed(result: io::Result<()>) -> Result<(), Error> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::new(format!("can't write: {error}"))),
        _ => Ok(()),
    }
}

fn sort(types: &mut [Type], order: Sort) {
    types.sort_by_cached_key(|ty| (ty.krate.clone(), ty.file.clone(), ty.line, ty.name.clone()));
    match order {
        Sort::Source => {}
        Sort::Name => types.sort_by(|a, b| a.name.cmp(&b.name)),
        Sort::Size => types.sort_by_key(|ty| Reverse(ty.size)),
        Sort::Padding => types.sort_by_key(|ty| Reverse(ty.padding())),
        Sort::HotLines => types.sort_by_key(|ty| Reverse(ty.hot_lines())),
    }
}
