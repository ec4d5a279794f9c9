//! The report as JSON: schema 1, which `docs/LAYOUT-JSON.md` describes.

use serde::{Deserialize, Serialize};

use crate::draw::Shown;
use crate::model::{Field, Heat, Type};
use crate::unit::Unit;

/// The version of the schema that is written and read.
pub const SCHEMA: u32 = 1;

/// All of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The target triple that the figures are of; if they are of several, all of them, with commas between.
    pub target: String,
    /// The bytes of a cache line, if they were given for all types.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The types.
    pub types: Vec<TypeEntry>,
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeEntry {
    /// The name, with the arguments of an instantiation.
    pub name: String,
    /// The part of a package that it was found in.
    #[serde(default)]
    pub unit: Unit,
    /// The target that it was laid out for, if the report is of several.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub target: String,
    /// The crate that it is in.
    #[serde(rename = "crate")]
    pub krate: String,
    /// The module that it is in.
    #[serde(default)]
    pub module: String,
    /// The source file.
    pub file: String,
    /// The line in it.
    pub line: u32,
    /// Bytes.
    pub size: usize,
    /// Bytes.
    pub align: usize,
    /// The bytes of a cache line.
    pub line_size: usize,
    /// The lines that an object lies on.
    pub lines: usize,
    /// Bytes that belong to no field, those behind the last one included.
    pub holes: Vec<HoleEntry>,
    /// The bytes of all holes.
    pub padding: usize,
    /// The lines that hot fields touch.
    pub hot_lines: usize,
    /// The names of the fields on more lines than they need.
    pub straddlers: Vec<String>,
    /// The limits of its budget that it breaks.
    #[serde(default)]
    pub over_budget: Vec<String>,
    /// The fields, in the order of the memory.
    pub fields: Vec<FieldEntry>,
    /// What is suggested; nothing for an enum.
    pub suggested: Option<SuggestedEntry>,
}

/// Bytes that belong to no field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoleEntry {
    /// Where they start.
    pub offset: usize,
    /// How many.
    pub size: usize,
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldEntry {
    /// The variant of an enum that it is in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub variant: String,
    /// The name, or the number.
    pub name: String,
    /// The type as written.
    #[serde(rename = "type")]
    pub ty: String,
    /// Where it starts; nothing where the compiler does not say it.
    pub offset: Option<usize>,
    /// Bytes.
    pub size: usize,
    /// Bytes.
    pub align: usize,
    /// `hot`, `warm` or `cold`.
    #[serde(with = "heat")]
    pub heat: Heat,
    /// Whether several threads write to it.
    #[serde(default)]
    pub contended: bool,
    /// Whether it may own memory that no pool can measure.
    #[serde(default)]
    pub unmeasured: bool,
    /// Whether a reset frees what its elements own.
    #[serde(default)]
    pub frees_elements: bool,
}

/// The suggested order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedEntry {
    /// The names of the fields.
    pub order: Vec<String>,
    /// Bytes.
    pub size: usize,
    /// The lines that hot fields touch then.
    pub hot_lines: usize,
    /// The hot fields on more lines than they need then.
    pub straddles: usize,
    /// Whether no order has better figures.
    #[serde(default)]
    pub exact: bool,
    /// Whether this is better than what is.
    #[serde(default)]
    pub improves: bool,
}

impl Document {
    /// The document of these types, for a target and `--line`.
    #[must_use]
    pub fn new(target: &str, line: Option<usize>, shown: &[Shown]) -> Self {
        Self { schema: SCHEMA, target: target.to_string(), line, types: shown.iter().map(entry).collect() }
    }
}

impl TypeEntry {
    /// The module and the name.
    #[must_use]
    pub fn path(&self) -> String {
        let module = if self.module.is_empty() { &self.krate } else { &self.module };
        format!("{module}::{}", self.name)
    }
}

/// A document, or a difference of two, as text that ends in a newline.
///
/// # Panics
/// Never: strings and numbers can be written.
#[must_use]
pub fn render(document: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(document).expect("strings and numbers can be written");
    text.push('\n');
    text
}

/// Reads a document.
///
/// # Errors
/// In one line, what is wrong with the text.
pub fn parse(text: &str) -> Result<Document, String> {
    #[derive(Deserialize)]
    struct Version {
        schema: u32,
    }
    let unreadable = |_| "it is no layout report".to_string();
    let Version { schema } = serde_json::from_str(text).map_err(unreadable)?;
    if schema != SCHEMA {
        return Err(format!("it has schema {schema}, and this version reads schema {SCHEMA}"));
    }
    serde_json::from_str(text).map_err(unreadable)
}

fn entry(shown: &Shown) -> TypeEntry {
    let ty = &shown.ty;
    TypeEntry {
        name: ty.name.clone(),
        unit: ty.unit.clone(),
        target: ty.target.clone(),
        krate: ty.krate.clone(),
        module: ty.module.clone(),
        file: ty.file.clone(),
        line: ty.line,
        size: ty.size,
        align: ty.align,
        line_size: ty.line_size,
        lines: ty.lines(),
        holes: ty.holes().chain(ty.tail()).map(|hole| HoleEntry { offset: hole.offset, size: hole.size }).collect(),
        padding: ty.padding(),
        hot_lines: ty.hot_lines(),
        straddlers: ty.straddlers().map(|field| field.name.clone()).collect(),
        over_budget: ty.over_budget.iter().map(ToString::to_string).collect(),
        fields: fields(ty),
        suggested: ty.has_places().then(|| suggested(shown)),
    }
}

fn fields(ty: &Type) -> Vec<FieldEntry> {
    let entry = |field: &Field| FieldEntry {
        variant: field.variant.clone(),
        name: field.name.clone(),
        ty: field.ty.clone(),
        offset: field.offset,
        size: field.size,
        align: field.align,
        heat: field.heat,
        contended: field.contended,
        unmeasured: field.unmeasured,
        frees_elements: field.frees_elements,
    };
    ty.in_memory().map(entry).collect()
}

fn suggested(shown: &Shown) -> SuggestedEntry {
    let suggestion = &shown.suggestion;
    SuggestedEntry {
        order: suggestion.order.iter().map(|&index| shown.ty.fields[index].name.clone()).collect(),
        size: suggestion.then.size,
        hot_lines: suggestion.then.hot_lines,
        straddles: suggestion.then.hot_straddles,
        exact: suggestion.exact,
        improves: suggestion.improves(),
    }
}

/// A heat by its name.
mod heat {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::model::Heat;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the derive passes fields so")]
    pub(super) fn serialize<S: Serializer>(heat: &Heat, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(heat.name())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Heat, D::Error> {
        let name = String::deserialize(deserializer)?;
        let heat = Heat::ALL.into_iter().find(|heat| heat.name() == name);
        heat.ok_or_else(|| D::Error::custom("it is neither `hot` nor `warm` nor `cold`"))
    }
}
