//! Writes facts with the encoder that the derives use. It has the lengths as constants: a few of them stand for all.

use pooled_layout::encoding::{BorrowedFacts, Decoded, Encoded};
use pooled_layout::{Facts, Field};

use crate::checksum;

/// The bytes of text in what is written.
const TEXT: usize = 512;

/// Writes facts. The path of the file gets spaces at its end until the text is long enough. `None` if there are too
/// many fields, or too much text.
pub(crate) fn write(mut decoded: Decoded) -> Option<(Decoded, Vec<u8>)> {
    let facts = &mut decoded.facts;
    let fields = facts.fields.iter().map(|field| format!("{}\t{}\t{}\n", field.variant, field.name, field.ty));
    let names = format!("{}\n{}", facts.name, fields.collect::<String>());
    let missing = TEXT.checked_sub(names.len() + facts.module.len() + 1 + facts.file.len())?;
    facts.file.push_str(&" ".repeat(missing));
    let text = format!("{names}{}\n{}", facts.module, facts.file);
    let broken = decoded.over_budget.iter().map(|&limit| 1 << limit as u32).sum();
    let bytes = encoded(&decoded, &text, names.len(), broken)?;
    Some((decoded, bytes))
}

fn encoded(decoded: &Decoded, text: &str, names: usize, broken: u64) -> Option<Vec<u8>> {
    let facts = &decoded.facts;
    let fields: Vec<_> = facts.fields.iter().map(borrowed).collect();
    let facts: BorrowedFacts<'_> = Facts {
        name: &facts.name,
        module: &facts.module,
        file: &facts.file,
        file_line: facts.file_line,
        size: facts.size,
        align: facts.align,
        line: facts.line,
        pooled: facts.pooled,
        kind: facts.kind,
        fields: &fields,
    };
    let sum = checksum::of(&text.as_bytes()[..names]);
    macro_rules! of_length {
        ($($length:literal)*) => {
            match facts.fields.len() {
                $($length => Some(Encoded::<$length, TEXT>::judged(&facts, text, names, sum, broken).to_bytes()),)*
                _ => None,
            }
        };
    }
    of_length!(0 1 2 3 4 5 6)
}

fn borrowed(field: &Field<String>) -> Field<&str> {
    let mut borrowed = Field::of_size(&*field.name, 0, field.size, field.align, field.heat);
    (borrowed.variant, borrowed.ty) = (&field.variant, &field.ty);
    (borrowed.offset, borrowed.contended, borrowed.kept) = (field.offset, field.contended, field.kept);
    (borrowed.unmeasured, borrowed.frees_elements) = (field.unmeasured, field.frees_elements);
    borrowed
}
