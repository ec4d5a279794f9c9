//! Settings come from the program or the environment. All of them can be changed later, but for the mode `Track`.
//!
//! A program of its own, because it runs each part in a child process.

mod support;

use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use pooled_types::{ConfigureError, Mode, Pool, PoolBox, Pooled, Report, Settings, configure};
use support::child::{self, Printed, Scenario, prints_nothing};

const GUIDE: &str = include_str!("../docs/guide/settings-and-modes.md");

#[derive(Pooled, Default)]
struct Parcel(Vec<u8>);

/// Whether pools pool.
fn is_on() -> bool {
    drop(Parcel::take());
    Parcel::try_take().is_some()
}

/// The message tells why it was too late, and what to do.
fn assert_says_what_to_do(error: ConfigureError, reason: &str) {
    let text = error.to_string();
    assert!(text.contains(reason), "{text}");
    assert!(text.contains("`configure`") && text.contains("start of `main`"), "{text}");
    assert!(std::error::Error::source(&error).is_none());
}

fn too_late_after_a_use() {
    drop(Parcel::take());
    assert_says_what_to_do(configure(Settings::new().mode(Mode::Track)).unwrap_err(), "a pool was used");
    assert!(is_on(), "the settings are what they were");
}

fn too_late_after_a_use_on_another_thread() {
    thread::spawn(|| Parcel::warm(1)).join().unwrap();
    assert_says_what_to_do(configure(Settings::new().mode(Mode::Track)).unwrap_err(), "a pool was used");
    assert!(is_on());
}

fn too_late_after_the_statistics_of_a_type() {
    assert_eq!(Parcel::stats().takes, 0);
    assert_says_what_to_do(configure(Settings::new().mode(Mode::Track)).unwrap_err(), "a pool was used");
    assert!(is_on());
}

fn what_needs_no_pool_fixes_nothing() {
    pooled_types::trim();
    thread::spawn(pooled_types::trim_thread).join().unwrap();
    assert!(pooled_types::stats().is_empty() && pooled_types::leaks().is_empty());
    configure(Settings::new().mode(Mode::Off)).unwrap();
    assert!(!is_on());
}

fn track_only_once() {
    configure(Settings::new().interval(Duration::from_secs(1))).unwrap();
    assert_says_what_to_do(configure(Settings::new().mode(Mode::Track)).unwrap_err(), "was called before");
    assert!(is_on());
}

fn not_off_what_is_tracked() {
    configure(Settings::new().mode(Mode::Track)).unwrap();
    let error = configure(Settings::current().mode(Mode::Normal).sample(7)).unwrap_err();
    assert_says_what_to_do(error, "switched off");
    assert_eq!(Settings::current(), Settings::new().mode(Mode::Track), "nothing was changed");
    configure(Settings::current().sample(1_000_000)).unwrap();
    let _parcels = [Parcel::take(), Parcel::take(), Parcel::take()];
    assert!(pooled_types::leaks().iter().map(|leak| leak.count).sum::<u64>() <= 1, "one of a million");
}

/// An interval that gets shorter ends sooner.
fn a_shorter_interval() {
    configure(Settings::new().interval(Duration::from_secs(1_000))).unwrap();
    Parcel::warm(3);
    configure(Settings::current().interval(Duration::from_millis(10))).unwrap();
    let start = std::time::Instant::now();
    while Parcel::stats().discards.trimmed < 2 {
        drop(Parcel::take());
        assert!(start.elapsed() < Duration::from_secs(100), "{:?}", Parcel::stats());
    }
}

fn later_the_same_for_off() {
    assert!(is_on());
    configure(Settings::current().mode(Mode::Off)).unwrap();
    assert!(!is_on());
    configure(Settings::current().mode(Mode::Normal)).unwrap();
    assert!(is_on());
}

/// What the variable says holds against all that the program sets, whenever it does.
fn the_environment_wins_later() {
    assert!(!is_on());
    configure(Settings::current().mode(Mode::Normal).idle_bytes(1 << 30)).unwrap();
    Parcel::settings().mode(Mode::Normal).unwrap();
    assert!(!is_on());
    assert_eq!(
        Settings::current(),
        Settings::new().mode(Mode::Off).idle_bytes(1 << 30),
        "what it does not mention is as configured"
    );
}

/// A value of `Settings` changes nothing until `configure` gets it.
fn settings_are_values() {
    let settings = Settings::new().mode(Mode::Track).sample(3).report(Report::Never).interval(Duration::ZERO);
    assert_eq!(Settings::default(), Settings::new());
    assert_ne!(settings, Settings::new());
    configure(settings).unwrap();
    assert!(is_on());
}

fn off_by_the_environment() {
    assert!(!is_on());
}

fn the_environment_wins() {
    configure(Settings::new().mode(Mode::Off)).expect("it is no error that the environment says otherwise");
    assert!(is_on());
}

fn a_part_may_be_set_by_the_environment() {
    configure(Settings::new().mode(Mode::Off)).unwrap();
    assert!(!is_on(), "what the environment does not mention is as configured");
}

fn normal_all_the_same() {
    assert!(is_on());
    thread::spawn(|| assert!(is_on())).join().unwrap();
}

/// The variable names single pools. It holds against what the program sets.
fn single_pools_by_the_environment() {
    assert!(!is_on());
    Parcel::settings().mode(Mode::Normal).unwrap().reset();
    configure(Settings::current().mode(Mode::Normal)).unwrap();
    assert!(!is_on());
    drop((PoolBox::<Vec<[u8; 4]>>::take(), PoolBox::<Vec<[u8; 4]>>::take(), PoolBox::<Vec<[u8; 4]>>::take()));
    assert_eq!(PoolBox::<Vec<[u8; 4]>>::stats().idle, 2);
    PoolBox::<Vec<[u8; 4]>>::settings().capacity(3).unwrap().reset();
    drop((PoolBox::<Vec<[u8; 4]>>::take(), PoolBox::<Vec<[u8; 4]>>::take(), PoolBox::<Vec<[u8; 4]>>::take()));
    assert_eq!(PoolBox::<Vec<[u8; 4]>>::stats().idle, 2);
    drop(PoolBox::<String>::take());
    assert!(PoolBox::<String>::try_take().is_some(), "nothing is said about it");
}

/// What the variable says holds from the first use on, whatever the program sets.
fn each_word_for_a_pool_holds() {
    let holds = || {
        let shown = format!("{:?}", Parcel::settings());
        let expected = "is_off: false, capacity: 7, depot: Some(268435456), min_idle: Some(5), fraction: 0.25";
        assert!(shown.contains(expected), "{shown}");
    };
    holds();
    let set = Parcel::settings().capacity(1).and_then(|it| it.depot(2)?.min_idle(3)?.fraction(1.0)?.mode(Mode::Off));
    holds();
    set.unwrap().reset();
    holds();
}

/// A single pool may be on where all others are off.
fn one_pool_alone_by_the_environment() {
    assert!(is_on());
    drop(PoolBox::<String>::take());
    assert!(PoolBox::<String>::try_take().is_none());
}

/// One line, which quotes the variable and what is wrong.
fn one_clear_line(printed: &Printed, wrong: &str) {
    assert_eq!(printed.stderr.lines().count(), 1, "{printed:?}");
    let quoted = format!("`{wrong}`");
    for part in ["pooled-types", "POOLED_TYPES", quoted.as_str()] {
        assert!(printed.stderr.contains(part), "`{part}` is missing: {printed:?}");
    }
    let (_, words) = printed.stderr.split_once(" is none of ").expect("the words are listed");
    assert!(words.contains("`off`") || wrong.contains('='), "{printed:?}");
    for word in words.split('`').skip(1).step_by(2) {
        let quoted = format!("`{word}`");
        assert!(GUIDE.contains(&quoted), "the tables in docs/guide/settings-and-modes.md have no row for {quoted}");
    }
}

/// Nothing is done to a type whose name lacks its paths, and that is said: once, however many pools have it.
fn a_name_without_paths_does_nothing() {
    assert!(is_on());
    for name in ["settings::Parcel", "one::Parcel", "two::Parcel"] {
        drop(Pool::builder(Parcel::default).name(name).build().take());
    }
}

/// The table of the statistics says which names in the variable were those of no pools.
fn a_misspelt_name_is_in_the_table() {
    const MISSPELT: &str = "\n`settings::Parcle` in POOLED_TYPES is the name of no pool that was used";
    assert!(!pooled_types::stats().to_string().contains("POOLED_TYPES"), "nothing has read the variable");
    assert!(is_on());
    let table = pooled_types::stats().to_string();
    let before = format!("{MISSPELT}\n`db:primary` in POOLED_TYPES is the name of no pool that was used");
    assert!(table.ends_with(&before), "{table}");
    let pool = Pool::builder(String::new).name("db: primary").build();
    drop(pool.take());
    assert_eq!(pool.stats().idle, 0, "it is switched off");
    drop(pool);
    let table = pooled_types::stats().to_string();
    assert!(table.ends_with(MISSPELT), "{table}");
    assert_eq!(table.matches("POOLED_TYPES").count(), 1, "{table}");
}

/// Types whose arguments are characters that separate parts elsewhere.
fn names_with_characters() {
    #[derive(Pooled, Default)]
    struct Split<const AT: char>(Vec<u8>);

    fn is_on<const AT: char>() -> bool {
        drop(Split::<AT>::take());
        Split::<AT>::try_take().is_some()
    }

    assert!(!is_on::<'>'>() && !is_on::<';'>() && !is_on::<':'>() && !is_on::<'\''>());
    assert!(is_on::<'<'>());
}

fn the_whole_name_is_said(printed: &Printed) {
    let line = "pooled-types: `Parcel` in POOLED_TYPES does nothing to `settings::Parcel`: write the whole name\n";
    assert_eq!(printed.stderr, line);
}

const CHARACTERS: &str = r"settings::names_with_characters::Split<'>'>: off;
    settings::names_with_characters::Split<';'>: off; settings::names_with_characters::Split<':'>: off;
    settings::names_with_characters::Split<'\''>: off";

fn main() -> ExitCode {
    let plain = |name, settings, run| Scenario { name, settings, run, check: prints_nothing };
    let bad = |name, settings, check| Scenario { name, settings: Some(settings), run: normal_all_the_same, check };
    child::main(&[
        plain("too_late_after_a_use", None, too_late_after_a_use),
        plain("too_late_after_a_use_on_another_thread", None, too_late_after_a_use_on_another_thread),
        plain("too_late_after_the_statistics_of_a_type", None, too_late_after_the_statistics_of_a_type),
        plain("what_needs_no_pool_fixes_nothing", None, what_needs_no_pool_fixes_nothing),
        plain("track_only_once", None, track_only_once),
        plain("not_off_what_is_tracked", None, not_off_what_is_tracked),
        plain("a_shorter_interval", None, a_shorter_interval),
        plain("later_the_same_for_off", None, later_the_same_for_off),
        plain("the_environment_wins_later", Some("off"), the_environment_wins_later),
        plain("settings_are_values", None, settings_are_values),
        plain("off_by_the_environment", Some("off"), off_by_the_environment),
        plain("the_environment_wins", Some("normal"), the_environment_wins),
        plain("the_environment_wins_with_another_mode", Some("track,interval=5s"), the_environment_wins),
        plain("a_part_may_be_set_by_the_environment", Some("interval=250ms"), a_part_may_be_set_by_the_environment),
        plain("an_empty_variable_says_nothing", Some(""), normal_all_the_same),
        plain(
            "single_pools_by_the_environment",
            Some("idle=1MiB; settings::Parcel: off; alloc::vec::Vec<[u8; 4]>: capacity=2, depot=0"),
            single_pools_by_the_environment,
        ),
        plain(
            "each_word_for_a_pool_holds",
            // More objects than any pool may have mean no limit.
            Some("off; settings::Parcel: normal, capacity=7, depot=4000000000, min_idle=5, fraction=0.25"),
            each_word_for_a_pool_holds,
        ),
        plain(
            "one_pool_alone_by_the_environment",
            Some("settings::Parcel: normal; off"),
            one_pool_alone_by_the_environment,
        ),
        Scenario {
            name: "a_name_without_paths_does_nothing",
            settings: Some("Parcel: off"),
            run: a_name_without_paths_does_nothing,
            check: the_whole_name_is_said,
        },
        plain(
            "a_misspelt_name_is_in_the_table",
            Some("settings::Parcel: min_idle=1; settings::Parcle: off; db:primary: off"),
            a_misspelt_name_is_in_the_table,
        ),
        plain("names_with_characters", Some(CHARACTERS), names_with_characters),
        bad("a_capacity_that_keeps_nothing", "settings::Parcel: capacity=0", |printed| {
            one_clear_line(printed, "capacity=0");
            assert!(printed.stderr.contains("`capacity=N` (with numbers from 1; `off` keeps none)"), "{printed:?}");
        }),
        bad("a_word_for_a_type_that_is_none", "off; settings::Parcel: of", |printed| one_clear_line(printed, "of")),
        bad("a_number_for_a_type", "off; settings::Parcel: depot=x", |printed| one_clear_line(printed, "depot=x")),
        bad("a_word_that_is_none", "of", |printed| one_clear_line(printed, "of")),
        bad("a_number_that_is_none", "track,sample=many", |printed| one_clear_line(printed, "sample=many")),
        bad("an_interval_without_a_unit", "off,interval=5", |printed| one_clear_line(printed, "interval=5")),
    ])
}
