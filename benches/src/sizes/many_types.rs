//! 200 types that are alike, and a generic type with 200 arguments. Each does something of its own with its objects, or
//! the compiler would merge the functions of those that a plain allocation makes.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::HashMap;
use std::hint::black_box;
use std::marker::PhantomData;

use pooled_types::{PoolBox, Pooled};
use serde::{Deserialize, Serialize};

use super::source::Item;

/// Which of the types.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Kind {
    Static,
    Generic,
}

/// A type that has a pool for each thread, written by hand.
pub trait ByHand: Item {
    fn with_stack<R>(f: impl FnOnce(&mut Vec<Box<Self>>) -> R) -> R;
}

/// Something to do with each of the types.
pub trait Each {
    fn each<T: ByHand>(&mut self)
    where
        PoolBox<T>: Send;
}

/// A type with a parameter.
#[derive(Pooled)]
#[pooled(new = Self::empty)]
pub struct Generic<T: 'static>([u64; 8], PhantomData<fn() -> T>);

impl<T> Generic<T> {
    #[inline]
    fn empty() -> Self {
        Self([0; 8], PhantomData)
    }
}

impl<const N: usize> Item for Generic<[u8; N]> {
    #[inline]
    fn make() -> Self {
        Self::empty()
    }

    #[inline]
    fn touch(&mut self) {
        self.0[0] += N as u64;
        black_box(&mut self.0);
    }
}

impl<const N: usize> ByHand for Generic<[u8; N]> {
    fn with_stack<R>(f: impl FnOnce(&mut Vec<Box<Self>>) -> R) -> R {
        thread_local! {
            static STACKS: RefCell<HashMap<TypeId, Box<dyn Any>>> = RefCell::default();
        }
        STACKS.with_borrow_mut(|stacks| {
            let stack = stacks.entry(TypeId::of::<Self>()).or_insert_with(|| Box::new(Vec::<Box<Self>>::new()));
            f(stack.downcast_mut().expect("the stack of this type"))
        })
    }
}

macro_rules! types {
    ($($name:ident $number:literal)*) => {
        $(
            #[derive(Pooled, Default)]
            pub struct $name([u64; 8]);

            impl Item for $name {
                #[inline]
                fn make() -> Self {
                    Self::default()
                }

                #[inline]
                fn touch(&mut self) {
                    self.0[0] += $number;
                    black_box(&mut self.0);
                }
            }

            impl ByHand for $name {
                fn with_stack<R>(f: impl FnOnce(&mut Vec<Box<Self>>) -> R) -> R {
                    thread_local! {
                        static STACK: RefCell<Vec<Box<$name>>> = const { RefCell::new(Vec::new()) };
                    }
                    STACK.with_borrow_mut(f)
                }
            }
        )*

        /// How many types there are of each kind.
        pub const COUNT: usize = [$($number),*].len();

        /// Shows `each` all types of a kind.
        pub fn visit(kind: Kind, each: &mut impl Each) {
            match kind {
                Kind::Static => {
                    $(each.each::<$name>();)*
                }
                Kind::Generic => {
                    $(each.each::<Generic<[u8; $number]>>();)*
                }
            }
        }
    };
}
types! {
    Type0 0 Type1 1 Type2 2 Type3 3 Type4 4 Type5 5 Type6 6 Type7 7
    Type8 8 Type9 9 Type10 10 Type11 11 Type12 12 Type13 13 Type14 14 Type15 15
    Type16 16 Type17 17 Type18 18 Type19 19 Type20 20 Type21 21 Type22 22 Type23 23
    Type24 24 Type25 25 Type26 26 Type27 27 Type28 28 Type29 29 Type30 30 Type31 31
    Type32 32 Type33 33 Type34 34 Type35 35 Type36 36 Type37 37 Type38 38 Type39 39
    Type40 40 Type41 41 Type42 42 Type43 43 Type44 44 Type45 45 Type46 46 Type47 47
    Type48 48 Type49 49 Type50 50 Type51 51 Type52 52 Type53 53 Type54 54 Type55 55
    Type56 56 Type57 57 Type58 58 Type59 59 Type60 60 Type61 61 Type62 62 Type63 63
    Type64 64 Type65 65 Type66 66 Type67 67 Type68 68 Type69 69 Type70 70 Type71 71
    Type72 72 Type73 73 Type74 74 Type75 75 Type76 76 Type77 77 Type78 78 Type79 79
    Type80 80 Type81 81 Type82 82 Type83 83 Type84 84 Type85 85 Type86 86 Type87 87
    Type88 88 Type89 89 Type90 90 Type91 91 Type92 92 Type93 93 Type94 94 Type95 95
    Type96 96 Type97 97 Type98 98 Type99 99 Type100 100 Type101 101 Type102 102 Type103 103
    Type104 104 Type105 105 Type106 106 Type107 107 Type108 108 Type109 109 Type110 110 Type111 111
    Type112 112 Type113 113 Type114 114 Type115 115 Type116 116 Type117 117 Type118 118 Type119 119
    Type120 120 Type121 121 Type122 122 Type123 123 Type124 124 Type125 125 Type126 126 Type127 127
    Type128 128 Type129 129 Type130 130 Type131 131 Type132 132 Type133 133 Type134 134 Type135 135
    Type136 136 Type137 137 Type138 138 Type139 139 Type140 140 Type141 141 Type142 142 Type143 143
    Type144 144 Type145 145 Type146 146 Type147 147 Type148 148 Type149 149 Type150 150 Type151 151
    Type152 152 Type153 153 Type154 154 Type155 155 Type156 156 Type157 157 Type158 158 Type159 159
    Type160 160 Type161 161 Type162 162 Type163 163 Type164 164 Type165 165 Type166 166 Type167 167
    Type168 168 Type169 169 Type170 170 Type171 171 Type172 172 Type173 173 Type174 174 Type175 175
    Type176 176 Type177 177 Type178 178 Type179 179 Type180 180 Type181 181 Type182 182 Type183 183
    Type184 184 Type185 185 Type186 186 Type187 187 Type188 188 Type189 189 Type190 190 Type191 191
    Type192 192 Type193 193 Type194 194 Type195 195 Type196 196 Type197 197 Type198 198 Type199 199
}
