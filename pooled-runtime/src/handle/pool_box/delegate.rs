//! What a [`PoolBox`] passes on to its object.

use super::PoolBox;
use crate::delegate::{change, io, view};
use crate::handle::pooled::Pooled;

view!(PoolBox, Pooled);
change!(PoolBox, Pooled);
io!(PoolBox, Pooled);
