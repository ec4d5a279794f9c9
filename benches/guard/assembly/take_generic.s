# rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu
guard::take_generic:
    sub rsp, 24
    movabs rdx, (hash)
    mov rcx, qword ptr [rip + pooled_runtime::table::TABLE::{{constant}}::{{closure}}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    mov rax, qword ptr fs:[rcx]
    mov rcx, qword ptr fs:[rcx + 8]
    and rcx, rdx
    lea rsi, [rip + pooled_runtime::table::identity::<guard::types::Generic<u8>>]
    cmp qword ptr [rax + rcx + 8], rsi
    jne L2
    mov rax, qword ptr [rax + rcx]
    mov rcx, qword ptr [rax]
    cmp rcx, qword ptr [rax + 8]
    je L3
L1:
    add qword ptr [rax], -8
    mov rcx, qword ptr [rcx - 8]
    inc qword ptr [rax + 16]
    mov rax, rcx
    add rsp, 24
    ret
L2:
    movups xmm0, xmmword ptr [rip + (constant)]
    movaps xmmword ptr [rsp], xmm0
    mov rdi, qword ptr fs:[0]
    add rdi, qword ptr [rip + pooled_runtime::table::TABLE::{{constant}}::{{closure}}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    lea rsi, [rip + pooled_runtime::table::identity::<guard::types::Generic<u8>>]
    mov rcx, rsp
    call qword ptr [rip + pooled_runtime::table::find_further@GOTPCREL]
    mov rcx, qword ptr [rax]
    cmp rcx, qword ptr [rax + 8]
    jne L1
L3:
    lea rdi, [rip + (constant)]
    call pooled_runtime::cold::take::<guard::types::Generic<u8>>
    mov rcx, rax
    mov rax, rcx
    add rsp, 24
    ret
