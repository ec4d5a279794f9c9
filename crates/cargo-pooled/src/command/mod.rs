//! `cargo pooled layout`: finds the types, then shows them, judges them by `--deny`, or rewrites them.
//!
//! # The map
//!
//! | module | what it is |
//! |---|---|
//! | `output` | writing to standard output, and its colours |
//! | `filter` | `TYPE-FILTER`: which types are meant |
//! | `sort` | `--sort`: the order of the types |
//! | `show` | `--format`: the types on standard output |
//! | `baseline` | `--save` and `--against`: what has changed since then |
//! | `deny` | `--deny`: what a type must not have |
//! | `fix_messages` | what is said about a fix |
//! | `fix` | `--fix` and `--diff`: definitions in the suggested order |

mod baseline;
mod deny;
mod filter;
mod fix;
mod fix_messages;
mod output;
mod show;
mod sort;

use crate::discover::{self, Found};
use crate::draw::Shown;
use crate::error::Error;
use crate::opts::LayoutOpts;
use filter::{chosen, no_type};
use output::{set_color, unless_closed};

/// Does what the command line says; returns the exit code.
///
/// # Errors
/// If the request can't be met, or cargo fails.
pub fn run(opts: &LayoutOpts) -> Result<u8, Error> {
    set_color(opts.color);
    let against = baseline::read(opts)?;
    let Found { targets, types, left_out, scope, workspace } = discover::find(opts)?;
    let target = targets.join(", ");
    if !left_out.is_empty() {
        anstream::eprintln!("note: left out: {}", left_out.join(", "));
    } else if types.is_empty() {
        anstream::eprintln!("note: there are no pooled types here: nothing derives `Pooled` or `Reset`");
    }
    let mut chosen = chosen(opts, &types);
    let unknown = opts.filter.as_deref().filter(|_| chosen.is_empty() && !types.is_empty());
    // A filter that no type fits may name a type of the baseline that is gone.
    if let (Some(filter), None) = (unknown, &against) {
        return Err(no_type(filter));
    }
    if opts.rewrite.diff {
        return fix::show(opts, &types, &workspace);
    }
    if opts.rewrite.fix {
        return fix::run(opts, &types, &workspace);
    }
    sort::sort(&mut chosen, opts.sort);
    let shown: Vec<Shown> = chosen.into_iter().map(Shown::new).collect();
    let is_worse = if opts.save.is_some() || against.is_some() {
        baseline::run(opts, against.as_ref(), &target, &scope, &shown, unknown)?
    } else {
        unless_closed(show::run(opts, &target, &shown))?;
        false
    };
    Ok(deny::run(&opts.deny, &shown, is_worse))
}
