//! The encoding of a layout: facts that are written and read are the same, and bytes that are no encoding are an error.

// Without `unsafe`, and slow under Miri.
#![cfg(all(feature = "decode", not(miri)))]

use pooled_layout::budget::Limit;
use pooled_layout::encoding::{DecodeError, Encoded, MAGIC, decode, scan};
use pooled_layout::{Facts, Field, Heat, Kind, Probe, Traits};

mod support;
use support::layout_of;

const FIELDS: &[Field] = &[
    Field::new::<u64>(Heat::Hot, "id", "u64", 8, <Probe<u64>>::__POOLED_TRAITS),
    Field::new::<[u8; 3]>(Heat::Cold, "name", "[u8; 3]", 0, Traits::UNTOLD).unmeasured(true).frees_elements(true),
];
const FACTS: Facts = Facts {
    name: "Item",
    module: "some::module",
    file: "src/some.rs",
    file_line: 7,
    size: 16,
    align: 8,
    line: 128,
    pooled: true,
    kind: Kind::Struct,
    fields: FIELDS,
};
const NAMES: &str = "Item\n\tid\tu64\n\tname\t[u8; 3]\n";
const TEXT: &str = "Item\n\tid\tu64\n\tname\t[u8; 3]\nsome::module\nsrc/some.rs";

/// As the derive computes it.
fn checksum(text: &str) -> u64 {
    text.as_bytes().chunks(8).fold(0, |sum: u64, chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.rotate_left(5) ^ u64::from_le_bytes(word)
    })
}

fn encoded() -> Vec<u8> {
    Encoded::<2, { TEXT.len() }>::new(&FACTS, TEXT, NAMES.len(), checksum(NAMES)).to_bytes()
}

#[test]
fn broken_limits_are_named() {
    let with = |broken| {
        let sum = checksum(NAMES);
        let bytes = Encoded::<2, { TEXT.len() }>::judged(&FACTS, TEXT, NAMES.len(), sum, broken).to_bytes();
        let named = |limits: Vec<Limit>| limits.into_iter().map(Limit::name).collect::<Vec<_>>();
        decode(&bytes).map(|(decoded, _)| (decoded.facts.pooled, decoded.facts.kind, named(decoded.over_budget)))
    };
    assert_eq!(with(0b0101), Ok((true, Kind::Struct, vec!["max_size", "hot_lines"])));
    assert_eq!(with(0b1010), Ok((true, Kind::Struct, vec!["max_lines", "no_straddle"])));
    assert_eq!(with(0b1_0000), Err(DecodeError::Content));
}

#[test]
fn there_and_back() {
    let mut bytes = encoded();
    let length = bytes.len();
    bytes.extend([1, 2, 3]);
    let (decoded, read) = decode(&bytes).unwrap();
    let facts = decoded.facts;
    assert_eq!(read, length);
    assert_eq!(
        (&*facts.name, &*facts.module, &*facts.file, facts.file_line),
        ("Item", "some::module", "src/some.rs", 7)
    );
    assert_eq!((facts.size, facts.align, facts.line, facts.pooled, facts.kind), (16, 8, 128, true, Kind::Struct));
    assert!(decoded.over_budget.is_empty());
    let layout = layout_of(facts);
    assert_eq!(layout.declared_fields(), FIELDS);
    assert_eq!(layout.fields().map(|field| field.name).collect::<Vec<_>>(), ["name", "id"]);
    assert_eq!(layout.holes().map(|hole| (hole.offset, hole.size)).collect::<Vec<_>>(), [(3, 5)]);
}

/// Of an enum, fields of two variants may share bytes, and all or none have a place.
#[test]
fn of_an_enum() {
    const LENGTH: usize = "Enum\nA\tid\tu32\nB\t0\tu64\n".len();
    const PLACED: [Field; 2] = [
        Field::new::<u32>(Heat::Hot, "id", "u32", 12, Traits::UNTOLD).in_variant("A"),
        Field::new::<u64>(Heat::Warm, "0", "u64", 8, Traits::UNTOLD).in_variant("B"),
    ];
    const FREE: [Field; 2] = [PLACED[0].of_variant("A"), PLACED[1].of_variant("B")];
    let there_and_back = |fields: &'static [Field], second: &str| {
        let facts = Facts { name: "Enum", module: "", file: "", kind: Kind::Enum, fields, ..FACTS };
        let names = format!("Enum\nA\tid\tu32\n{second}\t0\tu64\n");
        let bytes =
            Encoded::<2, { LENGTH + 1 }>::new(&facts, &format!("{names}\n"), LENGTH, checksum(&names)).to_bytes();
        decode(&bytes).map(|(decoded, _)| layout_of(decoded.facts))
    };
    for fields in [&PLACED, &FREE] {
        let layout = there_and_back(fields, "B").unwrap();
        assert_eq!(layout.declared_fields(), fields);
        assert!(layout.fields().eq(fields));
        let _ = layout.to_string();
    }
    assert_eq!(there_and_back(&const { [PLACED[0], FREE[1]] }, "B"), Err(DecodeError::Content));
    assert_eq!(there_and_back(&PLACED, "A"), Err(DecodeError::Content));
}

#[test]
fn what_is_cut_off_is_an_error() {
    let bytes = encoded();
    for end in 0..bytes.len() {
        let expected = if end < MAGIC.len() { DecodeError::Magic } else { DecodeError::Length };
        assert_eq!(decode(&bytes[..end]), Err(expected), "after {end} bytes");
    }
}

#[test]
fn what_is_damaged_is_an_error() {
    let bytes = encoded();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << bit;
            assert!(decode(&damaged).is_err(), "bit {bit} of byte {at}");
        }
    }
}

#[test]
fn another_version_says_so() {
    let mut bytes = encoded();
    bytes[8] = 9;
    assert_eq!(decode(&bytes), Err(DecodeError::Version(9)));
    assert_eq!(
        DecodeError::Version(9).to_string(),
        "the layout is written in version 9, and this program reads version 1"
    );
}

/// Bytes with a correct checksum may still say something impossible.
#[test]
fn what_is_impossible_is_an_error() {
    let mut tried = 0;
    for word in (24..24 + 56 + 64).step_by(8) {
        for value in [u64::MAX, u64::MAX / 2, 1 << 40, 3, 1 << 20] {
            let mut bytes = encoded();
            bytes[word..word + 8].copy_from_slice(&value.to_le_bytes());
            let numbers = bytes[24..24 + 56 + 64].chunks_exact(8);
            let sum =
                numbers.fold(0_u64, |sum, word| sum.rotate_left(5) ^ u64::from_le_bytes(word.try_into().unwrap()));
            let sum = sum.rotate_left(5) ^ checksum(NAMES);
            let sum = sum.rotate_left(5) ^ checksum("some::module\nsrc/some.rs");
            bytes[16..24].copy_from_slice(&sum.to_le_bytes());
            // Facts that are accepted must not make later code panic.
            if let Ok((decoded, _)) = decode(&bytes) {
                let layout = layout_of(decoded.facts);
                let _ = (layout.to_string(), layout.suggestion(), layout.idle_bytes());
            } else {
                tried += 1;
            }
        }
    }
    assert!(tried > 40, "only {tried} were refused");
}

#[test]
fn encodings_are_found_between_other_bytes() {
    let one = encoded();
    let mut newer = one.clone();
    newer[8] = 2;
    let mut bytes = b"pooled pooled\x1al".to_vec();
    for part in [&one[..], b"pooled\x1al, which is none", &newer, &one, &one[..40]] {
        bytes.extend(part);
    }
    let found: Vec<_> = scan(&bytes).map(|found| found.map(|decoded| decoded.facts.name)).collect();
    assert_eq!(found, [Ok("Item".into()), Err(DecodeError::Version(2)), Ok("Item".into())]);
}
