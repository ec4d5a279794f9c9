/t/liba.rmeta: src/lib.rs src/a\ b.rs data.txt

src/lib.rs:
