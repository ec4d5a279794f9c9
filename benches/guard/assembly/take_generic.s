# rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu
guard::take_generic:
    push rax
    mov rcx, qword ptr [rip + pooled_runtime::table::TABLE::{{constant}}::{{closure}}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    movabs rax, (hash)
    and rax, qword ptr fs:[rcx + 8]
    mov rcx, qword ptr fs:[rcx]
    lea rdx, [rip + pooled_runtime::table::identity::<guard::types::Generic<u8>>]
    cmp qword ptr [rcx + rax + 8], rdx
    jne L2
    mov rax, qword ptr [rcx + rax]
    mov rcx, qword ptr [rax]
    cmp rcx, qword ptr [rax + 8]
    je L3
L1:
    add qword ptr [rax], -8
    mov rcx, qword ptr [rcx - 8]
    inc qword ptr [rax + 16]
    mov rax, rcx
    pop rcx
    ret
L2:
    mov rdi, qword ptr fs:[0]
    add rdi, qword ptr [rip + pooled_runtime::table::TABLE::{{constant}}::{{closure}}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    lea rsi, [rip + pooled_runtime::table::identity::<guard::types::Generic<u8>>]
    call qword ptr [rip + pooled_runtime::table::find_further@GOTPCREL]
    mov rcx, qword ptr [rax]
    cmp rcx, qword ptr [rax + 8]
    jne L1
L3:
    lea rdi, [rip + (constant)]
    pop rax
    jmp pooled_runtime::cold::take::<guard::types::Generic<u8>>
