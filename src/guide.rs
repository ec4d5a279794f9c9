//! The pages of the guide. Their examples run as doctests.

#[doc = include_str!("../docs/migration/go-sync-pool.md")]
mod migration_go_sync_pool {}
#[doc = include_str!("../docs/migration/lifeguard.md")]
mod migration_lifeguard {}
#[doc = include_str!("../docs/migration/object-pool.md")]
mod migration_object_pool {}
#[doc = include_str!("../docs/migration/poolshark.md")]
mod migration_poolshark {}
#[doc = include_str!("../docs/migration/thread-local.md")]
mod migration_thread_local {}
#[doc = include_str!("../docs/recipes/database.md")]
mod recipes_database {}
#[doc = include_str!("../docs/recipes/etl.md")]
mod recipes_etl {}
#[doc = include_str!("../docs/recipes/firmware.md")]
mod recipes_firmware {}
#[doc = include_str!("../docs/recipes/game.md")]
mod recipes_game {}
#[doc = include_str!("../docs/recipes/library.md")]
mod recipes_library {}
#[doc = include_str!("../docs/recipes/trading.md")]
mod recipes_trading {}
#[doc = include_str!("../docs/recipes/web-service.md")]
mod recipes_web_service {}
#[doc = include_str!("../docs/troubleshooting.md")]
mod troubleshooting {}
