//! Programs made of choices.

use arbitrary::{Result, Unstructured};
use pooled_types::Mode;

use crate::INTERVAL;
use crate::scripts::{Act, End, Reaction, Script, Tuning};

/// How many acts are in acts in acts.
const DEPTH: u8 = 3;

pub(crate) fn script(u: &mut Unstructured<'_>) -> Result<Script> {
    let reactions = (0..u.int_in_range(0..=24)?).map(|_| reaction(u)).collect::<Result<_>>()?;
    let mut acts = Vec::new();
    while !u.is_empty() && acts.len() < 64 {
        acts.push(act(u, DEPTH)?);
    }
    Ok(Script { acts, reactions })
}

fn reaction(u: &mut Unstructured<'_>) -> Result<Reaction> {
    let end = *u.choose(&[End::Fine, End::Fine, End::Fine, End::Refuse, End::Panic])?;
    let acts = if u.ratio(1, 4)? { acts(u, DEPTH - 1)? } else { Vec::new() };
    Ok(Reaction { acts, end })
}

fn acts(u: &mut Unstructured<'_>, depth: u8) -> Result<Vec<Act>> {
    (0..u.int_in_range(1..=4)?).map(|_| act(u, depth)).collect()
}

/// An act. Nothing is leaked: the sanitizer would say so.
fn act(u: &mut Unstructured<'_>, depth: u8) -> Result<Act> {
    let last = if depth == 0 { 22 } else { 27 };
    Ok(match u.int_in_range(0..=last)? {
        0..=3 => Act::Take,
        4 => Act::TryTake,
        5..=7 => Act::Return(place(u)?),
        8 => Act::ReturnAll,
        9 => Act::ReturnUnwinding(place(u)?),
        10 => Act::Detach(place(u)?),
        11 => Act::Readopt(place(u)?),
        12 => Act::Adopt,
        13 => Act::Share(place(u)?, u.int_in_range(0..=2)?),
        14 => Act::Warm(u.int_in_range(0..=9)?),
        15 => Act::Clear,
        16 => Act::Drain(u.int_in_range(0..=4)?),
        17 => Act::Trim,
        18 => {
            if u.arbitrary()? {
                Act::TrimThread
            } else {
                Act::TrimAll
            }
        }
        19 => Act::Stats,
        20 => Act::Tune(tuning(u)?),
        21 => Act::Pass(INTERVAL / *u.choose(&[1, 2, 7])?),
        22 => Act::Panic,
        23 | 24 => Act::Other(acts(u, depth - 1)?),
        25 => Act::Lend(acts(u, depth - 1)?),
        26 => Act::OnPeer(acts(u, depth - 1)?),
        _ => Act::OnThread(acts(u, depth - 1)?),
    })
}

/// A place in a pile of handles.
fn place(u: &mut Unstructured<'_>) -> Result<usize> {
    u.int_in_range(0..=7)
}

fn tuning(u: &mut Unstructured<'_>) -> Result<Tuning> {
    let objects = u.int_in_range(0..=9)?;
    Ok(match u.int_in_range(0..=5)? {
        0 => Tuning::Capacity(objects),
        1 => Tuning::Depot(objects),
        2 => Tuning::MinIdle(objects),
        3 => Tuning::Mode(*u.choose(&[Mode::Normal, Mode::Off, Mode::Track])?),
        4 => Tuning::Fraction(u.int_in_range(0..=8)?),
        _ => Tuning::Reset,
    })
}
