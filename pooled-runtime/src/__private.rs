//! What generated code reaches. Safe to use by hand, but it changes without notice.

pub use crate::__std_only as std_only;
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use crate::home::{AnyThread, CrossThread, Home, OneThread, Reach, capacity, depot};
pub use crate::layout::budget::{Budget, check_budget, judge_budget};
pub use crate::layout::encoding::Encoded;
pub use crate::layout::facts::{Described, Facts, Field, Heat, Kind, NoOrders};
pub use crate::layout::known::{Known, Traits, Untold};
pub use crate::layout::suggest::OrdersOf;
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use crate::local::{Key, LocalStack, same_key};
pub use crate::probe::{
    HasFresh, HasFreshInBound, InstanceOf, IsSend, NotSend, NotSendInBound, OtherReset, Probe, ResetByHand, SameReset,
    SendInBound, SendOrLocal, Sharing, ViaBound, ViaDefault, ViaNothing,
};
pub use crate::recipe::{Recipe, fresh_is_unmarked};
pub use crate::reset::{Nobody, Observer, Reset, ResetWithin};
#[cfg(target_has_atomic = "8")]
pub use crate::static_pool::StaticSlots;
pub use crate::wipe::{WipeAndReset, WipeOnly, Wiped};
#[cfg(feature = "std")]
pub use std::thread_local;
