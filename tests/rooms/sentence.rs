//! Says what is imported and where.

use crate::imports::Import;
use crate::mention::Mention;
use crate::picture::Picture;

/// Names the first place in each file.
pub(crate) fn sentence(picture: &Picture<'_>, imports: &[Import]) -> String {
    let Some(first) = imports.first() else { return String::new() };
    let file = |import: &Import| picture.tree.file(import.from);
    let mut others = imports.to_vec();
    others.dedup_by_key(|import| file(import));
    let others: Vec<_> = others[1..].iter().map(|other| format!("{}:{}", file(other), other.mention.line)).collect();
    let also = if others.is_empty() { String::new() } else { format!(" (see also {})", others.join(", ")) };
    let Mention { path, line } = &first.mention;
    format!("{}:{line} names `{}`, which {} defines{also}", file(first), path.join("::"), picture.tree.file(first.to))
}
