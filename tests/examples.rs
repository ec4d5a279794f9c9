//! The examples, run as a user would run them.
//!
//! A program of its own, because it fails where the examples are not built, and only a whole `cargo test` builds them.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const BUILT: &str = "run `cargo build --examples` first: a whole `cargo test` builds them, `--test examples` doesn't";

/// Where cargo puts the example: beside the directory of the tests.
fn example(name: &str) -> Command {
    let mut path: PathBuf = std::env::current_exe().expect("a test has a path");
    path.pop();
    path.pop();
    Command::new(path.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("programs print text")
}

fn run(name: &str, arguments: &[&str]) -> String {
    let output = example(name).args(arguments).stdin(Stdio::null()).output().expect(BUILT);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    text(&output.stdout).to_owned()
}

fn access_log_of(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = example("access_log")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect(BUILT);
    child.stdin.take().expect("it is piped").write_all(input).expect("the program reads all");
    child.wait_with_output().expect("the program ends")
}

/// What `access_log` says of a log.
fn summary_of(input: &[u8]) -> String {
    let output = access_log_of(&["-"], input);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout).to_owned()
}

/// The line of `output` that starts with `start`, without the spaces that align it.
fn line<'a>(output: &'a str, start: &str) -> Vec<&'a str> {
    let found = output.lines().find(|line| line.trim_start().starts_with(start));
    found.unwrap_or_else(|| panic!("no line {start:?} in:\n{output}")).split_whitespace().collect()
}

const LINE: &str = concat!(
    r#"203.0.113.7 - ada [10/Oct/2026:13:55:36 +0000] "GET /a%20b?x=1&y=%C3%A9&x=2 HTTP/1.1" "#,
    r#"200 2326 "https://r" "agent \"x\"""#
);

#[test]
fn access_log_makes_a_log_when_given_none() {
    let output = run("access_log", &[]);
    let count = |name| line(&output, name)[1].parse::<u32>().expect("a number");
    assert_eq!(count("requests") + count("malformed"), 200_000);
    assert!((200..800).contains(&count("malformed")), "{output}");
    assert!(output.lines().all(|line| line.chars().count() <= 80), "{output}");
    assert_eq!(run("access_log", &["--lines", "0"]).lines().nth(2), Some("requests                0"));
}

#[test]
fn access_log_reads_a_file_or_standard_input() {
    let source = |output: Output| text(&output.stdout).lines().next().map(str::to_owned);
    assert_eq!(source(access_log_of(&["-"], b"")).as_deref(), Some("standard input"));
    assert!(source(access_log_of(&["--lines", "7"], b"")).is_some_and(|name| name.starts_with("7 lines made")));

    let path = std::env::temp_dir().join(format!("pooled-types-{}.log", std::process::id()));
    std::fs::write(&path, LINE).expect("a temporary file");
    let output = run("access_log", &[path.to_str().expect("a path that is text")]);
    std::fs::remove_file(&path).expect("it was written a moment ago");
    assert_eq!(line(&output, "requests"), ["requests", "1"]);
}

#[test]
fn access_log_allocates_nothing_for_pooled_records() {
    let output = run("access_log", &["--lines", "20000"]);
    assert_eq!(line(&output, "pooled:")[..7], ["pooled:", "0.00", "allocations", "a", "record", "once", "warm"]);
    assert!(line(&output, "fresh:")[1].parse::<f64>().expect("a number") > 1.0, "{output}");
    // One record serves all: 20,000 lines for the summary, 10,000 in a round that warms, and 10,000 in each of seven
    // measured ones.
    assert!(output.ends_with("the pool: 100000 takes: 99999 hits, 0 refills, 1 misses; 0 live, 1 idle\n"), "{output}");
}

#[test]
fn access_log_reads_lines() {
    let output = summary_of(format!("{LINE}\r\n\n{LINE}").as_bytes());
    assert_eq!(line(&output, "requests"), ["requests", "2"]);
    assert_eq!(line(&output, "bytes sent"), ["bytes", "sent", "4652"]);
    assert_eq!(line(&output, "from"), ["from", "2026-10-10", "13:55:36", "to", "2026-10-10", "13:55:36"]);
    assert_eq!(line(&output, "/a b"), ["/a", "b", "2", "100.0", "%"]);
    assert_eq!(line(&output, "x "), ["x", "4", "66.7", "%"]);
    assert_eq!(line(&output, "agent "), ["agent", "\\\"x\\\"", "2", "100.0", "%"]);
}

#[test]
fn access_log_counts_and_shows_malformed_lines() {
    let cases: [(&[u8], &str); 12] = [
        (b"x", "no identity"),
        (b"\xff\xfe", "not UTF-8"),
        (b"a b c", "no time in brackets"),
        (b"a b c [10/Oct/2026:13:55:36", "no time in brackets"),
        (b"a b c [never]", "bad time"),
        (b"a b c [10/Oct/2026:25:55:36 +0000]", "bad time"),
        (b"a b c [10/Oct/2026:13:55:36 +0000]", "no request in quotes"),
        (b"a b c [10/Oct/2026:13:55:36 +0000] \"GET", "no request in quotes"),
        (b"a b c [10/Oct/2026:13:55:36 +0000] \"GET /\"", "no status"),
        (b"a b c [10/Oct/2026:13:55:36 +0000] \"GET /\" 999 1", "bad status"),
        (b"a b c [10/Oct/2026:13:55:36 +0000] \"GET /\" 200 -1", "bad size"),
        (b"a b c [10/Oct/2026:13:55:36 +0000] \"\" 400 0", "bad request"),
    ];
    for (input, problem) in cases {
        let output = summary_of(input);
        assert_eq!(line(&output, "malformed"), ["malformed", "1"]);
        assert!(output.contains(&format!("line 1: {problem}\n")), "{problem}:\n{output}");
    }
}

#[test]
fn access_log_shows_the_first_three_malformed_lines_by_number() {
    let output = summary_of(format!("{LINE}\n\nx\ny\r\n1\n{LINE}\nz\nx").as_bytes());
    assert_eq!(line(&output, "requests"), ["requests", "2"]);
    assert_eq!(line(&output, "malformed"), ["malformed", "5"]);
    let shown: Vec<&str> = output.lines().filter(|line| line.starts_with("  line ")).collect();
    assert_eq!(shown, ["  line 3: no identity", "  line 4: no identity", "  line 5: no identity"]);
    assert!(output.contains("\n  and 2 more\n"), "{output}");
}

#[test]
fn access_log_decodes_paths() {
    for (path, shown) in [
        ("/caf%C3%A9", "/café"),
        ("/%F0%9F%A6%80!", "/🦀!"),
        ("/50%25+", "/50% "),
        ("/%", "/%"),
        ("/%4", "/%4"),
        ("/%zz", "/%zz"),
        ("/%C3/%A9", "/%C3/%A9"),
        ("/%1b[31m%00", "/?[31m?"),
    ] {
        let output = summary_of(LINE.replace("/a%20b", path).as_bytes());
        assert!(output.contains(&format!("\n  {shown:<56}         1  100.0 %\n")), "{shown}:\n{output}");
    }
}

#[test]
fn access_log_survives_odd_input() {
    assert_eq!(line(&summary_of(b""), "requests"), ["requests", "0"]);
    assert_eq!(line(&summary_of(b"\n\r\n\n"), "malformed"), ["malformed", "0"]);
    assert_eq!(line(&summary_of(&b"\0\xff".repeat(5 << 20)), "malformed"), ["malformed", "1"]);
    let long = LINE.replace("/a%20b", &format!("/{}", "%41%zz+%".repeat(10 << 17)));
    assert!(long.len() > 10 << 20);
    assert_eq!(line(&summary_of(long.as_bytes()), "requests"), ["requests", "1"]);
}

#[test]
fn access_log_says_why_a_long_line_allocates() {
    let output = summary_of(LINE.replace("/a%20b", &format!("/{}", "a".repeat(100_000))).as_bytes());
    assert_ne!(line(&output, "pooled:")[1], "0.00");
    assert!(output.contains("a pool keeps up to 64 KiB"), "{output}");
}

#[test]
fn access_log_says_what_it_cannot_do() {
    for (arguments, message) in [
        (&["no/such/file"][..], "access_log: can't read no/such/file: "),
        (&["."], "access_log: can't read .: "),
        (&["--lines", "many"], "access_log: `many` is not a number of lines"),
        (&["--lines"], "access_log: `--lines` needs a number"),
        (&["--lines", "-1"], "access_log: `-1` is not a number of lines"),
        (&["--banana"], "access_log: there is no option `--banana`"),
        (&["a", "b"], "access_log: too many arguments"),
    ] {
        let output = example("access_log").args(arguments).output().expect(BUILT);
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stderr).starts_with(message), "{}", text(&output.stderr));
        assert_eq!(text(&output.stdout), "");
    }
    assert!(run("access_log", &["--help"]).starts_with("usage: access_log "));
}

#[cfg(unix)]
#[test]
fn access_log_takes_a_path_that_is_no_text() {
    use std::os::unix::ffi::OsStrExt;

    let output = example("access_log").arg(std::ffi::OsStr::from_bytes(b"no/\xff")).output().expect(BUILT);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stderr).lines().count(), 1);
    assert!(text(&output.stderr).starts_with("access_log: can't read no/\u{fffd}: "), "{}", text(&output.stderr));
}

#[cfg(unix)]
#[test]
fn access_log_minds_no_closed_pipe() {
    let mut child = example("access_log")
        .args(["--lines", "100"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect(BUILT);
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert!(output.status.success());
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn tree_reuses_every_node() {
    let output = run("tree", &[]);
    assert!(output.contains("allocations in those 50 rounds: 0\n"), "{output}");
    assert!(output.contains("2000 takes: 0 hits, 0 refills, 2000 misses; 0 live, 2000 idle\n"), "{output}");
}

#[test]
fn workers_reuse_every_job() {
    let output = run("workers", &[]);
    assert!(output.contains("worker 1 did 10000 jobs, "), "{output}");
    assert!(output.contains("; 0 live, "), "{output}");
}

#[test]
fn layout_shows_the_fix() {
    let output = run("layout", &[]);
    assert!(output.contains("  hot lines 3 -> 1, hot straddles 0, size 184, all straddles 2\n"), "{output}");
    assert!(output.contains("no better order of the fields is known\n"), "{output}");
    assert!(line(&output, "a scan of")[6].parse::<f64>().expect("a ratio") > 0.0, "{output}");
}

/// Times are not for a test to judge: what is counted is.
#[test]
fn worth_reports_on_five_types() {
    let output = run("worth", &[]);
    let reports: Vec<&str> = output.split("\n\n").collect();
    let counted = |report: &str| -> Vec<f64> {
        let rows = report.lines().filter_map(|line| line.strip_suffix(" allocations"));
        rows.map(|row| row.split_whitespace().last().and_then(|count| count.parse().ok()).expect("a count")).collect()
    };
    assert_eq!(reports.len(), 5, "{output}");
    for (report, (name, fresh)) in reports.iter().zip([("Point", 0.0), ("Packet", 5.0), ("Request", 5.0)]) {
        assert!(report.starts_with(&format!("{name}: ")), "{report}");
        assert_eq!(counted(report), [fresh, fresh + 1.0, 0.0], "{report}");
    }
    assert!(counted(reports[3])[2] > 100.0, "a map's nodes are not kept: {output}");
    assert!(reports[4].contains("raise `max_capacity`"), "{output}");
}

#[cfg(feature = "bytes")]
#[test]
fn bytes_copies_nothing() {
    let output = run("bytes", &[]);
    assert!(output.contains("into slices: 10000 allocations, of which by Bytes 10000\n"), "{output}");
    assert!(output.contains("for 3 threads: 0 allocations\n"), "{output}");
}

#[cfg(feature = "tracing")]
#[test]
fn timeline_shows_each_kind_of_event() {
    let output = run("timeline", &[]);
    for event in ["refill", "miss", "live budget passed", "growth", "flush", "trim", "discard"] {
        assert!(output.contains(&format!(" pooled: {event} pool=\"timeline::Job\"")), "{event}: {output}");
    }
}
