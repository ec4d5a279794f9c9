//! What Prometheus reads.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use metrics::with_local_recorder;
use metrics_exporter_prometheus::PrometheusBuilder;
use pooled_metrics::Collector;
use pooled_types::Pooled;

/// The text of a scrape by this thread.
fn scraped() -> String {
    let recorder = PrometheusBuilder::new().build_recorder();
    with_local_recorder(&recorder, || {
        let collector = Collector::new();
        collector.describe();
        collector.collect();
    });
    recorder.handle().render()
}

/// The values of the label `pool`, as the format defines them: in quotes, with three escapes.
fn pools(text: &str) -> BTreeSet<String> {
    let mut pools = BTreeSet::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let Some((_, rest)) = line.split_once("{pool=\"") else { continue };
        let (mut value, mut characters) = (String::new(), rest.chars());
        loop {
            match characters.next().expect("a value ends") {
                '"' => break,
                '\\' => value.push(match characters.next().expect("an escape is two characters") {
                    'n' => '\n',
                    plain => plain,
                }),
                plain => value.push(plain),
            }
        }
        pools.insert(value);
    }
    pools
}

#[test]
fn every_name_of_a_type_comes_through() {
    #[derive(Pooled, Default)]
    struct Größe<const C: char>(u8);

    drop(Größe::<'"'>::take());
    drop(Größe::<'\\'>::take());
    drop(Größe::<'\n'>::take());
    drop(Größe::<'}'>::take());
    drop(Größe::<'🦀'>::take());
    let stats = [
        Größe::<'"'>::stats(),
        Größe::<'\\'>::stats(),
        Größe::<'\n'>::stats(),
        Größe::<'}'>::stats(),
        Größe::<'🦀'>::stats(),
    ];
    let pools = pools(&scraped());
    for stats in stats {
        // The exporter takes two backslashes for one that is escaped already.
        let name = stats.name.replace(r"\\", r"\");
        assert!(pools.contains(&name), "{name} is not in {pools:?}");
    }
    assert_eq!(pools.iter().filter(|pool| pool.contains("Größe")).count(), stats.len());
}

/// Where cargo puts the example: beside the directory of the tests.
fn example(name: &str) -> Command {
    let mut path: PathBuf = std::env::current_exe().expect("a test has a path");
    path.pop();
    path.pop();
    Command::new(path.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

#[test]
#[cfg_attr(miri, ignore = "Miri starts no processes")]
fn the_example_prints_what_a_scrape_gets() {
    let output = example("text").output().expect("a whole `cargo test -p pooled-metrics` builds the example");
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("programs print text");
    let expected = [
        "# TYPE pooled_takes_total counter",
        r#"pooled_takes_total{pool="text::Request",outcome="hit"} 10"#,
        r#"pooled_takes_total{pool="text::Request",outcome="refill"} 0"#,
        r#"pooled_takes_total{pool="text::Request",outcome="miss"} 2"#,
        r#"pooled_returns_total{pool="text::Request"} 11"#,
        r#"pooled_discards_total{pool="text::Request",reason="panicked"} 0"#,
        "# TYPE pooled_live_objects gauge",
        r#"pooled_live_objects{pool="text::Request"} 1"#,
        r#"pooled_idle_objects{pool="text::Request"} 1"#,
        "pooled_budget_bytes 67108864",
        r#"pooled_budget_used_bytes{drop="plain"} 0"#,
    ];
    for line in expected {
        assert!(text.lines().any(|found| found == line), "no line {line} in:\n{text}");
    }
    assert_eq!(text.lines().filter(|line| line.starts_with("pooled_")).count(), 25 + 3);
    let families = text.lines().filter(|line| line.starts_with("# TYPE ")).count();
    assert_eq!(text.lines().filter(|line| line.starts_with("# HELP ")).count(), families);
}
