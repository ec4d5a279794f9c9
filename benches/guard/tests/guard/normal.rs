//! Assembly as it is recorded: the instructions, without what differs between two builds of the same code.

use std::collections::HashMap;
use std::fmt::Write as _;

/// The code of the function whose demangled name is `name`, from the assembly of a crate.
///
/// Directives are left out. Labels are numbered in their order. Symbols are demangled. Constants have no names.
pub fn function(assembly: &str, name: &str) -> Option<String> {
    let is_start = |line: &&str| line.strip_suffix(':').is_some_and(|symbol| demangled(symbol) == name);
    let lines: Vec<_> = assembly
        .lines()
        .skip_while(|line| !is_start(line))
        .skip(1)
        .take_while(|line| !line.starts_with(".Lfunc_end"))
        .collect();
    let labels: HashMap<_, _> = lines.iter().filter_map(|line| block(line)).zip(1..).collect();
    let code: Vec<_> = lines.iter().filter(|line| is_code(line)).map(|line| put(line, &labels)).collect();
    (!code.is_empty()).then(|| format!("{name}:\n{}", code.concat()))
}

/// The name of the block that a line begins.
fn block(line: &str) -> Option<&str> {
    line.strip_suffix(':').filter(|label| label.starts_with(".LBB"))
}

/// Whether a line is an instruction, or begins a block.
fn is_code(line: &str) -> bool {
    block(line).is_some() || line.strip_prefix('\t').is_some_and(|code| !code.starts_with(['.', '#']))
}

/// One line as it is recorded: the start of a block at the margin, an instruction indented.
fn put(line: &str, labels: &HashMap<&str, i32>) -> String {
    let code = without_hash(&line.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut text = if block(line).is_some() { String::new() } else { "    ".to_owned() };
    let mut rest = code.as_str();
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (word, after) = rest.split_at(end);
        put_word(&mut text, word, labels);
        rest = after;
    }
    text + "\n"
}

/// Leaves out the hash of a type, which depends on the path of the crate, and the place that a thread has for a generic
/// type because of it: there are lines of 64 bytes, with the types of four places and then their seats.
fn without_hash(code: &str) -> String {
    if let Some((before, _)) = code.split_once(", ").filter(|(before, _)| before.contains("movabs")) {
        return format!("{before}, (hash)");
    }
    let Some((before, (register, after))) = code.split_once("fs:[").and_then(|(a, b)| Some((a, b.split_once(']')?)))
    else {
        return code.to_owned();
    };
    let (register, offset) = register.split_once(" + ").unwrap_or((register, "0"));
    match offset.parse::<u32>() {
        Ok(offset) if register.starts_with('r') => {
            format!("{before}fs:[{register} + (place) + {}]{after}", offset % 64 / 32 * 32)
        }
        _ => code.to_owned(),
    }
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_.$".contains(c)
}

fn put_word(text: &mut String, word: &str, labels: &HashMap<&str, i32>) {
    if let Some(number) = labels.get(word) {
        let _ = write!(text, "L{number}");
    } else if word.starts_with(".L") {
        text.push_str("(constant)");
    } else {
        text.push_str(&demangled(word));
    }
}

/// A symbol without hashes, or any other word as it is.
fn demangled(symbol: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(symbol))
}

#[test]
fn what_differs_between_builds_is_left_out() {
    let before = "_RNvCs1234_5other3two:\n\tret\n.Lfunc_end1:\n\
        _RNvCs1234_5guard3one:\n.Lfunc_begin2:\n\t.cfi_startproc\n\
        \tcmp\tqword ptr fs:[rax + 248], rcx\n\tmov\trax, qword ptr fs:[rcx]\n\tmov\teax, -1\n\
        \tmovabs\trdx, 20260469119590\n\
        \tjne\t.LBB7_9\n.Ltmp3:\n\tlea\trdi, [rip + .Lanon.d913b4.14]\n.LBB7_9:\n\
        \tjmp\tqword ptr [rip + _RNvCs1234_5guard3two@GOTPCREL]\n.Lfunc_end2:\n\tnop\n";
    let after = "guard::one:\n    cmp qword ptr fs:[rax + (place) + 32], rcx\n    \
        mov rax, qword ptr fs:[rcx + (place) + 0]\n    mov eax, -1\n    movabs rdx, (hash)\n    jne L1\n    \
        lea rdi, [rip + (constant)]\n\
        L1:\n    jmp qword ptr [rip + guard::two@GOTPCREL]\n";
    assert_eq!(function(before, "guard::one").as_deref(), Some(after));
    assert_eq!(function(before, "guard::none"), None);
}
