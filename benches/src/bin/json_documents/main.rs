//! Reads documents of JSON into nested records: fresh ones, and pooled ones whose containers keep their elements.
//!
//! `json_documents [ROUNDS [DOCUMENT]]`. The documents are made up. They have the shapes and sizes of the three that
//! JSON parsers are usually measured with: statuses (`twitter.json`), a catalogue of events (`citm_catalog.json`), the
//! outline of a country (`canada.json`). A single status is a fourth one. `DOCUMENT` is a part of the name of those to
//! measure, for a profiler.
//!
//! The four ways take turns. A time is the median of the rounds, a ratio the median of the ratios of each turn.
//!
//! | column | what it is |
//! |---|---|
//! | allocations | of a fresh record; of a pooled one once it is warm; of the parser itself beside the pooled one |
//! | `warm` | the last document for which the pooled record allocated, from when the program starts |
//! | `fresh`, `pooled` | reading into a record and dropping it |
//! | `skipped` | the parser goes through the document, decodes nothing and keeps nothing |
//! | `seen` | the parser decodes all texts and numbers and keeps nothing, which no record can beat |
//! | `total`, `-skip`, `-seen` | pooled / fresh; the same without the time of skipping, or of seeing |
//! | idle bytes | what the idle record keeps; what it keeps after a document twenty times as large; its limit |
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `records` | writes each record twice, with plain containers and with ones that keep |
//! | `seen` | looks at all of a document and keeps nothing |
//! | `document` | a document, measured in all ways |
//! | `statuses`, `catalogue`, `outline` | the documents |

mod catalogue;
mod document;
mod outline;
mod records;
mod seen;
mod statuses;

use std::process::ExitCode;

use pooled_benches::measure;
use pooled_types::CountingAllocator;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::new();

fn main() -> ExitCode {
    measure::run(|rounds, chosen| {
        document::print_head();
        document::compare_chosen::<statuses::Statuses>(chosen, rounds);
        document::compare_chosen::<catalogue::Catalogue>(chosen, rounds);
        document::compare_chosen::<outline::Outline>(chosen, rounds);
        document::compare_chosen::<statuses::Single>(chosen, rounds);
    })
}
