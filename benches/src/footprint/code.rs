//! The bytes that a type adds to a binary. A binary with 20 types is compared with one with 10.
//!
//! Each type has an array of another length, so the compiler can't merge their code.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use super::project::{Project, pooled_types};
use super::results::Code;

const FEW: usize = 10;
const MANY: usize = 20;

/// Name, and fields.
const SHAPES: &[(&str, &str)] = &[
    ("two numbers", "a: u64, b: u32,"),
    ("a `Vec<u8>`", "a: Vec<u8>,"),
    (
        "`String`, two `Vec`, `HashMap`",
        "a: String, b: Vec<u8>, c: Vec<(u32, u32)>, d: std::collections::HashMap<u32, u32>,",
    ),
];

/// How objects of a type are made and dropped.
struct Way {
    name: &'static str,
    /// Declares so many types with these fields.
    declare: fn(types: usize, fields: &str) -> String,
    /// Makes an object of the type of this number.
    make: fn(number: usize) -> String,
}

const WAYS: &[Way] = &[
    Way {
        name: "no: in a `Box`",
        declare: |types, fields| plain_types(types, "Default", fields),
        make: |number| format!("Box::<Type{number}>::default()"),
    },
    Way {
        name: "yes",
        declare: |types, fields| plain_types(types, "Default, Pooled", fields),
        make: |number| format!("Type{number}::take()"),
    },
    Way { name: "yes, generic", declare: |_, fields| generic_type("", fields), make: take_generic },
    Way {
        name: "yes, generic with `instances(…)`",
        declare: |types, fields| generic_type(&instances(types), fields),
        make: take_generic,
    },
];

/// A shape that is pooled in a way.
struct Case {
    name: String,
    shape: (&'static str, &'static str),
    way: &'static Way,
}

pub(super) fn measure() -> Result<Vec<Code>, String> {
    let project = Project::new("code", &pooled_types())?;
    let cases = cases();
    for case in &cases {
        for types in [FEW, MANY] {
            project.write(&format!("src/bin/{}.rs", case.binary(types)), &program(case.shape.1, case.way, types))?;
        }
    }
    project.build("release")?;
    let code = |case: &Case| {
        let sizes = |types| sizes(&project.binary(&case.binary(types)));
        Ok(case.a_type(sizes(FEW)?, sizes(MANY)?))
    };
    cases.iter().map(code).collect()
}

fn cases() -> Vec<Case> {
    let case = |at: usize| {
        let (shape, way) = (at / WAYS.len(), at % WAYS.len());
        Case { name: format!("shape{shape}_way{way}"), shape: SHAPES[shape], way: &WAYS[way] }
    };
    (0..SHAPES.len() * WAYS.len()).map(case).collect()
}

impl Case {
    fn binary(&self, types: usize) -> String {
        format!("{}_types{types}", self.name)
    }

    fn a_type(&self, few: Sizes, many: Sizes) -> Code {
        let a_type = |of: fn(&Sizes) -> f64| (of(&many) - of(&few)) / (MANY - FEW) as f64;
        Code {
            shape: self.shape.0.into(),
            way: self.way.name.into(),
            text: a_type(|sizes| sizes.text),
            data: a_type(|sizes| sizes.data),
            thread: a_type(|sizes| sizes.thread),
        }
    }
}

/// A program that makes an object of each type, lends it to the optimiser, and drops it.
fn program(fields: &str, way: &Way, types: usize) -> String {
    let mut text =
        "#![allow(dead_code, unused_imports)]\nuse std::hint::black_box;\nuse pooled_types::{PoolBox, Pooled};\n"
            .to_owned();
    text += &(way.declare)(types, fields);
    for n in 1..=types {
        let object = (way.make)(n);
        let _ = writeln!(text, "#[inline(never)]\nfn use_{n}() {{ black_box(&mut *{object}); }}");
    }
    let calls: String = (1..=types).map(|n| format!("use_{n}(); ")).collect();
    text + "fn main() { " + &calls + "}\n"
}

fn plain_types(types: usize, derives: &str, fields: &str) -> String {
    let plain = |n| format!("#[derive({derives})]\nstruct Type{n} {{ {fields} pad: [u8; {n}] }}\n");
    (1..=types).map(plain).collect()
}

fn generic_type(attribute: &str, fields: &str) -> String {
    format!("#[derive(Default, Pooled)]\n{attribute}struct Type<T> {{ {fields} pad: T }}\n")
}

/// The attribute that lists the instances of the generic type.
fn instances(types: usize) -> String {
    let instances: Vec<_> = (1..=types).map(|n| format!("Type<[u8; {n}]>")).collect();
    format!("#[pooled(instances({}))]\n", instances.join(", "))
}

fn take_generic(number: usize) -> String {
    format!("Type::<[u8; {number}]>::take()")
}

/// Bytes of a binary.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sizes {
    text: f64,
    data: f64,
    thread: f64,
}

fn sizes(path: &Path) -> Result<Sizes, String> {
    let output = Command::new("readelf").args(["--sections", "--wide"]).arg(path).output();
    let output = output.map_err(|error| format!("cannot run `readelf`: {error}; install binutils"))?;
    let sizes = sum(&String::from_utf8_lossy(&output.stdout));
    if sizes.text > 0.0 { Ok(sizes) } else { Err(format!("readelf shows no code in {}", path.display())) }
}

/// Sums up the sections that `readelf` shows.
fn sum(sections: &str) -> Sizes {
    let mut sizes = Sizes::default();
    for line in sections.lines() {
        let Some((_, line)) = line.split_once(']') else { continue };
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [name, kind, _, _, size, _, flags, ..] = fields.as_slice() else { continue };
        let Ok(size) = u32::from_str_radix(size, 16).map(f64::from) else { continue };
        match (*name, *kind) {
            (".text", _) => sizes.text += size,
            (".tdata" | ".tbss", _) => sizes.thread += size,
            (_, "NOBITS") => {}
            _ if flags.contains('A') => sizes.data += size,
            _ => {}
        }
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::{Sizes, WAYS, cases, program, sum};

    #[test]
    fn sections_are_summed_by_what_they_are() {
        let sections = "\
  [Nr] Name              Type            Address          Off    Size   ES Flg Lk Inf Al
  [ 0]                   NULL            0000000000000000 000000 000000 00      0   0  0
  [ 3] .rodata           PROGBITS        0000000000001000 001000 000010 00   A  0   0 16
  [13] .text             PROGBITS        0000000000002000 002000 000100 00  AX  0   0 16
  [14] .tdata            PROGBITS        0000000000003000 003000 000008 00 WAT  0   0  8
  [15] .tbss             NOBITS          0000000000003008 003008 000010 00 WAT  0   0  8
  [16] .bss              NOBITS          0000000000004000 004000 000040 00  WA  0   0  8
  [17] .comment          PROGBITS        0000000000000000 004000 000032 01  MS  0   0  1";
        assert_eq!(sum(sections), Sizes { text: 256.0, data: 16.0, thread: 24.0 });
    }

    #[test]
    fn a_type_is_a_tenth_of_ten() {
        let few = Sizes { text: 1000.0, data: 500.0, thread: 80.0 };
        let many = Sizes { text: 3000.0, data: 400.0, thread: 160.0 };
        let code = cases()[0].a_type(few, many);
        assert_eq!([code.text, code.data, code.thread], [200.0, -10.0, 8.0]);
    }

    #[test]
    fn every_type_is_used_once() {
        for way in WAYS {
            let program = program("a: u64,", way, 3);
            assert!((1..=3).all(|n| program.matches(&format!("use_{n}();")).count() == 1), "{program}");
        }
    }
}
