//! `--deny`: what a type must not have.

use crate::draw::Shown;
use crate::draw::words::{count, thousands};
use crate::error::DENIED;
use crate::opts::Deny;

/// Says what is denied and found, one line each; returns the exit code. What is worse than in a baseline has been said
/// before.
pub(super) fn run(denied: &[Deny], types: &[Shown], is_worse: bool) -> u8 {
    let mut code = if is_worse && denied.contains(&Deny::Worse) { DENIED } else { 0 };
    for shown in types {
        for complaint in denied.iter().filter_map(|deny| complaint(*deny, shown)) {
            let ty = &shown.ty;
            anstream::eprintln!("denied: {}:{}: {} {complaint}", ty.file, ty.line, ty.name_on_target());
            code = DENIED;
        }
    }
    code
}

/// What is wrong with a type, as it follows its name; `None` if all is well.
fn complaint(deny: Deny, shown: &Shown) -> Option<String> {
    match deny {
        Deny::Budget => budget(shown),
        Deny::Hole => hole(shown),
        Deny::Straddle => straddle(shown),
        Deny::HotSpread => hot_spread(shown),
        Deny::Suboptimal => suboptimal(shown),
        Deny::Worse => None,
    }
}

fn budget(shown: &Shown) -> Option<String> {
    let limits: Vec<_> = shown.ty.over_budget.iter().map(|limit| limit.name()).collect();
    (!limits.is_empty()).then(|| format!("breaks its budget: `{}`", limits.join("`, `")))
}

/// The bytes behind the last field are not meant: perhaps no order can avoid them. An enum has no holes that are known.
fn hole(shown: &Shown) -> Option<String> {
    let mut holes = shown.ty.holes();
    let (first, others) = (holes.next()?, holes.count());
    let more = if others > 0 { format!(", and {others} more") } else { String::new() };
    Some(format!("has a hole of {} at offset {}{more}", count(first.size, "byte"), thousands(first.offset)))
}

fn straddle(shown: &Shown) -> Option<String> {
    let names: Vec<_> = shown.ty.straddlers().map(|field| format!("`{}`", field.name)).collect();
    let what = if names.len() > 1 { "fields" } else { "field" };
    (!names.is_empty()).then(|| format!("has on more cache lines than needed the {what} {}", names.join(", ")))
}

fn hot_spread(shown: &Shown) -> Option<String> {
    let (now, then) = (shown.suggestion.now.hot_lines, shown.suggestion.then.hot_lines);
    (shown.ty.has_places() && now > then).then(|| format!("has hot fields on {now} cache lines where {then} would do"))
}

fn suboptimal(shown: &Shown) -> Option<String> {
    let order = shown.suggestion.order.iter().map(|&at| format!("`{}`", shown.ty.fields[at].name));
    let order: Vec<_> = order.collect();
    shown.suggestion.improves().then(|| format!("had better be declared in the order {}", order.join(", ")))
}
