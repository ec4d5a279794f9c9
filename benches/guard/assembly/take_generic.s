# rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu
guard::take_generic:
    push rbx
    mov rax, qword ptr [rip + pooled_runtime::thread::generic_tls::TABLE::{{constant}}::{{closure}}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    lea rcx, [rip + pooled_runtime::thread::generic_tls::identity::<guard::types::Generic<u8>>]
    cmp qword ptr fs:[rax + (place) + 0], rcx
    jne L2
    mov rax, qword ptr fs:[rax + (place) + 32]
    mov rcx, qword ptr [rax + 8]
    cmp rcx, qword ptr [rax + 16]
    je L3
L1:
    add qword ptr [rax + 8], -8
    mov rbx, qword ptr [rcx - 8]
    inc dword ptr [rax]
    je L4
    mov rax, rbx
    pop rbx
    ret
L2:
    mov rdi, qword ptr fs:[0]
    add rdi, qword ptr [rip + pooled_runtime::thread::generic_tls::TABLE::{{constant}}::{{closure}}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    lea rsi, [rip + pooled_runtime::thread::generic_tls::identity::<guard::types::Generic<u8>>]
    movabs rdx, (hash)
    call qword ptr [rip + pooled_runtime::thread::generic_tls::Table::elsewhere@GOTPCREL]
    mov rcx, qword ptr [rax + 8]
    cmp rcx, qword ptr [rax + 16]
    jne L1
L3:
    lea rdi, [rip + (constant)]
    pop rbx
    jmp pooled_runtime::thread::slow_path::take::<guard::types::Generic<u8>>
L4:
    mov rdi, rax
    call qword ptr [rip + pooled_runtime::thread::cache::ThreadCache::beat@GOTPCREL]
    mov rax, rbx
    pop rbx
    ret
