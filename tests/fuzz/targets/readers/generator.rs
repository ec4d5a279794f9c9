//! Baselines made of choices. Their numbers need not fit together: a person may have changed them.

use arbitrary::{Result, Unstructured};
use cargo_pooled::document::{Document, FieldEntry, HoleEntry, SCHEMA, SuggestedEntry, TypeEntry};
use cargo_pooled::model::Heat;
use cargo_pooled::unit::Unit;

const NUMBERS: &[usize] = &[0, 1, 8, 64, 65, 4096, usize::MAX - 1, usize::MAX];
const NAMES: &[&str] = &["", "a", "b", "0", "a::b", "Item<u8>", "größe", "a\n\u{1b}[31m"];

pub(crate) fn document(u: &mut Unstructured<'_>) -> Result<Document> {
    Ok(Document { schema: SCHEMA, target: name(u)?, line: maybe(u, number)?, types: some(u, ty)? })
}

fn ty(u: &mut Unstructured<'_>) -> Result<TypeEntry> {
    Ok(TypeEntry {
        name: name(u)?,
        unit: Unit::new(u.choose(NAMES)?, &[], u.choose(NAMES)?, u.arbitrary()?),
        target: name(u)?,
        krate: name(u)?,
        module: name(u)?,
        file: name(u)?,
        line: u.arbitrary()?,
        size: number(u)?,
        align: number(u)?,
        line_size: number(u)?,
        lines: number(u)?,
        holes: some(u, |u| Ok(HoleEntry { offset: number(u)?, size: number(u)? }))?,
        padding: number(u)?,
        hot_lines: number(u)?,
        straddlers: some(u, name)?,
        over_budget: some(u, name)?,
        fields: some(u, field)?,
        suggested: maybe(u, suggested)?,
    })
}

fn field(u: &mut Unstructured<'_>) -> Result<FieldEntry> {
    Ok(FieldEntry {
        variant: name(u)?,
        name: name(u)?,
        ty: name(u)?,
        offset: maybe(u, number)?,
        size: number(u)?,
        align: number(u)?,
        heat: *u.choose(&Heat::ALL)?,
        contended: u.arbitrary()?,
        unmeasured: u.arbitrary()?,
        frees_elements: u.arbitrary()?,
    })
}

fn suggested(u: &mut Unstructured<'_>) -> Result<SuggestedEntry> {
    Ok(SuggestedEntry {
        order: some(u, name)?,
        size: number(u)?,
        hot_lines: number(u)?,
        straddles: number(u)?,
        exact: u.arbitrary()?,
        improves: u.arbitrary()?,
    })
}

fn number(u: &mut Unstructured<'_>) -> Result<usize> {
    u.choose(NUMBERS).copied()
}

fn name(u: &mut Unstructured<'_>) -> Result<String> {
    u.choose(NAMES).map(ToString::to_string)
}

fn maybe<T>(u: &mut Unstructured<'_>, part: impl Fn(&mut Unstructured<'_>) -> Result<T>) -> Result<Option<T>> {
    if u.arbitrary()? { part(u).map(Some) } else { Ok(None) }
}

/// Up to three parts.
fn some<T>(u: &mut Unstructured<'_>, part: impl Fn(&mut Unstructured<'_>) -> Result<T>) -> Result<Vec<T>> {
    (0..u.int_in_range(0..=3)?).map(|_| part(u)).collect()
}
