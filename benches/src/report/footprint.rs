//! What the dependency and a type cost, as a section of the document.

use crate::footprint::{Build, Code, Footprint, Memory, Slot};
use crate::report::number::{figure, whole};
use crate::report::wrap;
use crate::results::Machine;

pub(super) fn write(footprint: &Footprint) -> String {
    let parts = [builds(&footprint.builds), code(&footprint.code), slots(&footprint.slots), memory(&footprint.memory)];
    format!("## Footprint\n\n{}\n\n{}", provenance(footprint), parts.join("\n"))
}

fn provenance(footprint: &Footprint) -> String {
    let machine = &footprint.machine;
    let versions: Vec<_> = footprint.versions.iter().map(|(name, version)| format!("{name} {version}")).collect();
    let Machine { date, processor, cores, .. } = machine;
    wrap::paragraph(&format!("Measured on {date}: {processor}, {cores} cores. {}.", versions.join(", ")))
}

fn builds(builds: &[Build]) -> String {
    let head = "\
### Build time

A program that prints a line is built from nothing, with a dependency that it does not use. The programs take turns.
Times are the medians of the rounds, in seconds; \"adds\" is the difference to the program without dependencies.

| dependency | profile | crates | processor | adds | wall | adds | rounds |
|---|---|--:|--:|--:|--:|--:|--:|
";
    table(head, builds.iter().map(|build| build_row(build, builds)))
}

fn build_row(build: &Build, all: &[Build]) -> String {
    let base = all.iter().find(|other| other.dependency == "none" && other.profile == build.profile);
    let adds = |of: fn(&Build) -> f64| match base {
        Some(base) if base.dependency != build.dependency => format!("{:.2}", of(build) - of(base)),
        _ => "–".to_owned(),
    };
    let Build { dependency, profile, crates, processor, wall, rounds } = build;
    let (processor_adds, wall_adds) = (adds(|build| build.processor), adds(|build| build.wall));
    let times = format!("{processor:.2} | {processor_adds} | {wall:.2} | {wall_adds}");
    format!("| {dependency} | {profile} | {crates} | {times} | {rounds} |")
}

fn code(code: &[Code]) -> String {
    let head = "\
### Code of a type

The bytes that a type adds to a release binary which makes and drops an object of it in one place: the difference of a
program with 20 types and one with 10, divided by 10. Most of the code is in the cold paths, which run when no object is
idle or no room is left. Data are the other sections that are loaded: constants, and tables for unwinding. The last
column has the bytes that each thread's storage has for a type, used or not.

| fields | pooled | text | data | per thread |
|---|---|--:|--:|--:|
";
    table(head, code.iter().map(code_row))
}

fn code_row(code: &Code) -> String {
    let Code { shape, way, text, data, thread } = code;
    format!("| {shape} | {way} | {} | {} | {} |", whole(*text), whole(*data), whole(*thread))
}

fn slots(slots: &[Slot]) -> String {
    let head = "\
### Slots

A slot is as large as its object and has no header. It is aligned so that a small object never straddles a cache line
and a large one starts on one. What that costs depends on the allocator. The table has the average distance from one
object to the next, for objects that are allocated one after the other, in slots and in boxes. The memory that alignment
leaves between slots is free for smaller allocations. All figures are in bytes.

| object | size | slot asked for | aligned to | distance of slots | of boxes | a slot costs more by |
|---|--:|--:|--:|--:|--:|--:|
";
    table(head, slots.iter().map(slot_row))
}

fn slot_row(slot: &Slot) -> String {
    let Slot { of, size, asked, align, stride, boxed } = slot;
    let more = figure(stride - boxed);
    format!("| {of} | {size} | {} | {align} | {} | {} | {more} |", whole(*asked), figure(*stride), figure(*boxed))
}

fn memory(memory: &[Memory]) -> String {
    let head = "\
### Memory besides the objects

In bytes. *Expected* follows from the sources, *measured* is what a counting allocator saw.

| what | expected | measured |
|---|--:|--:|
";
    let made_of = memory.iter().map(|memory| wrap::item(&format!("{}: {}.", memory.what, memory.made_of)));
    table(head, memory.iter().map(memory_row)) + &table("\nThe expected bytes are the sum of these:\n\n", made_of)
}

fn memory_row(memory: &Memory) -> String {
    let Memory { what, expected, measured, .. } = memory;
    format!("| {what} | {} | {} |", figure(*expected), figure(*measured))
}

fn table(head: &str, rows: impl Iterator<Item = String>) -> String {
    rows.fold(head.to_owned(), |table, row| table + &row + "\n")
}

#[cfg(test)]
mod tests {
    use super::build_row;
    use crate::footprint::Build;

    fn build(dependency: &str, profile: &str, processor: f64, wall: f64) -> Build {
        Build { dependency: dependency.into(), profile: profile.into(), crates: 5, processor, wall, rounds: 7 }
    }

    #[test]
    fn what_a_dependency_adds_is_within_its_profile() {
        let all = [
            build("none", "debug", 0.2, 0.1),
            build("none", "release", 1.0, 1.0),
            build("serde", "release", 5.5, 3.25),
        ];
        assert_eq!(build_row(&all[2], &all), "| serde | release | 5 | 5.50 | 4.50 | 3.25 | 2.25 | 7 |");
        assert_eq!(build_row(&all[0], &all), "| none | debug | 5 | 0.20 | – | 0.10 | – | 7 |");
    }
}
