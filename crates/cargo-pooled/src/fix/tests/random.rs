//! Random definitions. Each piece of text carries the name of the field that it belongs to.

use proptest::prelude::*;

use super::support::fixed;

#[derive(Clone, Debug)]
struct Shape {
    eol: &'static str,
    fields: Vec<Field>,
    order: Vec<usize>,
    open: &'static str,
    close: u8,
    last_comma: bool,
    repr: bool,
}

/// A field: which pieces it has, and whether the next one follows on its line.
#[derive(Clone, Debug)]
struct Field {
    before: Vec<u8>,
    attrs: Vec<u8>,
    gap: u8,
    behind: u8,
    shares: bool,
}

fn field(sharing: bool) -> impl Strategy<Value = Field> {
    let pieces = |kinds| prop::collection::vec(0..kinds, 0..4);
    (pieces(4u8), pieces(4u8), 0..5u8, 0..5u8, any::<bool>()).prop_map(move |(before, attrs, gap, behind, shares)| {
        Field { before, attrs, gap, behind, shares: sharing && shares }
    })
}

fn shape(sharing: bool) -> impl Strategy<Value = Shape> {
    let eol = prop_oneof![Just("\n"), Just("\r\n")];
    let open = prop_oneof![Just(""), Just(" // open {"), Just(" /* open */ ")];
    let fields = prop::collection::vec(field(sharing), 1..8);
    let fields = fields.prop_flat_map(|fields| {
        let order = Just((0..fields.len()).collect::<Vec<_>>()).prop_shuffle();
        (Just(fields), order)
    });
    (eol, fields, open, 0..4u8, any::<bool>(), any::<bool>()).prop_map(
        |(eol, (fields, order), open, close, last_comma, repr)| Shape {
            eol,
            fields,
            order,
            open,
            close,
            last_comma,
            repr,
        },
    )
}

impl Shape {
    fn before(&self, index: usize, starts_line: bool) -> String {
        let (eol, before) = (self.eol, &self.fields[index].before);
        let piece = |kind: &u8| match (kind, starts_line) {
            (0, true) => eol.to_string(),
            (1, true) => format!("\t// f{index} }}, /*{eol}"),
            (2, true) => format!("    /* f{index}, {eol} /* f{index} */ */{eol}"),
            (3, true) => format!("    //// f{index} ä{eol}"),
            (1, false) => format!("/* f{index} , */ "),
            (2, false) => format!("/* f{index} {eol} f{index} */"),
            _ => String::new(),
        };
        let pieces: String = before.iter().map(piece).collect();
        if starts_line { pieces + "    " } else { format!(" {pieces}") }
    }

    fn core(&self, index: usize) -> String {
        let eol = self.eol;
        let attr = |kind: &u8| match kind {
            0 => format!("/// f{index} }} ,{eol}    "),
            1 => format!("#[doc = \"f{index} // }}, ü\"] // f{index}{eol}    "),
            2 => format!("/** f{index} */ /* f{index} */ "),
            _ => format!("#[pooled(hot, x = '}}')]{eol}{eol}    // f{index}{eol}    "),
        };
        let attrs: String = self.fields[index].attrs.iter().map(attr).collect();
        format!("{attrs}pub(crate) f{index}: Vec<[u8; {{ 1 }}]>")
    }

    fn gap(&self, index: usize) -> String {
        let (eol, last) = (self.eol, index + 1 == self.fields.len());
        match self.fields[index].gap {
            _ if last && !self.last_comma => String::new(),
            1 => format!(" /* f{index}, */ "),
            2 => format!(" // f{index}, {eol}    "),
            _ => String::new(),
        }
    }

    fn behind(&self, index: usize) -> String {
        let (eol, last) = (self.eol, index + 1 == self.fields.len());
        let shares = self.fields[index].shares;
        match self.fields[index].behind {
            _ if shares && !last => String::new(),
            0 | 1 if shares => format!("/* f{index} {eol} */"),
            _ if shares => String::new(),
            0 => format!(" // f{index} {{ {eol}"),
            1 => format!(" /* f{index} */{eol}"),
            2 => format!("/* f{index} {eol} f{index} */ // f{index}{eol}"),
            _ => format!("  {eol}"),
        }
    }

    fn block(&self, index: usize, comma: bool) -> String {
        let starts_line = index.checked_sub(1).map_or(self.opens_line(), |previous| !self.fields[previous].shares);
        let comma = if comma { "," } else { "" };
        self.before(index, starts_line) + &self.core(index) + &self.gap(index) + comma + &self.behind(index)
    }

    fn opens_line(&self) -> bool {
        !self.open.is_empty()
    }

    fn struct_of(&self, order: &[usize], repr: bool) -> String {
        let eol = self.eol;
        let repr = if repr { format!("#[repr(C)]{eol}") } else { String::new() };
        let open = if self.opens_line() { format!("{}{eol}", self.open) } else { String::new() };
        let comma = |place| place + 1 < order.len() || self.last_comma;
        let fields: String = order.iter().enumerate().map(|(place, &index)| self.block(index, comma(place))).collect();
        let close = match self.close {
            _ if self.fields.last().is_some_and(|field| field.shares) => " ".to_string(),
            1 => format!("    // close{eol}"),
            2 => format!("{eol}  /* close {eol} */ "),
            _ => String::new(),
        };
        format!(
            "// S{eol}{eol}#[derive(Clone)] // S{eol}{repr}struct S {{{open}{fields}{close}}} // S{eol}fn s() {{}}{eol}"
        )
    }

    fn source(&self) -> String {
        self.struct_of(&(0..self.fields.len()).collect::<Vec<_>>(), self.repr)
    }

    fn fixed(&self) -> String {
        let names: Vec<_> = self.order.iter().map(|index| format!("f{index}")).collect();
        fixed(&self.source(), &names.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn is_as_declared(&self) -> bool {
        self.order.is_sorted()
    }
}

/// The numbers of the fields in a text, each once where it stands several times in a row.
fn owners(text: &str) -> Vec<usize> {
    let marks = text.match_indices('f').filter_map(|(at, _)| text[at + 1..].chars().next()?.to_digit(10));
    let mut owners: Vec<_> = marks.map(|digit| digit as usize).collect();
    owners.dedup();
    owners
}

/// What is neither white space nor a comma, sorted.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<_> = text.chars().filter(|letter| !letter.is_whitespace() && *letter != ',').collect();
    letters.sort_unstable();
    letters
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lines_of_fields_change_places(shape in shape(false).prop_filter("a line for each", Shape::opens_line)) {
        prop_assert_eq!(shape.fixed(), shape.struct_of(&shape.order, true));
    }

    #[test]
    fn no_text_leaves_its_field(shape in shape(true)) {
        let (before, after) = (shape.source(), shape.fixed());
        prop_assert_eq!(owners(&after), shape.order.clone(), "{}\n{}", before, after);
        let attribute = if shape.repr { "" } else { "#[repr(C)]" };
        prop_assert_eq!(letters(&(before.clone() + attribute)), letters(&after));
        prop_assert_eq!(after.matches("\r\n").count(), if shape.eol == "\n" { 0 } else { after.matches('\n').count() });
        if shape.is_as_declared() {
            prop_assert_eq!(before.len() + attribute.len() + if shape.repr { 0 } else { shape.eol.len() }, after.len());
        }
    }
}
