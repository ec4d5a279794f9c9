//! Types, modules and macros of the user's with the names that generated code might use.
#![allow(dead_code, non_camel_case_types, non_snake_case, unused_macros)]

mod pooled_types {}
mod core {}
mod std {}
mod alloc {}

use ::pooled_types::Pooled;

struct Option;
struct Result;
struct Vec;
struct Box;
struct String;
struct Some;
struct None;
struct Self_;
struct Placement;
struct Factory;
struct Reset;
struct Probe;
struct LocalStack;
struct Key;
struct function;
struct fresh;
struct field_0;
struct STACK_0;
trait Send {}
trait Default {}
trait Sized {}
trait Methods {
    fn fresh(&self) {}
    fn sharing(&self) {}
    fn require_send(&self) {}
    fn reset(&mut self) {}
    fn validate(&mut self) {}
    fn wipe(self)
    where
        Self: ::std::marker::Sized,
    {
    }
}
impl<T: ?::std::marker::Sized> Methods for T {}
macro_rules! matches { () => {}; }
macro_rules! thread_local { () => {}; }
macro_rules! panic { () => {}; }

#[derive(Pooled, ::std::default::Default)]
struct Item {
    fresh: u64,
    #[pooled(value = 3)]
    field_0: u8,
    function: [u8; 2],
}

#[derive(Pooled, ::std::default::Default)]
struct Generic<T, Reset>(::std::vec::Vec<T>, ::std::vec::Vec<Reset>);

#[derive(Pooled, ::std::default::Default)]
enum Choice {
    #[default]
    None,
    Some(u8),
}

fn main() {
    let _item = Item::take();
    let _generic = Generic::<u8, u16>::take();
    let _choice = Choice::take();
}
