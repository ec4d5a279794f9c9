//! Reading what [`Encoded`](super::Encoded) holds. Any bytes may come: what is no encoding is an error.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use core::error::Error;
use core::{fmt, str};

use super::{ALIGNMENT, BROKEN, CONTENDED, HEAD, MAGIC, POOLED, VERSION, mix, sum_of};
use crate::budget::NAMES;
use crate::facts::{Facts, Field, Heat, Kind};
use crate::figures::{index, sort_by_memory};
use crate::orders::Orders;
use crate::suggest::{Class, choose, construct};
use crate::type_layout::TypeLayout;

/// What was said of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record {
    /// The name; of an instantiation of a generic type, as `instances` names it.
    pub name: String,
    /// The module, from the crate's name on.
    pub module: String,
    /// The source file.
    pub file: String,
    /// The line in it.
    pub file_line: u32,
    /// Bytes.
    pub size: usize,
    /// Bytes.
    pub align: usize,
    /// The bytes of a cache line.
    pub line_size: usize,
    /// Whether the objects are in a thread-local pool.
    pub pooled: bool,
    /// What sort of type it is.
    pub kind: Kind,
    /// The limits of its budget that it breaks, as one writes them.
    pub over_budget: Vec<&'static str>,
    /// The fields as declared.
    pub fields: Vec<RecordField>,
}

/// What was said of a field: see [`Field`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "they are those of `Field`")]
pub struct RecordField {
    pub variant: String,
    pub name: String,
    pub ty: String,
    pub offset: Option<usize>,
    pub size: usize,
    pub align: usize,
    pub heat: Heat,
    pub contended: bool,
    pub kept: Option<usize>,
}

/// Why bytes are no encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// They do not start with [`MAGIC`].
    Magic,
    /// They are of another version than [`VERSION`].
    Version(u32),
    /// There are fewer of them than they say.
    Length,
    /// They are not those that the checksum was made of.
    Checksum,
    /// They say something impossible.
    Content,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Magic => f.write_str("these bytes are not the layout of a type"),
            Self::Version(other) => {
                write!(f, "the layout is written in version {other}, and this program reads version {VERSION}")
            }
            Self::Length => f.write_str("the layout is cut off"),
            Self::Checksum => f.write_str("the layout is damaged: its checksum differs"),
            Self::Content => f.write_str("the layout says something impossible"),
        }
    }
}

impl Error for DecodeError {}

/// Reads the encoding that `bytes` start with; returns also how many bytes it has.
///
/// # Errors
/// If they start with none.
pub fn decode(bytes: &[u8]) -> Result<(Record, usize), DecodeError> {
    if !bytes.starts_with(&MAGIC) {
        return Err(DecodeError::Magic);
    }
    let word = |at: usize| bytes.get(at..).and_then(|rest| rest.first_chunk()).copied().ok_or(DecodeError::Length);
    let version = u32::from_le_bytes(word(8)?);
    if version != VERSION {
        return Err(DecodeError::Version(version));
    }
    let length = usize::try_from(u32::from_le_bytes(word(12)?)).map_err(|_| DecodeError::Length)?;
    let mut body = Reader(bytes.get(HEAD..length).ok_or(DecodeError::Length)?);
    let checksum = bytes[16..].first_chunk().copied().map(u64::from_le_bytes);
    let record = body.record(checksum.ok_or(DecodeError::Length)?)?;
    Ok((record, length))
}

/// All encodings in `bytes`, such as the metadata of a crate. The magic bytes may also stand elsewhere, so what is no
/// encoding of this or another version is passed over.
pub fn scan(bytes: &[u8]) -> impl Iterator<Item = Result<Record, DecodeError>> + '_ {
    let mut rest = bytes;
    core::iter::from_fn(move || {
        loop {
            let at = rest.windows(MAGIC.len()).position(|window| window == MAGIC)?;
            let found = decode(&rest[at..]);
            let length = found.as_ref().map_or(MAGIC.len(), |(_, length)| *length);
            rest = &rest[at + length..];
            match found {
                Ok((record, _)) => return Some(Ok(record)),
                Err(DecodeError::Version(version)) if version < 256 => return Some(Err(DecodeError::Version(version))),
                Err(_) => {}
            }
        }
    })
}

/// The bytes that are not read yet.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn record(&mut self, checksum: u64) -> Result<Record, DecodeError> {
        let mut sum = 0;
        let [size, align, line_size, file_line, flags, count, names] = self.numbers(&mut sum)?;
        // Each field has bytes here, so a number that is too large ends before memory does.
        let mut fields = Vec::new();
        for _ in 0..count {
            fields.push(self.numbers::<4>(&mut sum)?);
        }
        let names = usize::try_from(names).ok().and_then(|names| self.0.split_at_checked(names));
        let (names, place) = names.ok_or(DecodeError::Length)?;
        if mix(mix(sum, sum_of(names)), sum_of(place)) != checksum {
            return Err(DecodeError::Checksum);
        }
        let text = |bytes: &'a [u8]| str::from_utf8(bytes).map_err(|_| DecodeError::Content);
        let (module, file) = text(place)?.split_once('\n').ok_or(DecodeError::Content)?;
        let mut names = text(names)?.split_terminator(['\n', '\t']).map(ToString::to_string);
        let mut next = || names.next().ok_or(DecodeError::Content);
        let (name, module, file) = (next()?, module.to_string(), file.to_string());
        let fields =
            fields.into_iter().map(|numbers| field(numbers, next()?, next()?, next()?)).collect::<Result<_, _>>()?;
        let record = Record {
            name,
            module,
            file,
            file_line: u32::try_from(file_line).map_err(|_| DecodeError::Content)?,
            size: number(size)?,
            align: power_of_two(align)?,
            line_size: power_of_two(line_size)?,
            pooled: flags & POOLED != 0,
            kind: kind(flags % POOLED)?,
            over_budget: limits(flags / BROKEN)?,
            fields,
        };
        record.check().map(|()| record)
    }

    fn numbers<const N: usize>(&mut self, sum: &mut u64) -> Result<[u64; N], DecodeError> {
        let mut numbers = [0; N];
        for number in &mut numbers {
            let (word, rest) = self.0.split_first_chunk().ok_or(DecodeError::Length)?;
            self.0 = rest;
            *number = u64::from_le_bytes(*word);
            *sum = mix(*sum, *number);
        }
        Ok(numbers)
    }
}

fn field(numbers: [u64; 4], variant: String, name: String, ty: String) -> Result<RecordField, DecodeError> {
    let [offset, size, kept, flags] = numbers;
    let heat = match flags % CONTENDED {
        0 => Heat::Hot,
        1 => Heat::Warm,
        2 => Heat::Cold,
        _ => return Err(DecodeError::Content),
    };
    let or_none = |n: u64| if n == u64::MAX { Ok(None) } else { number(n).map(Some) };
    let (size, align, contended) = (number(size)?, power_of_two(flags / ALIGNMENT)?, flags & CONTENDED != 0);
    Ok(RecordField { variant, name, ty, offset: or_none(offset)?, size, align, heat, contended, kept: or_none(kept)? })
}

fn limits(broken: u64) -> Result<Vec<&'static str>, DecodeError> {
    if broken >> NAMES.len() != 0 {
        return Err(DecodeError::Content);
    }
    Ok(NAMES.into_iter().enumerate().filter(|(at, _)| broken >> at & 1 == 1).map(|(_, name)| name).collect())
}

fn kind(number: u64) -> Result<Kind, DecodeError> {
    match number {
        0 => Ok(Kind::Struct),
        1 => Ok(Kind::Ordered),
        2 => Ok(Kind::Enum),
        3 => Ok(Kind::Opaque),
        _ => Err(DecodeError::Content),
    }
}

/// A number that may be a size: sums of a few must not overflow.
fn number(n: u64) -> Result<usize, DecodeError> {
    usize::try_from(n).ok().filter(|&n| n <= usize::MAX / 2).ok_or(DecodeError::Content)
}

fn power_of_two(n: u64) -> Result<usize, DecodeError> {
    number(n).and_then(|n| if n.is_power_of_two() { Ok(n) } else { Err(DecodeError::Content) })
}

impl Record {
    /// A struct with these fields, in no pool and from no source file.
    #[must_use]
    pub fn new(name: &str, size: usize, align: usize, line_size: usize, fields: Vec<RecordField>) -> Self {
        let (name, module, file, over_budget) = (name.to_string(), String::new(), String::new(), Vec::new());
        let (file_line, pooled, kind) = (0, false, Kind::Struct);
        Self { name, module, file, file_line, size, align, line_size, pooled, kind, over_budget, fields }
    }

    /// Whether the numbers can be those of a type: code that computes with them relies on it.
    fn check(&self) -> Result<(), DecodeError> {
        let fits = |field: &RecordField| {
            let is_placed = match self.kind {
                Kind::Struct | Kind::Ordered => true,
                Kind::Enum => self.fields[0].offset.is_some(),
                Kind::Opaque => false,
            };
            let ends = field.offset.map_or(Some(0), |offset| offset.checked_add(field.size));
            field.size % field.align == 0
                && field.align <= self.align
                && field.offset.is_some() == is_placed
                && ends.is_some_and(|end| end <= self.size)
        };
        let sum = self.fields.iter().try_fold(0_usize, |sum, field| sum.checked_add(field.size));
        let is_sound = self.fields.iter().all(fits)
            && (matches!(self.kind, Kind::Enum) || sum.is_some_and(|sum| sum <= self.size))
            && matches!(self.line_size, 64 | 128)
            && self.size % self.align == 0
            && u16::try_from(self.fields.len()).is_ok()
            && !self.overlaps();
        if is_sound { Ok(()) } else { Err(DecodeError::Content) }
    }

    /// Whether fields share bytes, of an enum those of one variant.
    fn overlaps(&self) -> bool {
        self.fields.chunk_by(|a, b| a.variant == b.variant).any(|fields| {
            let ends = fields.iter().filter_map(|field| field.offset.map(|offset| (offset, offset + field.size)));
            let mut ends: Vec<_> = ends.collect();
            ends.sort_unstable();
            ends.windows(2).any(|pair| pair[0].1 > pair[1].0)
        })
    }

    /// The layout with all that can be computed from it. The strings and lists in it are never freed.
    #[must_use]
    pub fn leak(self) -> TypeLayout {
        let fields: Vec<Field> = self.fields.into_iter().map(RecordField::leak).collect();
        let facts = Facts {
            name: self.name.leak(),
            module: self.module.leak(),
            file: self.file.leak(),
            file_line: self.file_line,
            size: self.size,
            align: self.align,
            line: self.line_size,
            pooled: self.pooled,
            kind: self.kind,
            fields: fields.leak(),
        };
        TypeLayout::from_facts(facts, orders(&facts))
    }
}

impl RecordField {
    /// A field of a struct whose type is not known.
    #[must_use]
    pub fn new(name: &str, offset: usize, size: usize, align: usize, heat: Heat) -> Self {
        let (variant, name, ty) = (String::new(), name.to_string(), String::new());
        Self { variant, name, ty, offset: Some(offset), size, align, heat, contended: false, kept: None }
    }

    fn leak(self) -> Field {
        Field {
            variant: self.variant.leak(),
            name: self.name.leak(),
            ty: self.ty.leak(),
            offset: self.offset,
            size: self.size,
            align: self.align,
            heat: self.heat,
            contended: self.contended,
            kept: self.kept,
        }
    }
}

/// What [`OrdersOf`](crate::suggest::OrdersOf) computes where the number of fields is a constant.
fn orders(facts: &Facts) -> Orders {
    let n = facts.fields.len();
    let declared: Vec<u16> = (0..n).map(index).collect();
    let (mut memory, mut least) = (declared.clone(), declared.clone());
    sort_by_memory(facts.fields, &mut memory, &mut declared.clone());
    construct(facts, &mut least, &mut vec![Class::Hot; n], &mut vec![0; n]);
    let suggested = if choose(facts, &least, &declared) { least.clone() } else { declared };
    Orders { memory: Box::leak(memory.into()), suggested: Box::leak(suggested.into()), least: Box::leak(least.into()) }
}
