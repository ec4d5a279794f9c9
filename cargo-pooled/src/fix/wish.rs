//! What is wanted: the order of a definition's fields.

use std::collections::BTreeMap;

use super::Refusal;
use crate::model::{Kind, Type};

/// The order that is wanted for the fields of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The type, with the arguments of an instantiation.
    pub ty: String,
    /// The source file, as the compiler names it.
    pub file: String,
    /// The line in it, from 1.
    pub line: u32,
    /// What sort of type it is.
    pub kind: Kind,
    /// The names of the fields as declared.
    pub declared: Vec<String>,
    /// The names of the fields in the order that is wanted.
    pub order: Vec<String>,
    /// Whether that order is better than what the type has.
    pub improves: bool,
}

impl Wish {
    /// The wish for `ty`. `order` holds indices into its fields; `improves` says whether it is better than what the type has:
    /// a wish that isn't changes no file, but what is wanted for other instantiations of the type must agree with it.
    ///
    /// # Panics
    /// If an index is not that of a field.
    #[must_use]
    pub fn new(ty: &Type, order: &[usize], improves: bool) -> Self {
        let mut declared: Vec<_> = ty.fields.iter().collect();
        declared.sort_by_key(|field| field.declared);
        Self {
            ty: ty.name.clone(),
            file: ty.file.clone(),
            line: ty.line,
            kind: ty.kind,
            declared: declared.into_iter().map(|field| plain(&field.name)).collect(),
            order: order.iter().map(|&index| plain(&ty.fields[index].name)).collect(),
            improves,
        }
    }

    /// The name of the definition: that of the type without arguments and path.
    #[must_use]
    pub fn definition(&self) -> String {
        let path = self.ty.split('<').next().unwrap_or_default();
        plain(path.rsplit("::").next().unwrap_or_default().trim())
    }

    /// A refusal of this wish.
    pub(super) fn refuse(&self, reason: impl Into<String>) -> Refusal {
        Refusal { ty: self.ty.clone(), file: self.file.clone(), line: self.line, reason: reason.into() }
    }

    /// Refuses what has no named fields.
    fn check(&self) -> Result<(), Refusal> {
        match self.kind {
            Kind::Struct => Ok(()),
            Kind::Tuple => Err(self.refuse("the fields of a tuple struct are used by their position")),
            Kind::Unit => Err(self.refuse("it has no fields")),
            Kind::TaggedEnum => Err(self.refuse("it is an enum: what is suggested is for structs")),
            Kind::Enum => Err(self.refuse("it is an enum: where the fields of its variants lie is up to the compiler")),
        }
    }
}

/// A name without the mark of a raw identifier.
pub(super) fn plain(name: &str) -> String {
    name.strip_prefix("r#").unwrap_or(name).to_string()
}

/// One wish for each definition that can be better, and what can't be wished for.
pub(super) fn by_definition(wishes: &[Wish]) -> (Vec<&Wish>, Vec<Refusal>) {
    let mut definitions: BTreeMap<_, Vec<&Wish>> = BTreeMap::new();
    for wish in wishes {
        definitions.entry((&wish.file, wish.line, wish.definition())).or_default().push(wish);
    }
    let (mut agreed, mut refused) = (Vec::new(), Vec::new());
    for group in definitions.into_values() {
        match agree(&group) {
            Ok(wish) => agreed.extend(wish),
            Err(refusal) => refused.push(refusal),
        }
    }
    (agreed, refused)
}

/// The wish of all instantiations of a definition; none if all is well.
fn agree<'a>(group: &[&'a Wish]) -> Result<Option<&'a Wish>, Refusal> {
    let Some(wish) = group.iter().copied().find(|wish| wish.improves) else { return Ok(None) };
    wish.check()?;
    match group.iter().find(|other| other.order != wish.order) {
        Some(other) if other.ty == wish.ty => {
            Err(wish.refuse("it is built several times, and two builds want different orders"))
        }
        Some(other) => Err(wish.refuse(format!("`{}` wants another order, and both have one definition", other.ty))),
        None => Ok(Some(wish)),
    }
}
